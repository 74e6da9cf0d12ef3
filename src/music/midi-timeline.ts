/** Metre and tempo of a MIDI file: which stretch of it fits a score, and how its ticks become ours. */
import { BeatwrightError, words } from '../words/index.ts';
import { BPM_RANGE } from './check.ts';
import type { MidiFile } from './midi-file.ts';
import type { NameFacts } from './name-facts.ts';
import { TICKS_PER_BAR, TICKS_PER_QUARTER } from './score.ts';

/** Changes of tempo up to this share of it are drift. */
const DRIFT = 0.04;
/** What a MIDI file means that sets no tempo. */
const DEFAULT_MICROSECONDS = 500_000;
/** Names round tempi; this far off, in beats a minute, they still mean the file's. */
const ROUNDING = 1;

export interface Timeline {
  /** The tempo of the score, to two decimals. */
  readonly bpm: number;
  readonly tempoFrom: 'file' | 'name' | 'default';
  /** First tick of the stretch that is read, in the file's ticks, and the first after it. */
  readonly start: number;
  readonly end: number;
  /** A tick of the file as a tick of the score. */
  tickOf(fileTick: number): number;
  readonly warnings: readonly string[];
  /** Of these, which tempo was taken, and why. */
  readonly onTempo: readonly string[];
}

interface Section {
  readonly start: number;
  readonly end: number;
  readonly numerator: number;
  readonly denominator: number;
}

interface Tempo {
  readonly tick: number;
  readonly microseconds: number;
}

/**
 * @param named the tempo that the file's name says, which holds where the file has none.
 * @throws BeatwrightError `midi-no-notes`, `midi-too-long`, `midi-too-many-bars`, `midi-meter`, `midi-tempo`.
 */
export function timelineOf(file: MidiFile, maxSeconds: number, named: NameFacts['tempo']): Timeline {
  const { onsets, lastTick } = noteTimes(file);
  if (onsets.length === 0) throw new BeatwrightError('midi-no-notes');
  const own = temposOf(file);
  const tempi = own.length === 0 && named ? [{ tick: 0, microseconds: 6e7 / named.bpm }] : own;
  refuseLong(file, tempi, lastTick, maxSeconds);
  const warnings: string[] = [];
  const section = sectionOf(file, onsets, lastTick, warnings);
  const onTempo: string[] = [];
  const main = mainTempo(tempi, section, onTempo);
  if (named) onTempo.push(...namedTempo(main, named, own.length > 0));
  warnings.push(...onTempo);
  // In compound metre the dotted quarter is the beat: it becomes our quarter, and swing our triplets.
  let stretch = isCompound(section) ? 2 / 3 : 1;
  if (isCompound(section)) {
    warnings.push(words.notes['midi-meter-as-triplets']({ meter: nameOf(section) }));
  }
  const [slowest, fastest] = BPM_RANGE;
  while (main * stretch > fastest) stretch /= 2;
  while (main * stretch < slowest) stretch *= 2;
  const bpm = Math.round(main * stretch * 100) / 100;
  if (stretch > 1 || stretch < 0.6) {
    warnings.push(words.notes['midi-tempo-scaled']({ from: main, to: bpm }));
  }
  const scale = (TICKS_PER_QUARTER / file.ticksPerQuarter) * stretch;
  // At the fastest tempo a bar takes a second: more bars than that are tempo changes gone wild.
  const bars = Math.ceil(((section.end - section.start) * scale) / TICKS_PER_BAR);
  if (bars > maxSeconds) throw new BeatwrightError('midi-too-many-bars', { bars, most: maxSeconds });
  return {
    bpm,
    tempoFrom: own.length > 0 ? 'file' : named ? 'name' : 'default',
    start: section.start,
    end: section.end,
    tickOf: (fileTick) => Math.round((fileTick - section.start) * scale),
    warnings,
    onTempo,
  };
}

/** What is to be said of the tempo in a name. A number that only may be one is no contradiction. */
function namedTempo(main: number, named: NonNullable<NameFacts['tempo']>, isInFile: boolean): string[] {
  if (!isInFile) return [words.notes['midi-tempo-from-name']({ bpm: named.bpm })];
  if (!named.isSaid || Math.abs(main - named.bpm) <= ROUNDING) return [];
  return [words.notes['midi-tempo-differs']({ inFile: main, inName: named.bpm })];
}

/** When notes begin, ascending, and when the last one ends, in the file's ticks. */
function noteTimes({ tracks }: MidiFile) {
  const onsets: number[] = [];
  let lastTick = 0;
  for (const { tick, event } of tracks.flat()) {
    if (event.type === 'noteOn') onsets.push(tick);
    if (event.type === 'noteOn' || event.type === 'noteOff') lastTick = Math.max(lastTick, tick);
  }
  onsets.sort((a, b) => a - b);
  return { onsets, lastTick: Math.max(lastTick, (onsets.at(-1) ?? 0) + 1) };
}

function temposOf({ tracks }: MidiFile): Tempo[] {
  const tempi: Tempo[] = [];
  for (const { tick, event } of tracks.flat()) {
    if (event.type !== 'setTempo') continue;
    tempi.push({ tick, microseconds: event.microsecondsPerQuarter });
  }
  return tempi.sort((a, b) => a.tick - b.tick);
}

