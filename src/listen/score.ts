/** What was heard in a passage as a score: ticks with their microtiming, parts only as far as they are sure. */
import {
  type BassNote,
  byTickAndDrum,
  byTickAndPitch,
  type Chord,
  checkScore,
  type Hit,
  type Key,
  type Note,
  PARTS,
  type Part,
  type Score,
  TICKS_PER_STEP,
  ticksOf,
} from '../music/index.ts';
import type { Passage } from './form/index.ts';
import { steadied } from './microtiming.ts';
import type { HeardHit, HeardNote, Loop } from './types.ts';

/** Parts surer than this are kept. */
export const SURE = 0.5;
/** What is this early, in ticks, belongs to the loop that begins. */
const EARLY = TICKS_PER_STEP / 4;
/** What is less early than this, in ticks, is heard as inexactly as that, and begins the loop. */
const INEXACT = 12;
/** Notes that begin within so many ticks are one chord. */
const TOGETHER = 48;
/** Shortest note, in ticks. */
const SHORTEST = 20;

export interface Heard {
  readonly bpm: number;
  readonly key: Key;
  readonly hits: readonly HeardHit[];
  readonly notes: readonly HeardNote[];
}

/** A passage as a loop. */
export function loopOf(passage: Passage, heard: Heard): Loop {
  const { start, seconds, bars } = passage;
  const end = ticksOf({ bars });
  const tickOf = (time: number) => Math.round(((time - start) * end) / seconds);
  const inside = <T extends { readonly time: number }>(events: readonly T[]) =>
    events.filter(({ time }) => tickOf(time) >= -EARLY && tickOf(time) < end - EARLY);
  const hits = inside(heard.hits);
  const notes = inside(heard.notes);
  const ofPart = (part: Part) => notes.filter((note) => note.part === part);
  const confidence = Object.fromEntries(
    PARTS.map((part) => [part, meanConfidence(part === 'drums' ? hits : ofPart(part))]),
  ) as Record<Part, number>;
  const sure = <T>(part: Part, events: () => T[]): T[] => (confidence[part] >= SURE ? events() : []);
  const score: Score = {
    bpm: Math.min(240, Math.max(40, heard.bpm)),
    key: heard.key,
    bars,
    drums: sure('drums', () => hitsIn(hits, tickOf, end, heard.bpm)),
    bass: sure('bass', () => bassIn(ofPart('bass'), tickOf, end)),
    chords: sure('chords', () => chordsIn(ofPart('chords'), tickOf, end)),
    melody: sure('melody', () => melodyIn(ofPart('melody'), tickOf, end)),
  };
  return { start, bars, score: checkScore(score), confidence };
}

function meanConfidence(events: readonly { readonly confidence: number }[]): number {
  if (events.length === 0) return 0;
  const mean = events.reduce((sum, { confidence }) => sum + confidence, 0) / events.length;
  return Math.round(1000 * mean) / 1000;
}

type TickOf = (time: number) => number;

/** Hits early for the first downbeat lie at the end of the loop, as they do when it goes round. */
function hitsIn(heard: readonly HeardHit[], tickOf: TickOf, end: number, bpm: number): Hit[] {
  const hits = new Map<string, Hit>();
  const played = heard.map(({ time, voice, drum = voice, velocity }) => ({
    drum,
    tick: tickOf(time),
    velocity,
  }));
  for (const { drum, tick: heardAt, velocity } of steadied(played, bpm)) {
    const tick = heardAt < 0 && heardAt > -INEXACT ? 0 : (heardAt + end) % end;
    const name = `${drum} ${tick}`;
    if ((hits.get(name)?.velocity ?? 0) < velocity) hits.set(name, { drum, tick, velocity });
  }
  return [...hits.values()].sort(byTickAndDrum);
}

interface Timed extends Note {
  readonly heard: HeardNote;
}

/** Notes in ticks, sorted, clipped to the loop. */
function timed(notes: readonly HeardNote[], tickOf: TickOf, end: number): Timed[] {
  return notes
    .map((heard) => {
      const tick = Math.max(0, tickOf(heard.time));
      const until = Math.min(end, Math.max(tick + SHORTEST, tickOf(heard.time + heard.duration)));
      return { tick, duration: until - tick, pitch: heard.pitch, velocity: heard.velocity, heard };
    })
    .sort(byTickAndPitch);
}

/** One note at a time: a note ends where the next begins, and of two at once the surer stays. */
function bassIn(notes: readonly HeardNote[], tickOf: TickOf, end: number): BassNote[] {
  const line: Timed[] = [];
  for (const note of timed(notes, tickOf, end)) {
    const last = line.at(-1);
    if (last !== undefined && note.tick - last.tick < SHORTEST) {
      if (note.heard.confidence > last.heard.confidence) line[line.length - 1] = { ...note, tick: last.tick };
    } else line.push(note);
  }
  return line.map(({ heard, ...note }, i) => {
    const duration = Math.min(note.duration, (line[i + 1]?.tick ?? end) - note.tick, end - note.tick);
    const cut = { ...note, duration };
    const { glide } = heard;
    if (!glide || glide.pitch === note.pitch || Math.abs(glide.pitch - note.pitch) > 24) return cut;
    const offset = Math.max(0, tickOf(glide.time) - note.tick);
    const length = Math.min(
      duration - offset,
      Math.max(1, tickOf(glide.time + glide.duration) - tickOf(glide.time)),
    );
    return length < 1 ? cut : { ...cut, glide: { pitch: glide.pitch, offset, duration: length } };
  });
}

function chordsIn(notes: readonly HeardNote[], tickOf: TickOf, end: number): Chord[] {
  const groups: Timed[][] = [];
  for (const note of timed(notes, tickOf, end)) {
    const group = groups.at(-1);
    if (group?.[0] !== undefined && note.tick - group[0].tick <= TOGETHER) group.push(note);
    else groups.push([note]);
  }
  return groups.map((group, i) => {
    const tick = group[0]!.tick;
    const longest = Math.max(...group.map((note) => note.tick + note.duration));
    const until = Math.min(longest, groups[i + 1]?.[0]?.tick ?? end);
    const velocity = group.reduce((sum, note) => sum + note.velocity, 0) / group.length;
    return {
      tick,
      duration: until - tick,
      pitches: [...new Set(group.map(({ pitch }) => pitch))].sort((a, b) => a - b),
      velocity: Math.round(velocity),
    };
  });
}

/** A pitch ends where it starts over. */
function melodyIn(notes: readonly HeardNote[], tickOf: TickOf, end: number): Note[] {
  const all = timed(notes, tickOf, end).filter(
    (note, i, list) =>
      !list.slice(0, i).some((other) => other.pitch === note.pitch && other.tick === note.tick),
  );
  return all.map(({ heard: _, ...note }, i) => {
    const again = all.find((other, k) => k > i && other.pitch === note.pitch);
    return again ? { ...note, duration: Math.min(note.duration, again.tick - note.tick) } : note;
  });
}
