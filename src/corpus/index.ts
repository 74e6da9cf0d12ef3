/**
 * What the base generator is trained on: a style grammar of our own, where no open data exists, and readers
 * of open data sets and of anyone's own files. No copyrighted composition is among it.
 */
export {
  type Example,
  type Problem,
  type Reading,
  type Split,
  splitBySong,
  summaryOf,
} from './examples.ts';
export { type Artist, grammarArtist, probeArtists } from './grammar/artist.ts';
export type { Settings } from './grammar/book.ts';
export { grammarSettings, grammarSong, isHeldApart } from './grammar/song.ts';
export { grammarExamples, type SongsOptions } from './grammar/songs.ts';
export { KEYS, type Prepared, prepareData, type Rolls, rollsOf } from './prepare.ts';
export { DATA_FOLDER } from './readers/data.ts';
export { readCsv, readFolder, type SplitOptions } from './readers/folder.ts';
export { type GrooveOptions, readGroove } from './readers/groove.ts';
export { readOpenEwld, type SheetOptions } from './readers/openewld.ts';
export { type Progression, readProgressionScores, readProgressions } from './readers/progressions.ts';
