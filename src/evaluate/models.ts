/** The models that are evaluated unless told. A model is added by one entry. */
import { baseGenerator, type ChapterGeneratorOptions, chapterGenerator } from '../model/index.ts';
import type { Candidate } from './candidate.ts';

/** @param chapter how the book's network is trained; for a quick look fewer epochs do. */
export function baseCandidates({ chapter = {} }: { chapter?: ChapterGeneratorOptions } = {}): Candidate[] {
  return [
    { name: 'ngram', generator: baseGenerator },
    { name: 'chapter', generator: (style) => chapterGenerator(style, chapter) },
  ];
}
