/** Names of artists: what a name may be, and which two names are the same or look so. */
import { confusables } from 'unicode-confusables';
import { BeatwrightError } from '../words/index.ts';
import type { Tx } from './database.ts';
import { cleanText } from './json.ts';
import { ARTIST_NAME_LENGTH } from './rows.ts';

/** What is not seen; joiners and variation selectors are, within words of some scripts and within emoji. */
const UNSEEN = /\p{Default_Ignorable_Code_Point}/gu;
const JOINS = /(?<=\S)(?:\u200c|\u200d|\ufe0f)(?=\S|$)/gu;
/** Control characters, and those that turn the direction of a line, with which a name could pass for another. */
const ODD = /[\p{Cc}\u202a-\u202e\u2066-\u2069]/u;
/** Something to see: the blank pattern of Braille is a symbol that is none. */
const SEEN = /[\p{L}\p{N}\p{P}\p{S}]/u;
const BLANK = /\u2800/g;

/** The name as it is kept. @throws BeatwrightError `artist-name-invalid`. */
export function artistName(written: string): string {
  const name = cleanText(written).normalize('NFC').replace(/\s+/g, ' ').trim();
  const length = [...name].length;
  const hides = UNSEEN.test(name.replace(JOINS, ''));
  UNSEEN.lastIndex = 0;
  const isSeen = SEEN.test(name.replace(UNSEEN, '').replace(BLANK, ''));
  if (length <= ARTIST_NAME_LENGTH && isSeen && !hides && !ODD.test(name)) return name;
  throw new BeatwrightError('artist-name-invalid', { most: ARTIST_NAME_LENGTH });
}

/** The name as names are compared. */
export function nameKey(name: string): string {
  return cleanText(name).normalize('NFKC').toLowerCase().replace(/\s+/g, ' ').trim();
}

/**
 * That no other artist of the server has a name that looks like this one though it is another, such as with a Cyrillic
 * letter among Latin ones (Unicode's confusables, UTS 39). Of plain Latin letters, digits and signs none counts as another.
 * @throws BeatwrightError `artist-name-alike`.
 */
export async function requireUnlike(tx: Tx, serverId: string, name: string, exceptId?: string) {
  const others = await tx.artist.findMany({ where: { serverId }, select: { id: true, name: true } });
  const looks = looksOf(name);
  const alike = others.find(
    (other) =>
      other.id !== exceptId &&
      nameKey(other.name) !== nameKey(name) &&
      !(isPlain(name) && isPlain(other.name)) &&
      looksOf(other.name) === looks,
  );
  if (alike !== undefined) throw new BeatwrightError('artist-name-alike', { name, other: alike.name });
}

function isPlain(name: string): boolean {
  return /^[ -~]*$/.test(name);
}

/** The name as it looks: each letter as the one that it could be taken for. */
function looksOf(name: string): string {
  const letters = confusables(name.normalize('NFD').replace(UNSEEN, ''));
  return nameKey(letters.map(({ point, similarTo = point }) => similarTo).join(''));
}
