/** A loop as a song: parts come, leave and come together, as in a beat that a rapper writes to. */
import {
  type BassNote,
  type Drum,
  type Hit,
  MAX_BARS,
  type Part,
  type Score,
  TICKS_PER_BAR,
} from '../music/index.ts';

export type SectionKind = 'intro' | 'verse' | 'hook' | 'bridge' | 'outro';

export interface Section {
  readonly kind: SectionKind;
  /** Length in bars, at least 1. */
  readonly bars: number;
}

/** The start of a section, by the name that people read. */
export interface Landmark {
  /** Bars before it. */
  readonly bar: number;
  readonly label: string;
}

export interface Arrangement {
  /** All sections, and `RING_OUT` bars of silence for what still sounds. */
  readonly score: Score;
  readonly landmarks: readonly Landmark[];
}

/** A song as most rappers write it. */
export const SONG: readonly Section[] = [
  { kind: 'intro', bars: 4 },
  { kind: 'verse', bars: 16 },
  { kind: 'hook', bars: 8 },
  { kind: 'verse', bars: 16 },
  { kind: 'hook', bars: 8 },
  { kind: 'outro', bars: 4 },
];

/** Bars after the last section. */
export const RING_OUT = 2;

/** The drums that keep time when the beat itself is away. */
const LIGHT_DRUMS: readonly Drum[] = ['closedHat', 'openHat', 'rim', 'shaker', 'percussion'];

/** @throws RangeError when the sections have fewer than 1 or more than 62 bars together */
export function arrange(loop: Score, sections: readonly Section[] = SONG): Arrangement {
  const plan = planOf(sections);
  if (plan.length === 0 || plan.length + RING_OUT > MAX_BARS) {
    throw new RangeError(`an arrangement has 1 to ${MAX_BARS - RING_OUT} bars, not ${plan.length}`);
  }
  const sounding = (part: Part) => plan.map(({ parts }) => parts.includes(part));
  const ofDrums = plan.map(({ drums }) => drums);
  return {
    score: {
      ...loop,
      bars: plan.length + RING_OUT,
      drums: tile(loop.drums, loop.bars, sounding('drums')).filter(({ tick, drum }: Hit) =>
        ofDrums[Math.floor(tick / TICKS_PER_BAR)]!(drum),
      ),
      bass: held(loop.bass, loop.bars, sounding('bass')).map(withoutLateGlide),
      chords: held(loop.chords, loop.bars, sounding('chords')),
      melody: held(loop.melody, loop.bars, sounding('melody')),
    },
    landmarks: landmarksOf(sections),
  };
}

/** What sounds in a bar. */
interface Bar {
  readonly parts: readonly Part[];
  readonly drums: (drum: Drum) => boolean;
}

const ALL = () => true;
const LIGHT = (drum: Drum) => LIGHT_DRUMS.includes(drum);

function planOf(sections: readonly Section[]): Bar[] {
  return sections.flatMap((section, i) => {
    const beforeHook = section.kind !== 'hook' && sections[i + 1]?.kind === 'hook';
    return Array.from({ length: section.bars }, (_, bar) => barOf(section, bar, beforeHook));
  });
}

function barOf({ kind, bars }: Section, bar: number, beforeHook: boolean): Bar {
  const early = bar < bars / 2;
  // The drums alone lead into a hook.
  if (beforeHook && bars > 1 && bar === bars - 1) return { parts: ['drums'], drums: ALL };
  switch (kind) {
    case 'intro':
      return { parts: early ? ['chords'] : ['drums', 'chords', 'melody'], drums: LIGHT };
    case 'verse': {
      // The voice has the room; the melody answers it at the end of every eight bars.
      const answers = bar % 8 >= 6;
      return { parts: ['drums', 'bass', 'chords', ...(answers ? (['melody'] as const) : [])], drums: ALL };
    }
    case 'hook':
      return { parts: ['drums', 'bass', 'chords', 'melody'], drums: ALL };
    case 'bridge':
      return { parts: ['drums', 'chords', 'melody'], drums: LIGHT };
    case 'outro':
      return { parts: early ? ['drums', 'chords', 'melody'] : ['chords'], drums: LIGHT };
  }
}

function landmarksOf(sections: readonly Section[]): Landmark[] {
  const counts = new Map<SectionKind, number>();
  let bar = 0;
  return sections.map(({ kind, bars }) => {
    const count = (counts.get(kind) ?? 0) + 1;
    counts.set(kind, count);
    const several = sections.filter((section) => section.kind === kind).length > 1;
    const landmark = { bar, label: `${kind[0]!.toUpperCase()}${kind.slice(1)}${several ? ` ${count}` : ''}` };
    bar += bars;
    return landmark;
  });
}

/** A loop's events in every bar that sounds. */
function tile<T extends { readonly tick: number }>(
  events: readonly T[],
  loopBars: number,
  sounds: readonly boolean[],
): T[] {
  return sounds.flatMap((sounding, bar) => {
    if (!sounding) return [];
    const from = (bar % loopBars) * TICKS_PER_BAR;
    const shift = bar * TICKS_PER_BAR - from;
    return events
      .filter(({ tick }) => tick >= from && tick < from + TICKS_PER_BAR)
      .map((event) => ({ ...event, tick: event.tick + shift }));
  });
}

/** The same for events that last: they end where their part leaves. */
function held<T extends { readonly tick: number; readonly duration: number }>(
  events: readonly T[],
  loopBars: number,
  sounds: readonly boolean[],
): T[] {
  return tile(events, loopBars, sounds).map((event) => {
    const leaves = sounds.indexOf(false, Math.floor(event.tick / TICKS_PER_BAR));
    const end = (leaves < 0 ? sounds.length : leaves) * TICKS_PER_BAR;
    return event.tick + event.duration <= end ? event : { ...event, duration: end - event.tick };
  });
}

/** A note that was cut short does not glide beyond its end. */
function withoutLateGlide({ glide, ...note }: BassNote): BassNote {
  return glide && glide.offset + glide.duration < note.duration ? { ...note, glide } : note;
}
