/** The sounds that a kit can have: the drums, and the 808 that plays the bass. */
import { evidenceOfName, wordsOf } from './part-words.ts';
import { DRUMS } from './score.ts';

export const VOICES = [...DRUMS, '808'] as const;
export type Voice = (typeof VOICES)[number];

const ENDING = /\.[a-z][a-z0-9]{1,4}$/i;
/** A folder of loops holds no single sounds, whatever they are loops of. */
const LOOPS: ReadonlySet<string> = new Set(['loop', 'loops']);

/**
 * What a file of a drum kit is by its name or else by its folders: `Kicks/Thump 3.wav`, `808s/Spinz (C).wav`,
 * `OH_02.wav`. Undefined of loops, and of what none of the names tells.
 */
export function voiceOfPath(path: string): Voice | undefined {
  const names = path.replace(ENDING, '').split('/').reverse();
  if (names.some((name) => wordsOf(name).some((word) => LOOPS.has(word)))) return undefined;
  let isBass = false;
  for (const name of names) {
    // Among kicks, an 808 is the machine's kick.
    if (isBass && wordsOf(name).includes('808')) return '808';
    const { drums, points } = evidenceOfName(name);
    const drum = drums.at(-1);
    if (drum !== undefined) return drum;
    const { bass = 0, drums: kit = 0, ...others } = points;
    isBass ||= bass > Math.max(kit, ...Object.values(others));
  }
  return isBass ? '808' : undefined;
}

/**
 * Which files of a pack become a kit, at most `most`: of each voice in turn one more, so that a folder of a hundred kicks
 * keeps no snare out.
 * @returns their places among the paths, ascending, with what they are
 */
export function pickSounds(
  paths: readonly string[],
  most: number,
): readonly { readonly index: number; readonly voice: Voice }[] {
  const found = paths.flatMap((path, index) => {
    const voice = voiceOfPath(path);
    return voice === undefined ? [] : [{ index, voice }];
  });
  const rank = new Map<Voice, number>();
  const ranked = found.map((sound) => {
    const place = rank.get(sound.voice) ?? 0;
    rank.set(sound.voice, place + 1);
    return { ...sound, place };
  });
  return ranked
    .sort((a, b) => a.place - b.place || a.index - b.index)
    .slice(0, most)
    .sort((a, b) => a.index - b.index)
    .map(({ index, voice }) => ({ index, voice }));
}
