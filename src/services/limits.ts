/** What can be asked for at all: wordings, ranges and lists, as services check them and commands offer them. */
import { MAX_LYRICS } from '../flow/index.ts';
import { ARTIST_NAME_LENGTH } from '../store/index.ts';

/** The wording of consent that is asked for; a new wording gets a new version, and both stay on record. */
export const CONSENT = {
  version: '1',
  wording: 'I made this or may train on it',
} as const;

/** The same for lyrics. */
export const LYRICS_CONSENT = {
  version: '1',
  wording: 'I wrote these lyrics or may use them',
} as const;

/** The same for the sounds of a kit. */
export const KIT_CONSENT = {
  version: '1',
  wording: 'I made these sounds or may use them in beats',
} as const;

/** The same for sounds that are cut from references. */
export const RECORDINGS_CONSENT = {
  version: 'recordings-1',
  wording: 'These recordings are mine, and so are the sounds in them: cut sounds from them',
} as const;

/** The same for the sample of a battle. */
export const BATTLE_CONSENT = {
  version: 'battle-1',
  wording: 'I made this or may hand it out for a battle',
} as const;

/** The same for an entry of a battle. */
export const ENTRY_CONSENT = {
  version: 'entry-1',
  wording: 'I made this, and it may be posted in this battle',
} as const;

/** What an owner says by keeping a take. */
export const KEPT_CONSENT = {
  version: 'kept-1',
  wording: 'Learn from this take as from a reference',
} as const;

/** The largest file with lyrics, in bytes: as many characters as are read, in any encoding. */
export const MAX_LYRICS_BYTES = 4 * MAX_LYRICS;
/** The longest name of an artist, in characters. */
export const MAX_ARTIST_NAME = ARTIST_NAME_LENGTH;
/** The range of a beat's tempo in quarter notes a minute, both ends included. */
export const BPM_RANGE = [40, 240] as const;
/** The range of a beat's length in bars, both ends included. */
export const BARS_RANGE = [1, 16] as const;
/** The range of a beat's swing, both ends included: straight to two thirds, a triplet. */
export const SWING_RANGE = [0.5, 0.67] as const;
