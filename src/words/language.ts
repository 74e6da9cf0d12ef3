/** Which languages there are, and which one is spoken. */
import { english } from './english/index.ts';

/** What a language has to say: every other language is an object of this type. */
export type Words = typeof english;

/** Every language. */
export const languages = { english } satisfies Readonly<Record<string, Words>>;

/** The language in use. */
export const words: Words = languages.english;
