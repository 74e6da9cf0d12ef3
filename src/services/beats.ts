/** Services about beats: asking for takes, voting on them. */
import { randomInt } from 'node:crypto';
import { z } from 'zod';
import { beatCard, type Habits, habitsOf, takeCards, takeOf, tasteFor } from '../cards/index.ts';
import { easyTempi, flowSchema } from '../flow/index.ts';
import { PARTS, type Part, STYLE_FACTS } from '../music/index.ts';
import { type Artist, type Beat, TAKE_NAMES } from '../store/index.ts';
import { BeatwrightError } from '../words/index.ts';
import { SEED_RANGE } from '../worker/kinds/index.ts';
import type { Asker } from './asker.ts';
import { choose } from './choose.ts';
import { fileJob, jobIdFor, resolveArtist, type ServiceContext } from './context.ts';
import { likeAnother } from './like-another.ts';
import { BARS_RANGE, BPM_RANGE, SWING_RANGE } from './limits.ts';
import { hasRight, whose } from './rights.ts';
import type { BeatRequest, Services } from './services.ts';

const times = z.object({ generate: z.number(), render: z.number(), encode: z.number() });

/** Beats that a member is shown at once. */
const MOST_LISTED = 10;

type BeatServices = Pick<
  Services,
  | 'requestBeat'
  | 'beatToDelete'
  | 'beatToRemove'
  | 'deleteBeat'
  | 'castVote'
  | 'votes'
  | 'myBeats'
  | 'showBeat'
  | 'takeFiles'
  | 'beatSheet'
>;

/** What is made with every beat besides MIDI and MP3. */
export interface BeatExtras {
  /** WAV files. */
  readonly wav: boolean;
  /** ZIPs of stems. */
  readonly stems: boolean;
}

export function beatServices(context: ServiceContext, { wav, stems }: BeatExtras): BeatServices {
  const { store } = context;

  /** @returns what the beat is of. @throws BeatwrightError `beat-unknown`, `beat-not-yours`. */
  async function removable(who: Asker, beat: Beat): Promise<string> {
    if (beat.serverId !== who.serverId) throw new BeatwrightError('beat-unknown');
    const artist = beat.artistId === null ? undefined : await store.artists.get(beat.artistId);
    if (hasRight(whose('beat-remove', beat.memberId, who), who, artist)) {
      return artist?.name ?? STYLE_FACTS[beat.style].label;
    }
    throw new BeatwrightError('beat-not-yours');
  }

  return {
    async requestBeat(who, wanted) {
      const { asked, parentId } = await likeAnother(context, who, wanted);
      const { artist: name, style, bpm, key, bars, seed, swing, master, message } = asked;
      const { takes = TAKE_NAMES.length, parts, density, generator: kind, flow: listens = true } = asked;
      checkRanges(asked);
      const wish = {
        bpm: bpm && Math.round(bpm * 100) / 100,
        key,
        bars,
        seed: seed ?? randomInt(SEED_RANGE[1] + 1),
      };
      const playing = parts && orderedParts(parts);
      const request = {
        ...{ seed: wish.seed, takes, wav, stems, swing, master, generator: kind, parentId },
        density: density && checkDensity(density),
      };
      if (name === undefined) {
        if (style === undefined) {
          throw new BeatwrightError('beat-nothing');
        }
        const subject = STYLE_FACTS[style].label;
        const told = { ...request, subject, ...choose({ ...wish, style, parts: playing }) };
        return fileJob(context, 'beat', told, who, message);
      }
      const artist = await resolveArtist(context, who, name);
      if (kind !== undefined && kind !== 'network') {
        throw new BeatwrightError('beat-generator');
      }
      const generator = await store.generators.current(artist.id);
      const habits = generator === undefined ? await habitsLeft(context, artist) : habitsOf(generator);
      const lyrics = listens ? await store.lyrics.get(artist.id) : undefined;
      const flow = lyrics && flowSchema.parse(lyrics.flow);
      const suits = flow && ((tempi: readonly number[]) => easyTempi(flow, tempi));
      const told = {
        ...request,
        ...{ artistId: artist.id, generatorId: generator?.id, flow, subject: artist.name },
        ...choose({ ...wish, style, suits, parts: playing }, habits),
        taste: generator && (await tasteFor(store, artist, wish.seed)),
      };
      return fileJob(context, 'beat', told, who, message);
    },

    async beatToRemove(who, beatId) {
      const beat = await store.beats.get(beatId);
      if (beat === undefined) throw new BeatwrightError('beat-unknown');
      return { beatId, subject: await removable(who, beat) };
    },

    async beatToDelete(who, messageId) {
      const beat = await store.beats.ofJob(jobIdFor(messageId));
      if (beat === undefined) throw new BeatwrightError('beat-none');
      return { beatId: beat.id, subject: await removable(who, beat) };
    },

    async deleteBeat(who, beatId) {
      const beat = await store.beats.get(beatId);
      if (beat === undefined) throw new BeatwrightError('beat-unknown');
      const subject = await removable(who, beat);
      await store.erasure.beat(beatId);
      return { subject };
    },

    async castVote(who, takeId) {
      const beat = await store.beats.ofTake(takeId);
      if (beat === undefined || beat.serverId !== who.serverId) {
        throw new BeatwrightError('take-unknown');
      }
      const { choice, ...counts } = await store.votes.cast({ beatId: beat.id, takeId, memberId: who.userId });
      const name = counts.takes.find((take) => take.takeId === choice)?.name;
      const { beatId, revision } = counts;
      return { beatId, revision, takes: takeCards(counts), choice: name };
    },

    async votes(who, beatId) {
      const beat = await store.beats.get(beatId);
      if (beat === undefined || beat.serverId !== who.serverId) {
        throw new BeatwrightError('beat-unknown');
      }
      const counts = await store.votes.counts(beatId);
      return { beatId, revision: counts.revision, takes: takeCards(counts) };
    },

    async myBeats(who) {
      const asked = { serverId: who.serverId, memberId: who.userId, most: MOST_LISTED };
      const beats = await store.beats.latest(asked);
      return Promise.all(
        beats.map(async (beat) => ({ beat: await beatCard(store, beat), createdAt: beat.createdAt })),
      );
    },

    async showBeat(who, beatId) {
      const beat = await store.beats.get(beatId);
      if (beat === undefined || beat.serverId !== who.serverId) throw new BeatwrightError('beat-unknown');
      return { beat: await beatCard(store, beat), requestedById: beat.memberId };
    },

    async takeFiles(takeId) {
      const { take } = await takeOf(store, takeId);
      const { midi, mp3, wav: wave, stems: zip } = take.files;
      return {
        midi: await store.blobs.get(midi),
        mp3: await store.blobs.get(mp3),
        ...(wave === undefined ? {} : { wav: await store.blobs.get(wave) }),
        ...(zip === undefined ? {} : { stems: await store.blobs.get(zip) }),
        ms: times.parse(take.facts['ms']),
      };
    },

    async beatSheet(beatId) {
      const first = (await store.beats.get(beatId))?.takes[0];
      if (first?.files.sheet === undefined) return undefined;
      const alt = z.string().parse(first.facts['sheetAlt']);
      return { png: await store.blobs.get(first.files.sheet), alt };
    },
  };
}

