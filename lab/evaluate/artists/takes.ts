/** Takes of an artist's generator, as the gate lets them through. */
import { likenessTo, type OpenBase } from '../../../src/model/index.ts';
import { originalityGate, randomOf, type Score } from '../../../src/music/index.ts';
import { traitsOf } from '../traits.ts';
import type { Copying } from './report.ts';
import type { Subject } from './subjects.ts';

export interface Written extends Copying {
  readonly traits: readonly (readonly number[])[];
}

/** Takes that are chosen together, and candidates that they are chosen from. */
const SET = { count: 6, candidates: 12 };
/** How often as many takes are written as are wanted, before what the gate has let through must be enough. */
const TRIES = 3;

/** Writes takes to requests as the references are, until enough have passed the gate. */
export async function writtenTakes(
  network: OpenBase,
  { references, style }: Subject,
  wanted: number,
  seed: number,
  signal?: AbortSignal,
): Promise<Written> {
  const scores = references.map((reference) => reference.scores);
  const gate = originalityGate(scores);
  const like = likenessTo(scores);
  const songs = scores.flat();
  const delivered: Score[] = [];
  let written = 0;
  let rejected = 0;
  for (let set = 0; delivered.length < wanted && written < TRIES * wanted; set++) {
    const { bpm, key, bars } = songs[set % songs.length]!;
    const takes = await network.takes(
      { style, bpm, key, bars, like, ...SET },
      randomOf(`takes ${seed} ${set}`),
      signal,
    );
    for (const { score } of takes.slice(0, wanted - delivered.length)) {
      written += 1;
      if (gate.check(score).isOriginal) delivered.push(score);
      else rejected += 1;
    }
  }
  const again = originalityGate(scores);
  return {
    written,
    rejected,
    delivered: delivered.length,
    over: delivered.filter((score) => !again.check(score).isOriginal).length,
    traits: delivered.map(traitsOf),
  };
}
