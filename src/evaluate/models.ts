/** The models that are evaluated unless told. A model is added by one entry. */
import { baseGenerator, type ChapterGeneratorOptions, chapterGenerator } from '../model/index.ts';
import type { Candidate } from './candidate.ts';

/** @param chapter how the book's network is trained; for a quick look fewer epochs do. */
export function baseCandidates({ chapter = {} }: { chapter?: ChapterGeneratorOptions } = {}): Candidate[] {
  return [
    { name: 'ngram', generator: (style) => baseGenerator(style) },
    {
      name: 'chapter',
      generator: (style, signal) => chapterGenerator(style, { ...chapter, ...(signal && { signal }) }),
    },
  ];
}
