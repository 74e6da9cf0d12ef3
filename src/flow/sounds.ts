/** The sounds of English as far as rhyme needs them: a syllable's vowel, what closes it, and its stress. */

/** Vowels of the CMU dictionary (ARPAbet); `AO` counts as `AA`, as most rappers speak. */
export const VOWELS = [
  'AA',
  'AE',
  'AH',
  'AW',
  'AY',
  'EH',
  'ER',
  'EY',
  'IH',
  'IY',
  'OW',
  'OY',
  'UH',
  'UW',
] as const;
export type Vowel = (typeof VOWELS)[number];

export interface Syllable {
  readonly vowel: Vowel;
  /** The consonants that open it, in ARPAbet. */
  readonly onset: readonly string[];
  /** The consonants that close it. */
  readonly coda: readonly string[];
  readonly stressed: boolean;
}

/** Consonants by how they are made: those of one kind pass for each other in a slant rhyme (Holtman 1996). */
const KINDS: Readonly<Record<string, readonly string[]>> = {
  plosive: ['P', 'T', 'K', 'B', 'D', 'G'],
  fricative: ['F', 'TH', 'S', 'SH', 'HH', 'V', 'DH', 'Z', 'ZH', 'CH', 'JH'],
  nasal: ['M', 'N', 'NG'],
  liquid: ['L', 'R'],
  glide: ['W', 'Y'],
};
const KIND_OF = new Map(Object.entries(KINDS).flatMap(([kind, all]) => all.map((each) => [each, kind])));

export function isSameKind(a: string, b: string): boolean {
  return KIND_OF.get(a) === KIND_OF.get(b);
}

/** Sounds in their order, such as `F L OW1` or `AH0`, as syllables. */
export function syllablesOf(sounds: readonly string[]): Syllable[] {
  const nuclei = sounds.flatMap((sound, at) => (isVowel(sound) ? [at] : []));
  return nuclei.map((at, index) => {
    const before = nuclei[index - 1];
    const after = nuclei[index + 1];
    return {
      vowel: vowelOf(sounds[at]!),
      onset: sounds.slice(before === undefined ? 0 : border(before, at), at),
      coda: sounds.slice(at + 1, after === undefined ? sounds.length : border(at, after)),
      stressed: /[12]$/.test(sounds[at]!),
    };
  });
}

/** Of the consonants between two vowels the last opens the second syllable. */
function border(before: number, after: number): number {
  return Math.max(before + 1, after - 1);
}

function isVowel(sound: string): boolean {
  return /[012]$/.test(sound);
}

function vowelOf(sound: string): Vowel {
  const name = sound.slice(0, -1);
  return name === 'AO' ? 'AA' : VOWELS.find((vowel) => vowel === name)!;
}
