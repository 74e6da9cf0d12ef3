/**
 * What the base generator is trained on: a style grammar of our own, where no open data exists, and readers
 * of open data sets.
 */
export { type Artist, grammarArtist, isProbe, probeArtists } from './grammar/artist.ts';
export type { Settings } from './grammar/book.ts';
export { grammarSong } from './grammar/song.ts';
