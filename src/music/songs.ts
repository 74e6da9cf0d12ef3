/**
 * Which files are the stems of one song, by what they are called: `Night - drums.wav`, `Night 808.wav` and
 * `Night_keys_140bpm.wav` differ in the words for parts alone.
 */
import { factsOfName } from './name-facts.ts';
import { evidenceOfName, partPhrasesOf, wordsOf } from './part-words.ts';
import { PARTS, type Part } from './score.ts';

export interface Stem {
  /** Its place among the names. */
  readonly index: number;
  /** Absent of what is no part of a beat, such as effects. */
  readonly part?: Part;
  /** What its name says that it is, such as `808`. */
  readonly label: string;
}

/** Files of one song. */
export interface Song {
  /** What their names have in common; '' if that is nothing but the parts. */
  readonly name: string;
  /** In the order of the names; of at least two different parts. */
  readonly stems: readonly Stem[];
  /** What lies beside them and is not learned: the whole mix, which they are already, and vocals. */
  readonly leftOut: readonly { readonly index: number; readonly why: 'mix' | 'vocals' }[];
}

/** A name, taken apart. */
interface Read extends Omit<Stem, 'label'> {
  readonly folder: string;
  /** Its words without those for parts, tempo and key. */
  readonly rest: readonly string[];
  /** The number that it begins with, where something follows: the place in a song, or the song's. */
  readonly lead?: string;
  /** What it says of the tempo outright. */
  readonly bpm?: number;
  /** The number behind the part, which counts loops. */
  readonly count?: string;
  readonly label: string;
  readonly kind: 'stem' | 'mix' | 'vocals' | 'other';
}

