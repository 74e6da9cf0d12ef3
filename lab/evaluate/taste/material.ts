/** What voters are shown: candidates of many beats, of learned artists and of styles, written once and kept. */
import { readFile } from 'node:fs/promises';
import { BASE_FILE, likenessTo, openBase, type TrainingReference } from '../../../src/model/index.ts';
import type { Draft } from '../../../src/model/net/choosing.ts';
import { usualCandidates } from '../../../src/model/net/open.ts';
import type { TakePlan } from '../../../src/model/net/plan.ts';
import { PARTS, type Part, playingOf, randomOf, type Score, type Style } from '../../../src/music/index.ts';
import { choose } from '../../../src/services/index.ts';
import { openPool } from '../../../src/threads/index.ts';
import type { WorkFolder } from '../artists/work.ts';
import { artistsOf } from '../takes/families.ts';

/** Artists by another hand, whose songs vary as real ones do; and styles. */
const ARTISTS = ['laid back, with ghost notes', 'long 808s that glide, and rolls'];
const STYLES: readonly Style[] = ['trap', 'boom-bap'];
const REFERENCES = 10;
/** As many as are begun by taste. */
const WRITTEN = 24;

/** A beat's candidates: all whole, so that any choice among them, and among their beginnings, can be measured. */
export interface Beat {
  readonly drafts: readonly Draft[];
  readonly plan: TakePlan;
  /** How many of them are written today, without taste. */
  readonly today: number;
}

export interface Subject {
  readonly name: string;
  readonly beats: readonly Beat[];
}

export interface MaterialOptions {
  /** Of each subject. */
  readonly beats: number;
  readonly work: WorkFolder;
  readonly onProgress?: (stage: string, fraction: number) => void;
  readonly signal: AbortSignal;
}

type Kept = Pick<Beat, 'drafts' | 'today'> & { readonly plan: Omit<TakePlan, 'like' | 'taste'> };

export async function subjectsOf(o: MaterialOptions): Promise<Subject[]> {
  const bytes = await readFile(BASE_FILE);
  const all = await artistsOf('unseen', { references: REFERENCES });
  const artists = all.filter(({ name }) => ARTISTS.includes(name));
  const count = artists.length + STYLES.length;
  const subjects: Subject[] = [];
  const tell = (name: string, beat: number) =>
    o.onProgress?.(`${name}: writing`, (subjects.length + beat / o.beats) / count);
  for (const style of STYLES) {
    subjects.push(await written({ name: style, choice: (seed) => choose({ seed, style }) }));
  }
  for (const { name, references } of artists) {
    const like = references.map((score) => [score]);
    const { style, adapter } = await learned(name, references, o);
    const habits = {
      style,
      bpms: references.map(({ bpm }) => bpm),
      keys: references.map(({ key }) => key),
      parts: like.map(partsOf),
      plays: like.map(playingOf),
    };
    const choice = (seed: number) => choose({ seed }, habits);
    subjects.push(await written({ name, adapter, choice, like }));
  }
  return subjects;

  async function written({ name, adapter, choice, like }: Asked): Promise<Subject> {
    const likeness = like && likenessTo(like);
    let network: ReturnType<typeof openBase> | undefined;
    const beats: Beat[] = [];
    for (let seed = 0; seed < o.beats; seed++) {
      o.signal.throwIfAborted();
      tell(name, seed);
      const kept = await o.work.json(`${name} ${seed}`, async (): Promise<Kept> => {
        network ??= openBase(bytes, adapter === undefined ? {} : { adapter });
        const request = { ...choice(seed), like: likeness };
        const { drafts, plan } = await (await network).drafts(
          { ...request, candidates: WRITTEN },
          randomOf(seed),
        );
        const { like: _, taste: __, ...rest } = plan;
        return { drafts, plan: rest, today: Math.min(WRITTEN, usualCandidates(request)) };
      });
      beats.push({ ...kept, plan: { ...kept.plan, ...(likeness && { like: likeness }) } });
    }
    await (await network)?.release();
    return { name, beats };
  }
}

interface Asked {
  readonly name: string;
  readonly adapter?: Uint8Array;
  readonly choice: (seed: number) => ReturnType<typeof choose>;
  readonly like?: readonly (readonly Score[])[];
}

async function learned(
  name: string,
  references: readonly Score[],
  { work, signal, onProgress }: MaterialOptions,
): Promise<{ style: Style; adapter: Uint8Array }> {
  const { style } = await work.json(`${name}, learned`, async () => {
    onProgress?.(`${name}: learning`, 0);
    const pool = openPool({ threads: 1, isAlone: true });
    try {
      const handed: TrainingReference[] = references.map((score, i) => ({ id: String(i), scores: [score] }));
      const { style: found, generator } = await pool.run(
        'learn',
        { references: handed, seed: 0 },
        { signal },
      );
      await work.keep(`${name}.generator`, generator);
      return { style: found };
    } finally {
      await pool.close();
    }
  });
  return { style, adapter: await work.read(`${name}.generator`) };
}

const partsOf = (scores: readonly Score[]): Part[] =>
  PARTS.filter((part) => scores.some((score) => score[part].length > 0));
