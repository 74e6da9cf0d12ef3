/** Subtitles, SRT and WebVTT: the lines that are shown, without numbers, times and marks. */

const TIME = String.raw`(?:(\d+):)?(\d{1,2}):(\d{2})[.,](\d{1,3})`;
const TIMING = new RegExp(String.raw`^\s*${TIME}\s*-->\s*${TIME}`);
const WORD_TIME = /<(?:\d+:)?\d{2}:\d{2}\.\d{3}>/;
/** Marks of the text, and where it stands: `<i>`, `<v Ann>`, `{\an8}`. */
const MARKS = /<[^<>]*>|\{\\[^{}]*\}/g;
/** After so many silent seconds, two bars of 120 BPM, another stanza begins. */
const PAUSE = 4;
const LEAST_CUES = 2;

export function isSubtitles(lines: readonly string[]): boolean {
  return /^WEBVTT\b/.test(lines[0] ?? '') || lines.filter((line) => TIMING.test(line)).length >= LEAST_CUES;
}

/** The lines that are shown, with an empty one where there is a pause. */
export function subtitleLines(lines: readonly string[]): string[] {
  const shown: string[] = [];
  // Captions that build up word by word show each line again with the next one.
  const isRolling = lines.some((line) => WORD_TIME.test(line));
  let end = Number.NEGATIVE_INFINITY;
  for (const [i, line] of lines.entries()) {
    const timing = TIMING.exec(line);
    if (timing === null) continue;
    if (secondsOf(timing.slice(1, 5)) - end >= PAUSE && shown.length > 0) shown.push('');
    end = secondsOf(timing.slice(5, 9));
    for (const text of textAfter(lines, i)) {
      const plain = text.replace(MARKS, '').trim();
      if (plain !== '' && !(isRolling && shown.at(-1) === plain)) shown.push(plain);
    }
  }
  return shown;
}

/** The lines of a cue: to the next empty line, since what follows it is a number, a remark or a style. */
function textAfter(lines: readonly string[], timing: number): readonly string[] {
  let stop = timing + 1;
  while (stop < lines.length && lines[stop]!.trim() !== '' && !TIMING.test(lines[stop]!)) stop += 1;
  // Where no empty line parts two cues, the number of the second stands before its times.
  const isNumbered = TIMING.test(lines[stop] ?? '') && /^\s*\d+\s*$/.test(lines[stop - 1] ?? '');
  return lines.slice(timing + 1, isNumbered ? stop - 1 : stop);
}

function secondsOf([hours = '0', minutes = '0', seconds = '0', fraction = '0']: readonly string[]): number {
  return 3600 * Number(hours) + 60 * Number(minutes) + Number(seconds) + Number(`0.${fraction}`);
}