const ENDING = /\.[a-z][a-z0-9]{1,4}$/i;
const TEMPO = /\d{2,3}(?:[.,]\d+)?\s*bpm|bpm\s*\d{2,3}(?:[.,]\d+)?/gi;
const KEY =
  /(?<![\p{L}\p{N}])[A-Ga-g](?:[#♯♭b]|sharp|flat)?[\s_-]?(?:maj(?:or)?|min(?:or)?|m)(?!\p{L})|(?<![\p{L}\p{N}])[A-G][#♯♭b](?!\p{L})/gu;

const wordSet = (text: string): ReadonlySet<string> => new Set(text.split(' '));
/** What names say besides, of whatever song and part. */
const FILLERS = wordSet(
  'loop loops stem stems midi mid wav mp3 track audio part bpm bounced export exported raw dry wet mono stereo',
);
/** What names say behind the part, of microphones and sides. */
const TAILS = wordSet('in out di amp top bottom left right l r lr room bus group');
/** Words for parts that are more often in the name of a song or a pack. */
const NO_PARTS = wordSet('kit beat groove rhythm break breaks impulse battery kits');
const MIXES = wordSet(
  'mix mixdown master mastered premaster full instrumental instru beat bounce final demo preview complete',
);
const VOCALS = wordSet(
  'vox vocal vocals vocs voc voice voices acapella acappella accapella rap verse adlib adlibs choruses voz voix stimme gesang вокал голос ボーカル',
);
/** A label that comes so often is a pack of loops and not a song. */
const PACK = 4;

/** The songs among files, by their paths with `/`. What is in none is a track of its own. */
export function songsOf(paths: readonly string[]): Song[] {
  const reads = paths.map(read);
  return [...grouped(withoutPlaces(reads)).values()].flatMap((group) => songOf(group, paths) ?? []);
}

/** The part that a file plays by its name. */
export function partOfName(path: string): Part | undefined {
  return read(path, 0).part;
}

function read(path: string, index: number): Read {
  const slash = path.lastIndexOf('/');
  const folder = path.slice(0, slash + 1).toLowerCase();
  const base = path.slice(slash + 1).replace(ENDING, '');
  const { tempo } = factsOfName(base);
  const words = wordsOf(base.replace(TEMPO, ' ').replace(KEY, ' '));
  const phrases = partPhrasesOf(words).filter(
    ({ at, count }) => count > 1 || !(NO_PARTS.has(words[at]!) || VOCALS.has(words[at]!)),
  );
  const isPart = (at: number) => phrases.some((one) => at >= one.at && at < one.at + one.count);
  const label = phrases.map(({ at, count }) => words.slice(at, at + count).join(' ')).join(' ');
  const points = evidenceOfName(label).points;
  const part = PARTS.reduce<Part | undefined>((best, each) => {
    const value = points[each] ?? 0;
    return value > (best === undefined ? 0.9 : (points[best] ?? 0)) ? each : best;
  }, undefined);
  const isElse = (points['leave-out'] ?? 0) > (part === undefined ? 0 : (points[part] ?? 0));
  const isVocal = words.some((word) => VOCALS.has(word));
  const firstPart = phrases[0]?.at ?? words.length;
  const left = words
    .map((word, at) => ({ word, at }))
    .filter(({ word, at }) => !(isPart(at) || FILLERS.has(word) || VOCALS.has(word)))
    .filter(({ word, at }) => !(at > firstPart && TAILS.has(word)))
    // A number that is a tempo without saying so.
    .filter(({ word }) => tempo === undefined || tempo.isSaid || Number(word) !== tempo.bpm);
  const lastPart = phrases.at(-1);
  const last = left.at(-1);
  const isCount =
    lastPart !== undefined && last !== undefined && last.at > lastPart.at && isNumber(last.word);
  const counted = isCount && left.filter(({ at }) => at > lastPart.at).length === 1;
  const kept = (counted ? left.slice(0, -1) : left).map(({ word }) => word);
  const isMix = phrases.length === 0 && !isVocal;
  const rest = isMix ? kept.filter((word) => !MIXES.has(word)) : kept;
  const [first = ''] = rest;
  const hasLead = isNumber(first) && (rest.length > 1 || phrases.length > 0);
  return {
    index,
    folder,
    rest: hasLead ? rest.slice(1) : rest,
    ...(hasLead && { lead: first }),
    ...(tempo?.isSaid && { bpm: tempo.bpm }),
    ...(counted && { count: last.word }),
    ...(part !== undefined && !isElse && { part }),
    label,
    kind: isVocal ? 'vocals' : phrases.length > 0 ? 'stem' : isMix ? 'mix' : 'other',
  };
}

const isNumber = (word: string) => /^\p{N}+$/u.test(word);
const hasLetters = (words: readonly string[]) => words.some((word) => !isNumber(word));

/** Numbers in front count the stems of a song where no two are alike; else they tell songs apart. */
function withoutPlaces(reads: readonly Read[]): Read[] {
  const numbered = grouped(reads.filter(({ lead }) => lead !== undefined));
  return reads.map((one) => {
    if (one.lead === undefined) return one;
    const leads = numbered.get(keyOf(one))!.map(({ lead }) => lead);
    const isPlace = leads.length > 1 && new Set(leads).size === leads.length;
    return isPlace ? one : { ...one, rest: [one.lead, ...one.rest] };
  });
}

const keyOf = ({ folder, rest }: Read) => `${folder}\n${rest.join(' ')}`;

function grouped(reads: readonly Read[]): Map<string, Read[]> {
  return Map.groupBy(reads, keyOf);
}

function songOf(group: readonly Read[], paths: readonly string[]): Song | undefined {
  const stems = group.filter(({ kind }) => kind === 'stem');
  if (!isSong(stems)) return undefined;
  return {
    name: nameOf(stems, paths),
    stems: stems.map(({ index, part, label }) => ({ index, ...(part !== undefined && { part }), label })),
    leftOut: group.flatMap(({ index, kind }) =>
      kind === 'mix' || kind === 'vocals' ? [{ index, why: kind }] : [],
    ),
  };
}

/**
 * Whether stems are a song's and not loops of a pack: at least two parts, of which at least one is not counted, and no
 * label time and again. Where names have nothing in common but numbers, two parts have to be uncounted.
 */
function isSong(stems: readonly Read[]): boolean {
  const partsOf = (some: readonly Read[]) => new Set(some.flatMap(({ part }) => part ?? []));
  if (partsOf(stems).size < 2) return false;
  if (new Set(stems.flatMap(({ bpm }) => bpm ?? [])).size > 1) return false;
  const [{ rest } = { rest: [] }] = stems;
  if (rest.length > 0 && !hasLetters(rest)) return false;
  const labels = [...Map.groupBy(stems, ({ label }) => label).values()];
  if (labels.some((alike) => alike.length >= PACK)) return false;
  const uncounted = partsOf(stems.filter(({ count }) => count === undefined)).size;
  if (uncounted >= 2 || rest.length === 0) return uncounted >= 2;
  return uncounted === 1 || labels.every((alike) => alike.length === 1);
}

/** What the names begin with alike, else the folder. */
function nameOf(stems: readonly Read[], paths: readonly string[]): string {
  const [one] = stems;
  if (one === undefined) return '';
  const path = paths[one.index]!;
  const base = path.slice(path.lastIndexOf('/') + 1).replace(ENDING, '');
  // As it is written there, from the first of the words to the last.
  const left = [...one.rest];
  const parts = base.replace(/(\p{Ll})(\p{Lu})/gu, '$1 $2').match(/[\p{L}\p{M}\p{N}'’]+/gu) ?? [];
  const written = parts.filter((each) => {
    const words = wordsOf(each);
    const isNext = words.length > 0 && words.every((word, i) => left[i] === word);
    if (isNext) left.splice(0, words.length);
    return isNext;
  });
  if (written.length > 0) return written.join(' ');
  return path.split('/').at(-2) ?? '';
}