/** Each tempo between two ticks and for how many ticks it is in force. */
function* spans(
  tempi: readonly Tempo[],
  from: number,
  to: number,
): Generator<[microseconds: number, ticks: number]> {
  let microseconds = DEFAULT_MICROSECONDS;
  let at = from;
  for (const tempo of tempi) {
    if (tempo.tick >= to) break;
    if (tempo.tick > at) yield [microseconds, tempo.tick - at];
    at = Math.max(at, tempo.tick);
    microseconds = tempo.microseconds;
  }
  if (to > at) yield [microseconds, to - at];
}

function refuseLong(
  { ticksPerQuarter }: MidiFile,
  tempi: readonly Tempo[],
  lastTick: number,
  maxSeconds: number,
): void {
  const bar = 4 * ticksPerQuarter;
  const end = Math.ceil(lastTick / bar) * bar;
  let seconds = 0;
  for (const [microseconds, ticks] of spans(tempi, 0, end))
    seconds += (ticks * microseconds) / ticksPerQuarter / 1e6;
  if (seconds >= maxSeconds) throw new BeatwrightError('midi-too-long', { seconds, most: maxSeconds });
}

/** The stretch with most notes among those in a metre that a score can hold. */
function sectionOf(file: MidiFile, onsets: readonly number[], lastTick: number, warnings: string[]): Section {
  const sections = sectionsOf(file, lastTick);
  const counts = notesIn(sections, onsets);
  const played = sections.filter((section) => counts.get(section) !== 0);
  let best: Section | undefined;
  for (const section of played) {
    if (!isEven(section) && !isCompound(section)) continue;
    if (!best || counts.get(section)! > counts.get(best)!) best = section;
  }
  if (!best) throw new BeatwrightError('midi-meter', { meter: nameOf(played[0]!) });
  if (played.length > 1) {
    const meters = [...new Set(played.map(nameOf))].slice(0, 4);
    const bars = Math.round((best.end - best.start) / (4 * file.ticksPerQuarter));
    warnings.push(words.notes['midi-meter-changes']({ meters, meter: nameOf(best), bars }));
  } else if (isEven(best) && best.numerator !== best.denominator) {
    warnings.push(words.notes['midi-meter-as-four']({ meter: nameOf(best) }));
  }
  return best;
}

function notesIn(sections: readonly Section[], onsets: readonly number[]): Map<Section, number> {
  let next = 0;
  return new Map(
    sections.map((section) => {
      const first = next;
      while (next < onsets.length && onsets[next]! < section.end) next++;
      return [section, next - first];
    }),
  );
}

function sectionsOf({ tracks }: MidiFile, lastTick: number): Section[] {
  const changes = [{ tick: 0, numerator: 4, denominator: 4 }];
  const signatures = tracks.flat().filter(({ event }) => event.type === 'timeSignature');
  for (const { tick, event } of signatures.sort((a, b) => a.tick - b.tick)) {
    if (event.type !== 'timeSignature' || tick >= lastTick) continue;
    const { numerator, denominator } = event;
    const current = changes.at(-1)!;
    if (current.numerator === numerator && current.denominator === denominator) continue;
    if (current.tick === tick) changes.pop();
    changes.push({ tick, numerator, denominator });
  }
  return changes.map(({ tick, ...metre }, i) => ({
    ...metre,
    start: tick,
    end: changes[i + 1]?.tick ?? lastTick,
  }));
}

/** Whether bars of this metre fill bars of 4/4, such as 2/4, 2/2 and 8/8. */
function isEven({ numerator, denominator }: Section): boolean {
  const isPowerOfTwo = numerator > 0 && (numerator & (numerator - 1)) === 0;
  return isPowerOfTwo && denominator > 0 && numerator / denominator >= 0.25;
}

function isCompound({ numerator, denominator }: Section): boolean {
  return denominator === 8 && (numerator === 6 || numerator === 12);
}

function nameOf({ numerator, denominator }: Section): string {
  return `${numerator}/${denominator}`;
}

/** The tempo in quarter notes a minute, not rounded: the mean of a drift, else what is in force longest. */
function mainTempo(tempi: readonly Tempo[], section: Section, warnings: string[]): number {
  const ticksAt = new Map<number, number>();
  let total = 0;
  let minutes = 0;
  for (const [microseconds, ticks] of spans(tempi, section.start, section.end)) {
    ticksAt.set(microseconds, (ticksAt.get(microseconds) ?? 0) + ticks);
    total += ticks;
    minutes += (ticks * microseconds) / 6e7;
  }
  const bpmOf = (microseconds: number) => 6e7 / microseconds;
  if (tempi.length === 0) {
    warnings.push(words.notes['midi-no-tempo']({ bpm: bpmOf(DEFAULT_MICROSECONDS) }));
  }
  const [longest] = [...ticksAt].reduce((most, one) => (one[1] > most[1] ? one : most));
  const [slowest, fastest] = [bpmOf(Math.max(...ticksAt.keys())), bpmOf(Math.min(...ticksAt.keys()))];
  let bpm = bpmOf(longest);
  if (ticksAt.size > 1) {
    const mean = total / minutes;
    const isDrift = fastest <= mean * (1 + DRIFT) && slowest >= mean * (1 - DRIFT);
    if (isDrift) bpm = mean;
    const facts = { slowest, fastest, bpm };
    warnings.push(
      isDrift ? words.notes['midi-tempo-drifts'](facts) : words.notes['midi-tempo-changes'](facts),
    );
  }
  if (bpm < BPM_RANGE[0] / 4 || bpm > BPM_RANGE[1] * 4) throw new BeatwrightError('midi-tempo', { bpm });
  return bpm;
}