/**
 * Of an artist whose generators are all retired: the style that they were grown from, and what the references
 * that are left say.
 */
async function habitsLeft({ store }: ServiceContext, artist: Artist): Promise<Habits> {
  const [newest] = await store.generators.list(artist.id);
  if (newest === undefined) {
    throw new BeatwrightError('beat-untrained', { artist: artist.name });
  }
  const references = await store.references.list(artist.id);
  return {
    style: artist.style ?? habitsOf(newest).style,
    bpms: references.flatMap(({ bpm }) => bpm ?? []),
    keys: references.flatMap(({ key }) => key ?? []),
    parts: habitsOf(newest).parts,
  };
}

/** The most events a bar that can be asked of a part. */
const DENSEST = 64;

function checkDensity(density: Partial<Readonly<Record<Part, number>>>): typeof density {
  for (const [part, events] of Object.entries(density)) {
    if (!isIn(events, [0, DENSEST]))
      throw new BeatwrightError('beat-density', { part, events, most: DENSEST });
  }
  return density;
}

function orderedParts(parts: readonly Part[]): Part[] {
  const ordered = PARTS.filter((part) => parts.includes(part));
  if (ordered.length > 0) return ordered;
  throw new BeatwrightError('beat-parts', { parts: PARTS });
}

type Range = readonly [least: number, most: number];

function isIn(value: number | undefined, [least, most]: Range): boolean {
  return value === undefined || (value >= least && value <= most);
}

function isWholeIn(value: number | undefined, range: Range): boolean {
  return isIn(value, range) && (value === undefined || Number.isInteger(value));
}

/** @throws BeatwrightError `beat-bpm`, `beat-bars`, `beat-seed`, `beat-takes`, `beat-swing`. */
function checkRanges({ bpm, bars, seed, takes, swing }: BeatRequest): void {
  const told = ([least, most]: Range) => ({ least, most });
  if (!isIn(bpm, BPM_RANGE)) throw new BeatwrightError('beat-bpm', { bpm: bpm!, ...told(BPM_RANGE) });
  if (!isWholeIn(bars, BARS_RANGE))
    throw new BeatwrightError('beat-bars', { bars: bars!, ...told(BARS_RANGE) });
  if (!isWholeIn(seed, SEED_RANGE))
    throw new BeatwrightError('beat-seed', { seed: seed!, ...told(SEED_RANGE) });
  const most = TAKE_NAMES.length;
  if (!isWholeIn(takes, [1, most]))
    throw new BeatwrightError('beat-takes', { takes: takes!, least: 1, most });
  if (!isIn(swing, SWING_RANGE))
    throw new BeatwrightError('beat-swing', { swing: swing!, ...told(SWING_RANGE) });
}
