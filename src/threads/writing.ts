/** Who writes the takes of a beat: an artist's generator, the base network, or a baseline. One of each a thread. */
import { hash } from 'node:crypto';
import { LRUCache } from 'lru-cache';
import {
  baseGenerator,
  chapterGenerator,
  type Likeness,
  likelyStyles,
  likenessTo,
  type OpenBase,
  type StyleShare,
  type TakesRequest,
} from '../model/index.ts';
import { randomOf, type Score } from '../music/index.ts';
import type { Tasks, WriteRequest } from './messages.ts';
import { openedArtist, openedBase } from './networks.ts';

type Asked = Tasks['write']['input'];
type Report = (stage: string, fraction: number) => void;

/** Epochs after which the book's network tells how far it is. */
const TELLS_EVERY = 10;
const EPOCHS = 100;

/** How many reworkings are written to choose from. */
const EDITS = 8;

/** Opens the base network, if only to have everything loaded. */
export async function prepareWriting({ ofStyle }: Tasks['prepareWriting']['input']): Promise<undefined> {
  const base = await openedBase();
  if (ofStyle) await base.prepare();
}

/** A score, and what the network needed for a step of it, where a network wrote it. */
interface Written {
  readonly score: Score;
  readonly bits?: number;
}

/** Writes a score for each name, in order: the same request and seed, the same scores. */
export async function writeScores(
  { generator, base = 'network', request, like, names, rework, taste }: Asked,
  report: Report,
  signal: AbortSignal,
): Promise<readonly Written[]> {
  if (rework !== undefined) {
    const opened = await (generator === undefined ? openedBase() : openedArtist(generator));
    const edits = { ...rework, style: request.style, count: names.length, candidates: EDITS };
    return opened.edit(edits, randomOf(request.seed), signal);
  }
  if (generator !== undefined) {
    return takesOf(
      await openedArtist(generator),
      { ...request, like: like && likenessOf(like), taste },
      names.length,
      signal,
    );
  }
  switch (base) {
    case 'network':
      return takesOf(await openedBase(), request, names.length, signal);
    case 'ngram':
      return oneByOne(await baseGenerator(request.style), request, names);
    case 'chapter': {
      let told = 0;
      const log = () => {
        told += TELLS_EVERY;
        report("training the book's network", told / EPOCHS);
      };
      const chapter = await chapterGenerator(request.style, { epochs: EPOCHS, log });
      try {
        return await oneByOne(chapter, request, names);
      } finally {
        await chapter.release();
      }
    }
  }
}

/** Styles that are told of a track. */
const TOLD = 3;

/** Which styles scores sound like, the likeliest first. */
export async function stylesOf(scores: readonly Score[]): Promise<readonly StyleShare[]> {
  return (await likelyStyles(await openedBase(), scores)).slice(0, TOLD);
}

/** Likenesses kept by a thread, by the scores that they are to: a beat asks several times, and an artist again and again. */
const likenesses = new LRUCache<string, Likeness>({ max: 4 });

function likenessOf(like: NonNullable<Asked['like']>): Likeness | undefined {
  const name = hash('sha256', JSON.stringify(like), 'hex');
  const likeness = likenesses.get(name) ?? likenessTo(like);
  if (likeness !== undefined) likenesses.set(name, likeness);
  return likeness;
}

async function takesOf(
  network: OpenBase,
  request: WriteRequest & Pick<TakesRequest, 'like' | 'taste'>,
  count: number,
  signal: AbortSignal,
): Promise<readonly Written[]> {
  return network.takes({ ...request, count }, randomOf(request.seed), signal);
}

interface OneByOne {
  sample(request: WriteRequest, random: ReturnType<typeof randomOf>): Score | Promise<Score>;
}

/** Generators that write one score at a time give each take a seed of its own. */
async function oneByOne(generator: OneByOne, request: WriteRequest, names: readonly string[]) {
  const written: Written[] = [];
  for (const name of names) {
    written.push({ score: await generator.sample(request, randomOf(`${request.seed}/${name}`)) });
  }
  return written;
}
