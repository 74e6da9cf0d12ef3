/** A whole song from one loop: sections that take parts away, bring them back, and lead into each other. */
import {
  BeatwrightError,
  type Drum,
  MAX_BARS,
  type Part,
  type Score,
  TICKS_PER_BAR,
} from '../music/index.ts';
import { tidied } from './steps.ts';

export const SECTIONS = ['intro', 'verse', 'hook', 'bridge', 'outro'] as const;
export interface Section {
  readonly kind: (typeof SECTIONS)[number];
  readonly bars: number;
  /** Which of the loops it is made of; the first unless told. */
  readonly loop?: number;
}

/** Intro, verse, hook, another verse and hook, and out: 56 bars. */
export const SONG_FORM: readonly Section[] = [
  { kind: 'intro', bars: 4 },
  { kind: 'verse', bars: 16 },
  { kind: 'hook', bars: 8 },
  { kind: 'verse', bars: 16, loop: 1 },
  { kind: 'hook', bars: 8 },
  { kind: 'outro', bars: 4 },
];

/** Ticks before a hook from which only drums play: half a bar of held breath. */
const BREATH = TICKS_PER_BAR / 2;
/** What keeps time when the beat proper is not there yet. */
const TIMEKEEPERS: readonly Drum[] = ['closedHat', 'openHat', 'shaker', 'ride', 'percussion'];

/**
 * Arranges loops as a song: the intro lets parts in one by one, the verse leaves the middle to the voice (the
 * melody answers in every fourth bar), the hook has everything, the bridge rests the drums, the outro thins out.
 * The last half bar before a hook is drums alone, and a hook begins with a crash.
 *
 * @param loops of one tempo and key; sections that ask for one that is not there take the first.
 * @throws BeatwrightError `arrange-form` if there is no loop, or the form has no bars or more than 64.
 */
export function arrange(loops: readonly Score[], form: readonly Section[] = SONG_FORM): Score {
  const [first] = loops;
  const bars = form.reduce((sum, section) => sum + section.bars, 0);
  const whole = form.every((section) => Number.isInteger(section.bars) && section.bars > 0);
  if (!first || !whole || bars < 1 || bars > MAX_BARS) {
    throw new BeatwrightError(
      'arrange-form',
      `An arrangement needs a loop and sections of 1 to ${MAX_BARS} bars in all; this has ${bars}.`,
    );
  }
  const song: Written = { drums: [], bass: [], chords: [], melody: [] };
  let start = 0;
  form.forEach((section, i) => {
    const loop = loops[section.loop ?? 0] ?? first;
    const leadsToHook = form[i + 1]?.kind === 'hook';
    for (let bar = 0; bar < section.bars; bar++) {
      const isLast = bar === section.bars - 1;
      const until = isLast && leadsToHook ? TICKS_PER_BAR - BREATH : TICKS_PER_BAR;
      addBar(song, loop, { from: bar % loop.bars, to: start + bar, section, bar, until });
    }
    if (section.kind === 'hook' && first.drums.length > 0) {
      song.drums.push({ drum: 'crash', tick: start * TICKS_PER_BAR, velocity: 104 });
    }
    start += section.bars;
  });
  return tidied({ ...first, bars, ...song });
}

type Written = { -readonly [P in Part]: Score[P][number][] };

interface Place {
  readonly from: number;
  readonly to: number;
  readonly section: Section;
  /** The bar of the section. */
  readonly bar: number;
  /** The tick of the bar after which pitched parts are silent. */
  readonly until: number;
}

function addBar(song: Written, loop: Score, place: Place): void {
  const { from, to, section, bar, until } = place;
  const shift = (to - from) * TICKS_PER_BAR;
  const isHere = ({ tick }: { tick: number }) => Math.floor(tick / TICKS_PER_BAR) === from;
  const end = section.bars * TICKS_PER_BAR + (to - bar) * TICKS_PER_BAR;
  const limit = Math.min(
    end,
    to * TICKS_PER_BAR + (until < TICKS_PER_BAR ? until : Number.POSITIVE_INFINITY),
  );
  const moved = <T extends { tick: number; duration: number }>(notes: readonly T[]): T[] =>
    notes.filter(isHere).flatMap((note) => {
      const tick = note.tick + shift;
      const duration = Math.min(note.duration, limit - tick);
      return duration > 0 ? [{ ...note, tick, duration }] : [];
    });
  const hits = loop.drums.filter(isHere).filter(({ drum }) => playsDrum(section, bar, drum));
  song.drums.push(...hits.map((hit) => ({ ...hit, tick: hit.tick + shift })));
  if (plays(section, bar, 'bass')) song.bass.push(...moved(loop.bass));
  if (plays(section, bar, 'chords')) song.chords.push(...moved(loop.chords));
  if (plays(section, bar, 'melody')) song.melody.push(...moved(loop.melody));
}

/** Whether a pitched part plays in a bar of a section. */
function plays({ kind, bars }: Section, bar: number, part: Part): boolean {
  switch (kind) {
    case 'intro':
      return part === 'chords' || (part === 'melody' && bar >= bars / 4);
    case 'verse':
      return part !== 'melody' || bar % 4 === 3;
    case 'bridge':
      return part !== 'bass' || bar >= bars / 2;
    case 'outro':
      return part === 'chords' || (part === 'melody' && bar < bars / 2);
    default:
      return true;
  }
}

function playsDrum({ kind, bars }: Section, bar: number, drum: Drum): boolean {
  const keepsTime = TIMEKEEPERS.includes(drum);
  switch (kind) {
    case 'intro':
      return bar >= bars / 2 && keepsTime;
    case 'bridge':
      return keepsTime && bar >= bars / 2;
    case 'outro':
      return bar < bars / 2 && keepsTime;
    default:
      return true;
  }
}
