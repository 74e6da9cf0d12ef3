/**
 * Whose takes are: artists made and asked as a member would, references handed over, a training, `/beat artist:` with
 * nothing else; then with one wish that the artist never fulfils. Beside them stands what the base network comes to.
 */
import { mean } from 'd3-array';
import type { TrainingReference } from '../../../src/model/index.ts';
import {
  originalityGate,
  PARTS,
  type Part,
  playingOf,
  randomOf,
  type Score,
  type Style,
} from '../../../src/music/index.ts';
import { choose } from '../../../src/services/index.ts';
import { openPool, type Pool } from '../../../src/threads/index.ts';
import type { WorkFolder } from '../artists/work.ts';
import { HELD_OUT_STYLES, recordedKit } from '../drums/kits.ts';
import { heardIn, type SoundTools } from '../heard.ts';
import { artistsOf, type Family, type KnownArtist } from './families.ts';
import { judgeOf } from './judge.ts';
import { likenesses } from './likeness.ts';
import { ASIDE, WISHES, type Wish, wished } from './wishes.ts';

/** What one artist came to. */
export interface ArtistTakes {
  readonly artist: string;
  /** The style that it was taken for, and whether it is one that people would say, first or among the first two. */
  readonly style: Style;
  readonly isStyleRight: boolean;
  readonly isStyleNear: boolean;
  /** References of which anything was heard surely enough to learn from; all of those that came as MIDI. */
  readonly useful: number;
  /** The share of takes that are recognised, by what was wished. */
  readonly recognised: Readonly<Record<Wish, number>>;
  /** The same of the base's takes in the artist's style, tempi, keys and parts. */
  readonly base: number;
  /** How alike takes and references are, by aspect, beside the references to each other. */
  readonly likeness: ReturnType<typeof likenesses>;
  /** The share of the takes that the originality gate stops. */
  readonly stopped: number;
  /** Bits a step of what was held out, before and after; null where nothing was. */
  readonly bits: readonly [number | null, number | null];
  /** The same of first bars, where there is nothing to copy. */
  readonly first: { readonly before: number; readonly after: number } | null;
  readonly seconds: number;
}

export interface TakesOptions {
  readonly family: Family;
  readonly references: number;
  /** Beats of four takes for each wish. */
  readonly beats: number;
  /** Only these artists, by parts of their names; they are still told from all of their family. */
  readonly only?: readonly string[];
  /** References come as MP3s; as MIDI without. */
  readonly sound?: SoundTools;
  readonly work: WorkFolder;
  readonly data?: string;
  readonly onProgress?: (stage: string, fraction: number) => void;
  readonly signal?: AbortSignal;
}

const NAMES = ['A', 'B', 'C', 'D'];

/** What an artist wrote, kept so that it can be judged again. */
interface Written {
  readonly style: Style;
  readonly likely: readonly Style[];
  readonly useful: number;
  readonly takes: Readonly<Record<Wish, readonly Score[]>>;
  readonly base: readonly Score[];
  readonly bits: readonly [number | null, number | null];
  readonly first: { readonly before: number; readonly after: number } | null;
  readonly seconds: number;
}

export async function evaluateTakes(o: TakesOptions): Promise<ArtistTakes[]> {
  const artists = await artistsOf(o.family, o);
  const judge = judgeOf(artists);
  const asked = artists.filter(({ name }) => o.only?.some((some) => name.includes(some)) ?? true);
  const pool = openPool({ threads: 1, isAlone: true });
  const found: ArtistTakes[] = [];
  try {
    for (const [i, artist] of asked.entries()) {
      const tell = (stage: string) => o.onProgress?.(`${artist.name}: ${stage}`, i / asked.length);
      const written = await o.work.json(artist.name, async () => {
        tell('handing over');
        const handed = await o.work.json(`${artist.name}, handed over`, () => handedOver(artist, o));
        tell('learning and writing');
        return write(pool, artist, handed, o);
      });
      found.push(figuresOf(artist, written, judge));
    }
  } finally {
    await pool.close();
  }
  return found;
}

