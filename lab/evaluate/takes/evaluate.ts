/**
 * Whose takes are: artists made and asked as a member would, references handed over, a training, `/beat artist:` with
 * nothing else; then with one wish that the artist never fulfils. Beside them stands what the base network comes to.
 */
import type { TrainingReference } from '../../../src/model/index.ts';
import {
  originalityGate,
  PARTS,
  type Part,
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
import { drumLikeness, judgeOf } from './judge.ts';
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
  /** Of the drums, to the nearest reference, beside that of the references to each other; null without drums. */
  readonly likeness: number | null;
  readonly likenessOfReferences: number | null;
  /** The share of the takes that the originality gate stops. */
  readonly stopped: number;
  /** Bits a step of what was held out, before and after; null where nothing was. */
  readonly bits: readonly [number | null, number | null];
  readonly seconds: number;
}

export interface TakesOptions {
  readonly family: Family;
  readonly references: number;
  /** Beats of four takes for each wish. */
  readonly beats: number;
  /** Only these artists, by a part of the name; they are still told from all of their family. */
  readonly only?: string;
  /** References come as MP3s; as MIDI without. */
  readonly sound?: SoundTools;
  readonly work: WorkFolder;
  readonly data?: string;
  readonly onProgress?: (stage: string, fraction: number) => void;
  readonly signal?: AbortSignal;
}

const NAMES = ['A', 'B', 'C', 'D'];

export async function evaluateTakes(o: TakesOptions): Promise<ArtistTakes[]> {
  const artists = await artistsOf(o.family, o);
  const judge = judgeOf(artists);
  const asked = artists.filter(({ name }) => o.only === undefined || name.includes(o.only));
  const pool = openPool({ threads: 1, isAlone: true });
  const found: ArtistTakes[] = [];
  try {
    for (const [i, artist] of asked.entries()) {
      const tell = (stage: string) => o.onProgress?.(`${artist.name}: ${stage}`, i / asked.length);
      found.push(
        await o.work.json(artist.name, async () => {
          tell('handing over');
          const handed = await handedOver(artist, o);
          tell('learning and writing');
          return new Asking(pool, artist, handed, judge, o).figures();
        }),
      );
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

/** One artist, learned once and asked for much. */
class Asking {
  private readonly pool: Pool;
  private readonly artist: KnownArtist;
  private readonly handed: readonly TrainingReference[];
  private readonly judge: ReturnType<typeof judgeOf>;
  private readonly o: TakesOptions;

  constructor(
    pool: Pool,
    artist: KnownArtist,
    handed: readonly TrainingReference[],
    judge: ReturnType<typeof judgeOf>,
    o: TakesOptions,
  ) {
    this.pool = pool;
    this.artist = artist;
    this.handed = handed;
    this.judge = judge;
    this.o = o;
  }

  async figures(): Promise<ArtistTakes> {
    const { artist, handed, pool } = this;
    const { styles, references } = artist;
    const learned = await pool.run('learn', { references: handed, seed: 0 }, { signal: this.signal });
    const { style } = learned;
    const takes = async (wish: Wish, generator?: Uint8Array) => {
      const written = await this.takes(style, wished(wish, references, style), generator);
      return { written, recognised: this.recognised(written, wish) };
    };
    const own = await takes('nothing', learned.generator);
    const recognised: Partial<Record<Wish, number>> = {};
    for (const wish of WISHES) {
      recognised[wish] = (wish === 'nothing' ? own : await takes(wish, learned.generator)).recognised;
    }
    const gate = originalityGate(references.map((score) => [score]));
    const named = (learned.styles ?? []).slice(0, 2).map(({ style: likely }) => likely);
    const others = (score: Score) => references.filter((other) => other !== score);
    const hasDrums = this.parts.includes('drums');
    return {
      artist: artist.name,
      style,
      isStyleRight: styles.includes(style),
      isStyleNear: named.some((likely) => styles.includes(likely)),
      useful: handed.length,
      recognised: recognised as Record<Wish, number>,
      base: (await takes('nothing')).recognised,
      likeness: hasDrums ? mean(own.written.map((take) => nearestDrums(take, references))) : null,
      likenessOfReferences: hasDrums
        ? mean(references.map((score) => nearestDrums(score, others(score))))
        : null,
      stopped: own.written.filter((score) => !gate.check(score).isOriginal).length / own.written.length,
      bits: [learned.heldOut.before, learned.heldOut.after],
      seconds: learned.seconds,
    };
  }

  /** The parts that the artist has. */
  private get parts(): readonly Part[] {
    return PARTS.filter((part) => this.artist.references.some((score) => score[part].length > 0));
  }

  private get signal(): AbortSignal {
    return this.o.signal ?? NEVER;
  }

  private async takes(
    style: Style,
    wish: ReturnType<typeof wished>,
    generator: Uint8Array | undefined,
  ): Promise<Score[]> {
    const known = this.handed.flatMap(({ scores }) => scores);
    const habits = {
      style,
      bpms: known.map(({ bpm }) => bpm),
      keys: known.map(({ key }) => key),
      parts: this.handed.map(({ scores }) => PARTS.filter((part) => scores.some((s) => s[part].length > 0))),
    };
    const { swing, ...chosen } = wish;
    const all: Score[] = [];
    for (let seed = 0; seed < this.o.beats; seed++) {
      const request = {
        ...choose({ seed, ...chosen }, habits),
        ...(swing !== undefined && { swing }),
        ...{ seed, title: this.artist.name },
      };
      const like = this.handed.map(({ scores }) => scores);
      const asked = { request, names: NAMES, ...(generator && { generator, like }) };
      const { takes } = await this.pool.run('write', asked, { signal: this.signal });
      all.push(...takes.map(({ score }) => score));
    }
    return all;
  }

  /** Parts that the artist never has are not judged where they were wished. */
  private recognised(takes: readonly Score[], wish: Wish): number {
    const strange = PARTS.filter((part) => !this.parts.includes(part));
    const judged = (score: Score): Score => ({
      ...score,
      ...(wish === 'nothing' ? {} : Object.fromEntries(strange.map((part) => [part, []]))),
    });
    const own = takes.filter((take) => this.judge.nearest(judged(take), ASIDE[wish]) === this.artist.name);
    return own.length / takes.length;
  }
}

const NEVER = new AbortController().signal;

const nearestDrums = (score: Score, others: readonly Score[]) =>
  Math.max(...others.map((other) => drumLikeness(score, other)));

const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
