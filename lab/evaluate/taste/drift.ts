/** How an artist drifts who keeps takes: round after round, takes that won are learned beside the references. */

import { readFile } from 'node:fs/promises';
import { mean } from 'd3-array';
import { BASE_FILE, openBase } from '../../../src/model/index.ts';
import { PARTS, playingOf, randomOf, type Score } from '../../../src/music/index.ts';
import { choose } from '../../../src/services/index.ts';
import { openPool, type Pool } from '../../../src/threads/index.ts';
import { mostKept } from '../../../src/worker/kinds/index.ts';
import type { WorkFolder } from '../artists/work.ts';
import { songOf, UNSEEN } from '../takes/patterns-unseen.ts';

/** References that are learned from, and songs of the artist that nobody learns from. */
const OWN = 10;
const HELD = 8;
const NAMES = ['A', 'B', 'C', 'D'];

export interface DriftRound {
  /** 0: before anything is kept. */
  readonly round: number;
  readonly kept: number;
  /** Bits a step of the artist's songs that nobody learned from, and how much more than before, as a share. */
  readonly bits: number;
  readonly rise: number;
}

export interface DriftOptions {
  readonly artist: string;
  readonly rounds: number;
  readonly work: WorkFolder;
  readonly onProgress?: (stage: string, fraction: number) => void;
  readonly signal: AbortSignal;
}

export async function evaluateDrift(o: DriftOptions): Promise<DriftRound[]> {
  const artist = UNSEEN.find(({ name }) => name === o.artist);
  if (artist === undefined) throw new RangeError(`there are ${UNSEEN.map(({ name }) => name).join('; ')}`);
  const song = (n: number) => songOf(artist, randomOf(`${artist.name} ${n}`));
  const own = Array.from({ length: OWN }, (_, n) => song(n));
  const held = Array.from({ length: HELD }, (_, n) => song(OWN + n));
  const pool = openPool({ threads: 1, isAlone: true });
  const kept: Score[] = [];
  const found: DriftRound[] = [];
  try {
    for (let round = 0; round <= o.rounds; round++) {
      o.onProgress?.(`${artist.name}: round ${round}`, round / (o.rounds + 1));
      const latest = kept.slice(-mostKept(OWN));
      const { bits, won } = await o.work.json(`${artist.name}, drift ${round}`, () =>
        oneRound(pool, own, latest, held, round, o.signal),
      );
      kept.push(...won);
      found.push({ round, kept: latest.length, bits, rise: bits / (found[0]?.bits ?? bits) - 1 });
    }
  } finally {
    await pool.close();
  }
  return found;
}

/** Learns, measures, and lets as many takes win as may be kept: each a random one of its beat. */
async function oneRound(
  pool: Pool,
  own: readonly Score[],
  kept: readonly Score[],
  held: readonly Score[],
  round: number,
  signal: AbortSignal,
): Promise<{ bits: number; won: Score[] }> {
  const references = [...own, ...kept].map((score, i) => ({ id: String(i), scores: [score] }));
  const { generator, style } = await pool.run('learn', { references, seed: 0 }, { signal });
  const network = await openBase(await readFile(BASE_FILE), { adapter: generator });
  const costs: number[] = [];
  for (const score of held) costs.push((await network.bitsPerStep([{ score, style }])).total);
  await network.release();
  const like = own.map((score) => [score]);
  const habits = {
    style,
    bpms: own.map(({ bpm }) => bpm),
    keys: own.map(({ key }) => key),
    parts: own.map((score) => PARTS.filter((part) => score[part].length > 0)),
    plays: like.map(playingOf),
  };
  const random = randomOf(`drift ${round}`);
  const won: Score[] = [];
  for (let beat = 0; beat < mostKept(own.length); beat++) {
    const seed = 100 * round + beat;
    const request = { ...choose({ seed }, habits), seed, title: 'drift' };
    const { takes } = await pool.run('write', { generator, like, request, names: NAMES }, { signal });
    won.push(random.pick(takes).score);
  }
  return { bits: mean(costs)!, won };
}