/** What is known of an artist's references once they were handed over: what was read, or what was heard. */
async function handedOver(
  { name, styles, references }: KnownArtist,
  { sound, signal }: TakesOptions,
): Promise<TrainingReference[]> {
  if (sound === undefined) return references.map((score, i) => ({ id: String(i), scores: [score] }));
  const random = randomOf(`takes by ear ${name}`);
  const style = random.pick(HELD_OUT_STYLES);
  const kit = recordedKit(style, 'heldOut', sound.samples, random);
  const heard: TrainingReference[] = [];
  for (const [seed, score] of references.entries()) {
    signal?.throwIfAborted();
    const { ears, audio } = sound;
    const scores = await heardIn(score, { kit, style: styles[0] ?? style, seed, ears, audio, signal });
    heard.push({ id: String(seed), scores, isHeard: true });
  }
  return heard.filter(({ scores }) => scores.length > 0);
}

/** Learns one artist and asks it for beats, with each wish. */
async function write(
  pool: Pool,
  { name, references }: KnownArtist,
  handed: readonly TrainingReference[],
  { beats, signal = NEVER }: TakesOptions,
): Promise<Written> {
  const learned = await pool.run('learn', { references: handed, seed: 0 }, { signal });
  const { style, generator } = learned;
  const like = handed.map(({ scores }) => scores);
  const habits = {
    style,
    bpms: like.map(([first]) => first!.bpm),
    keys: like.map(([first]) => first!.key),
    parts: like.map(partsOf),
    plays: like.map(playingOf),
  };
  const takes = async (wish: Wish, by: { generator?: Uint8Array; like?: typeof like }): Promise<Score[]> => {
    const { swing, ...chosen } = wished(wish, references, style);
    const all: Score[] = [];
    for (let seed = 0; seed < beats; seed++) {
      const choice = choose({ seed, ...chosen }, habits);
      const request = { ...choice, ...(swing !== undefined && { swing }), seed, title: name };
      const { takes } = await pool.run('write', { request, names: NAMES, ...by }, { signal });
      all.push(...takes.map(({ score }) => score));
    }
    return all;
  };
  const own: Partial<Record<Wish, Score[]>> = {};
  for (const wish of WISHES) own[wish] = await takes(wish, { generator, like });
  return {
    style,
    likely: (learned.styles ?? []).map((each) => each.style),
    useful: handed.length,
    takes: own as Record<Wish, Score[]>,
    base: await takes('nothing', {}),
    bits: [learned.heldOut.before, learned.heldOut.after],
    first: learned.heldOut.first ?? null,
    seconds: learned.seconds,
  };
}

function figuresOf(
  { name, styles, references }: KnownArtist,
  { style, likely, useful, takes, base, bits, first, seconds }: Written,
  judge: ReturnType<typeof judgeOf>,
): ArtistTakes {
  const parts = partsOf(references);
  const strange = PARTS.filter((part) => !parts.includes(part));
  /** Without what the artist never has, and which was wished. */
  const judged = (score: Score): Score => ({
    ...score,
    ...Object.fromEntries(strange.map((part) => [part, []])),
  });
  const recognised = (scores: readonly Score[], wish: Wish) =>
    scores.filter((score) => judge.nearest(judged(score), ASIDE[wish]) === name).length / scores.length;
  const gate = originalityGate(references.map((score) => [score]));
  return {
    artist: name,
    ...{ style, useful, bits, first, seconds },
    isStyleRight: styles.includes(style),
    isStyleNear: likely.slice(0, 2).some((each) => styles.includes(each)),
    recognised: mapped((wish) => recognised(takes[wish], wish)),
    base: recognised(base, 'nothing'),
    likeness: likenesses(takes.nothing, references),
    stopped: mean(takes.nothing, (score) => Number(!gate.check(score).isOriginal))!,
  };
}

function mapped(of: (wish: Wish) => number): Record<Wish, number> {
  return Object.fromEntries(WISHES.map((wish) => [wish, of(wish)])) as Record<Wish, number>;
}

const NEVER = new AbortController().signal;

const partsOf = (scores: readonly Score[]): Part[] =>
  PARTS.filter((part) => scores.some((score) => score[part].length > 0));
