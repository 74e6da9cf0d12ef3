/**
 * What the base generator is trained on: a style grammar of our own, where no open data exists, and readers
 * of open data sets and of anyone's own files. No copyrighted composition is among it.
 */
export type { Example, Problem, Reading, Split } from './examples.ts';
export { type Artist, grammarArtist, probeArtists } from './grammar/artist.ts';
export type { Settings } from './grammar/book.ts';
export { grammarSong } from './grammar/song.ts';
export { grammarExamples, type SongsOptions } from './grammar/songs.ts';
export { DATA_FOLDER } from './readers/data.ts';
export { readCsv, readFolder, type SplitOptions } from './readers/folder.ts';
export { type GrooveOptions, readGroove } from './readers/groove.ts';
export { readOpenEwld, type SheetOptions } from './readers/openewld.ts';
export { readProgressionScores } from './readers/progressions.ts';
export { KEYS, type Rolls, rollsOf } from './rolls.ts';
