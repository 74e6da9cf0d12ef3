/** How lines end: which ends rhyme with which, and whether on a stressed syllable. */
import { endsRhyme, type Sung } from './rhyme.ts';

export interface Endings {
  /** Share of lines that end on their stressed syllable (masculine); the others trail off (feminine). */
  readonly masculine: number;
  /** Share of lines whose end rhymes with no line nearby. */
  readonly open: number;
  /** The commonest pattern of four lines, such as `AABB`; absent where most quatrains do not rhyme at all. */
  readonly scheme?: string;
}

/** Lines between which end rhymes are heard: enough for ABBA. */
const REACH = 3;
const QUATRAIN = 4;
const UNRHYMED = 'ABCD';

/** @param onRhyme is told of each line whose end rhymes. */
export function endings(
  stanzas: readonly (readonly Sung[])[],
  onRhyme: (line: Sung) => void = () => {},
): Endings {
  const schemes = new Map<string, number>();
  let open = 0;
  for (const stanza of stanzas) {
    const letters = lettersOf(stanza);
    const shared = letters.map((letter) => letters.filter((other) => other === letter).length > 1);
    stanza.forEach((line, at) => {
      if (shared[at]) onRhyme(line);
      else open += 1;
    });
    for (let at = 0; at + QUATRAIN <= letters.length; at += QUATRAIN) {
      const scheme = named(letters.slice(at, at + QUATRAIN));
      schemes.set(scheme, (schemes.get(scheme) ?? 0) + 1);
    }
  }
  const lines = stanzas.flat();
  const masculine = lines.filter((line) => line.at(-1)?.stressed).length;
  const [scheme] = [...schemes].sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1))[0] ?? [UNRHYMED];
  return {
    masculine: share(masculine, lines.length),
    open: share(open, lines.length),
    ...(scheme === UNRHYMED ? {} : { scheme }),
  };
}

/** A number for each line, the same for those that rhyme. */
function lettersOf(stanza: readonly Sung[]): number[] {
  const letters: number[] = [];
  stanza.forEach((line, at) => {
    let letter = at;
    for (let back = 1; back <= Math.min(REACH, at); back++) {
      if (!endsRhyme(line, stanza[at - back]!)) continue;
      letter = letters[at - back]!;
      break;
    }
    letters.push(letter);
  });
  return letters;
}

function named(letters: readonly number[]): string {
  const seen = [...new Set(letters)];
  return letters.map((letter) => 'ABCD'[seen.indexOf(letter)]).join('');
}

function share(count: number, of: number): number {
  return Math.round((1000 * count) / of) / 1000;
}
