/** The models that are evaluated unless told. A model is added by one entry. */
import { readFile } from 'node:fs/promises';
import {
  BASE_FILE,
  baseGenerator,
  type ChapterGeneratorOptions,
  chapterGenerator,
  type OpenBase,
  openBase,
  type TakesRequest,
} from '../../src/model/index.ts';
import { BeatwrightError } from '../../src/words/index.ts';
import type { Candidate } from './candidate.ts';

export interface BaseCandidates {
  /** How the book's network is trained; for a quick look fewer epochs do. */
  readonly chapter?: ChapterGeneratorOptions;
  /** The file of the network; the one that Beatwright comes with unless told. */
  readonly network?: string | URL;
  /** The file of a network with a recurrent core, to be set beside it. */
  readonly gru?: string;
}

export function baseCandidates({ chapter = {}, network = BASE_FILE, gru }: BaseCandidates = {}): Candidate[] {
  return [
    networkCandidate('network', network),
    ...(gru === undefined ? [] : [networkCandidate('gru', gru)]),
    { name: 'ngram', generator: (style) => baseGenerator(style) },
    {
      name: 'chapter',
      generator: (style, signal) => chapterGenerator(style, { ...chapter, ...(signal && { signal }) }),
    },
  ];
}

/** A network knows all styles: it is opened once, when it is first asked for. */
function networkCandidate(name: string, file: string | URL): Candidate {
  let opened: Promise<OpenBase> | undefined;
  return {
    name,
    async generator(style) {
      opened ??= read(file).then(openBase);
      const base = await opened;
      return {
        bitsPerStep: (scores) => base.bitsPerStep(scores.map((score) => ({ score, style }))),
        samples: (asked) => base.samples(asked),
        sample: async (request, random) => (await base.takes({ ...request, count: 1 }, random))[0]!.score,
      };
    },
    wishes: {
      density: (request, density): TakesRequest => ({ ...request, density }),
      swing: (request, swing): TakesRequest => ({ ...request, swing }),
    },
  };
}

async function read(file: string | URL): Promise<Uint8Array> {
  return readFile(file).catch((cause: NodeJS.ErrnoException) => {
    if (cause.code !== 'ENOENT') throw cause;
    throw new BeatwrightError('evaluate-network', { file: String(file) }, { cause });
  });
}
