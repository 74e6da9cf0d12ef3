/** Services about beats: asking for takes, voting on them. */
import { randomInt } from 'node:crypto';
import { z } from 'zod';
import { BeatwrightError, PARTS, type Part, STYLE_FACTS } from '../music/index.ts';
import type { Artist, Beat, VoteCounts } from '../store/index.ts';
import { choose, type Habits } from './choose.ts';
import { flowOf, suitedTo } from '../flow/request.ts';
import { habitsOf } from '../worker/kinds/habits.ts';
import { payload } from '../worker/kinds/payload.ts';
import {
  BARS_RANGE,
  type BeatView,
  BPM_RANGE,
  SEED_RANGE,
  type Services,
  SWING_RANGE,
  TAKE_NAMES,
  type TakeView,
} from './services.ts';
import { asked, file, remember, resolveArtist, type ServiceContext } from './context.ts';

const times = z.object({ generate: z.number(), render: z.number(), encode: z.number() });

type BeatServices = Pick<Services, 'requestBeat' | 'castVote' | 'votes' | 'takeFiles' | 'beatSheet'>;

/** What is made with every beat besides MIDI and MP3. */
export interface BeatExtras {
  /** WAV files. */
  readonly wav: boolean;
  /** ZIPs of stems. */
  readonly stems: boolean;
}

export function beatServices(context: ServiceContext, { wav, stems }: BeatExtras): BeatServices {
  const { store } = context;
  return {
    async requestBeat(
      who,
      {
        artist: name,
        style,
        bpm,
        key,
        bars,
        seed,
        takes = TAKE_NAMES.length,
        parts,
        density,
        swing,
        generator: kind,
        flow: listens = true,
        message,
      },
    ) {
      await remember(context, who);
      inRange('beat-bpm', 'bpm', bpm, BPM_RANGE);
      inRange('beat-bars', 'bars', bars, BARS_RANGE);
      inRange('beat-seed', 'seed', seed, SEED_RANGE);
      inRange('beat-takes', 'takes', takes, [1, TAKE_NAMES.length]);
      inRange('beat-swing', 'swing', swing, SWING_RANGE);
      const wish = {
        ...(bpm === undefined ? {} : { bpm: Math.round(bpm * 100) / 100 }),
        ...(key === undefined ? {} : { key }),
        ...(bars === undefined ? {} : { bars }),
        seed: seed ?? randomInt(SEED_RANGE[1] + 1),
      };
      const request = {
        ...{ seed: wish.seed, takes, wav, stems },
        ...(parts === undefined ? {} : { parts: orderedParts(parts) }),
        ...(density === undefined ? {} : { density: checkDensity(density) }),
        ...(swing === undefined ? {} : { swing }),
        ...(kind === undefined ? {} : { generator: kind }),
      };
      if (name === undefined) {
        if (style === undefined) {
          throw new BeatwrightError(
            'beat-nothing',
            'Say whose sound it shall be with artist:, or pick a style: to start from.',
          );
        }
        const subject = STYLE_FACTS[style].label;
        const told = payload('beat', { ...request, subject, ...choose({ ...wish, style }) });
        return file(context, { kind: 'beat', payload: told, ...asked(who, message) });
      }
      const artist = await resolveArtist(context, who, name);
      if (kind !== undefined && kind !== 'network') {
        throw new BeatwrightError(
          'beat-generator',
          'Baselines know no artist. Leave artist: out and pick a style:, or leave the generator out.',
        );
      }
      const generator = await store.generators.current(artist.id);
      const habits = generator === undefined ? await habitsLeft(context, artist) : habitsOf(generator);
      const lyrics = listens ? await store.lyrics.get(artist.id) : undefined;
      const flow = lyrics === undefined ? undefined : flowOf(lyrics);
      const choice = choose(
        {
          ...wish,
          ...(style === undefined ? {} : { style }),
          ...(flow === undefined ? {} : { suits: suitedTo(flow) }),
        },
        habits,
      );
      const ids = {
        artistId: artist.id,
        ...(generator === undefined ? {} : { generatorId: generator.id }),
      };
      const says = flow === undefined ? {} : { flow };
      const told = payload('beat', { ...request, ...ids, ...says, subject: artist.name, ...choice });
      return file(context, { kind: 'beat', payload: told, ...asked(who, message) });
    },

    async castVote(who, takeId) {
      const beat = await store.beats.ofTake(takeId);
      if (beat === undefined || beat.serverId !== who.serverId) {
        throw new BeatwrightError(
          'take-unknown',
          'This take is not there any more, so it cannot be voted for. Ask for a new beat with /beat.',
        );
      }
      const { choice, ...counts } = await store.votes.cast({ beatId: beat.id, takeId, memberId: who.userId });
      const name = counts.takes.find((take) => take.takeId === choice)?.name;
      const { beatId, revision } = counts;
      return { beatId, revision, takes: takeViews(counts), ...(name === undefined ? {} : { choice: name }) };
    },

    async votes(who, beatId) {
      const beat = await store.beats.get(beatId);
      if (beat === undefined || beat.serverId !== who.serverId) {
        throw new BeatwrightError(
          'beat-unknown',
          'This beat is not there any more. Ask for a new one with /beat.',
        );
      }
      const counts = await store.votes.counts(beatId);
      return { beatId, revision: counts.revision, takes: takeViews(counts) };
    },

    async takeFiles(takeId) {
      const beat = await store.beats.ofTake(takeId);
      const take = beat?.takes.find(({ id }) => id === takeId);
      if (take === undefined) throw new BeatwrightError('take-unknown', 'This take is not there any more.');
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
    throw new BeatwrightError(
      'beat-untrained',
      `${artist.name} has no generator yet. Add references with /reference add and run /train, or leave artist: out and pick a style:.`,
    );
  }
  const references = await store.references.list(artist.id);
  return {
    style: artist.style ?? habitsOf(newest).style,
    bpms: references.flatMap(({ bpm }) => bpm ?? []),
    keys: references.flatMap(({ key }) => key ?? []),
  };
}

/** A beat as people see it, with its votes as they are now. */
export async function beatView({ store }: ServiceContext, beat: Beat): Promise<BeatView> {
  const [artist, generator, counts] = await Promise.all([
    beat.artistId === null ? undefined : store.artists.get(beat.artistId),
    beat.generatorId === null ? undefined : store.generators.get(beat.generatorId),
    store.votes.counts(beat.id),
  ]);
  const { bpm, key, bars, seconds } = beat.takes[0]!.facts;
  return {
    id: beat.id,
    ...(artist === undefined ? {} : { artist: artist.name }),
    style: beat.style,
    bpm,
    key,
    bars,
    seconds,
    seed: beat.seed,
    ...(generator === undefined ? {} : { generatorVersion: generator.version }),
    ...checkedOf(beat),
    notes: beat.notes,
    takes: takeViews(counts),
  };
}

const checked = z.object({
  references: z.number(),
  tries: z.number(),
  twoBars: z.partialRecord(z.enum(PARTS), z.number()),
});

/** What the takes that are sent were found to share with references, each part at its most alike. */
function checkedOf({ takes }: Beat): Pick<BeatView, 'originality'> {
  const found = takes.flatMap(({ facts }) => checked.safeParse(facts['originality']).data ?? []);
  const [first] = found;
  if (first === undefined) return {};
  const twoBars = PARTS.flatMap((part): [Part, number][] => {
    const shares = found.flatMap((one) => one.twoBars[part] ?? []);
    return shares.length === 0 ? [] : [[part, Math.max(...shares)]];
  });
  return {
    originality: {
      references: first.references,
      rewritten: found.filter(({ tries }) => tries > 1).length,
      twoBars: Object.fromEntries(twoBars),
    },
  };
}

function takeViews({ takes }: Pick<VoteCounts, 'takes'>): TakeView[] {
  return takes.map(({ takeId, name, votes }) => ({ id: takeId, name, votes }));
}

/** What only comes whole. */
const WHOLE = ['beat-bars', 'beat-seed', 'beat-takes'];
/** The most events a bar that can be asked of a part. */
const DENSEST = 64;

function checkDensity(density: Partial<Readonly<Record<Part, number>>>): typeof density {
  for (const [part, events] of Object.entries(density))
    inRange('beat-density', `density of ${part}`, events, [0, DENSEST]);
  return density;
}

function orderedParts(parts: readonly Part[]): Part[] {
  const ordered = PARTS.filter((part) => parts.includes(part));
  if (ordered.length > 0) return ordered;
  throw new BeatwrightError('beat-parts', `Name at least one part of ${PARTS.join(', ')}.`);
}

function inRange(
  id: string,
  name: string,
  value: number | undefined,
  [least, most]: readonly [number, number],
): void {
  if (
    value === undefined ||
    (value >= least && value <= most && (!WHOLE.includes(id) || Number.isInteger(value)))
  )
    return;
  throw new BeatwrightError(
    id,
    `${name} is ${value}; it can be ${WHOLE.includes(id) ? 'a whole number' : 'any number'} from ${least} to ${most}.`,
  );
}
