/**
 * A score as a picture: pitched parts above, drums below, a column for each bar. It is an SVG with its own
 * dark ground, so that it reads on light and dark pages alike, and with letters that are still 11 pixels
 * high on a phone 400 pixels wide. The colours are those of Okabe and Ito, which the colour-blind tell apart.
 */
import { keyName } from './key.ts';
import {
  type BassNote,
  DRUMS,
  type Drum,
  type Note,
  type Score,
  TICKS_PER_BAR,
  TICKS_PER_STEP,
  ticksOf,
} from './score.ts';

const WIDTH = 800;
const MARGIN = 16;
const GUTTER = 96;
const HEADER = 102;
const PITCHED = 320;
const DRUM_ROW = 26;
const FONT = 22;

const COLOURS = { bass: '#E69F00', chords: '#56B4E9', melody: '#F0E442', drums: '#E8E8EE' } as const;
const GROUND = '#15171E';
const FAINT = '#242833';
const LINE = '#3A4050';
const TEXT = '#C9CEDA';

const DRUM_LABELS: Readonly<Record<Drum, string>> = {
  kick: 'Kick',
  snare: 'Snare',
  clap: 'Clap',
  rim: 'Rim',
  closedHat: 'Hat',
  openHat: 'Open',
  lowTom: 'Lo tom',
  highTom: 'Hi tom',
  crash: 'Crash',
  ride: 'Ride',
  percussion: 'Perc',
  shaker: 'Shaker',
};

/** The picture of a score as an SVG document, 800 units wide. The same score gives the same text. */
export function pianoRoll(score: Score): string {
  // Hats above, kick below, as they lie on a kit and in most pictures of it.
  const drums = DRUMS.filter((drum) => score.drums.some((hit) => hit.drum === drum)).toReversed();
  const hasPitches = score.bass.length + score.chords.length + score.melody.length > 0;
  const drumTop = HEADER + (hasPitches ? PITCHED + MARGIN : 0);
  const bottom = drumTop + drums.length * DRUM_ROW;
  const height = bottom + MARGIN;
  const x = (tick: number) => GUTTER + (tick / ticksOf(score)) * (WIDTH - GUTTER - MARGIN);
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${height}" width="${WIDTH}" height="${height}" font-family="DejaVu Sans, Helvetica, Arial, sans-serif" font-size="${FONT}">`,
    `<rect width="${WIDTH}" height="${height}" rx="14" fill="${GROUND}"/>`,
    header(score),
    grid(score, x, bottom),
    ...(hasPitches ? [pitched(score, x)] : []),
    drumRows(score, drums, x, drumTop),
    '</svg>',
  ].join('\n');
}

type X = (tick: number) => number;

/** What it is, and below it which colour is which part. */
function header(score: Score): string {
  const parts = (['bass', 'chords', 'melody'] as const).filter((part) => score[part].length > 0);
  const bars = `${score.bars} ${score.bars === 1 ? 'bar' : 'bars'}`;
  const facts = [...(parts.length > 0 ? [keyName(score.key)] : []), `${score.bpm} bpm`, bars].join(' · ');
  return [
    text(MARGIN, 32, facts, `fill="${TEXT}" font-weight="bold"`),
    ...parts.map((part, i) => text(MARGIN + i * 130, 62, `■ ${part}`, `fill="${COLOURS[part]}"`)),
  ].join('\n');
}

/** Bars and beats, and the numbers of as many bars as there is room for. */
function grid(score: Score, x: X, bottom: number): string {
  const marks: string[] = [];
  for (let bar = 0; bar < score.bars; bar++) {
    const left = x(bar * TICKS_PER_BAR);
    const width = x((bar + 1) * TICKS_PER_BAR) - left;
    if (bar % 2 === 1) marks.push(rect(left, HEADER, width, bottom - HEADER, `fill="${FAINT}"`));
    for (let beat = 1; beat < 4 && score.bars <= 8; beat++) {
      marks.push(line(left + (beat * width) / 4, HEADER, bottom, FAINT));
    }
    marks.push(line(left, HEADER, bottom, LINE));
    const every = score.bars <= 16 ? 1 : score.bars <= 32 ? 4 : 8;
    if (bar % every === 0)
      marks.push(text(left + 4, HEADER - 10, String(bar + 1), `fill="${TEXT}" opacity="0.7"`));
  }
  return marks.join('\n');
}

function pitched(score: Score, x: X): string {
  const pitches = [
    ...score.bass.flatMap(({ pitch, glide }) => (glide ? [pitch, glide.pitch] : [pitch])),
    ...score.chords.flatMap(({ pitches: all }) => all),
    ...score.melody.map(({ pitch }) => pitch),
  ];
  const low = pitches.reduce((least, pitch) => Math.min(least, pitch), 127) - 1;
  const high = Math.max(low + 14, pitches.reduce((most, pitch) => Math.max(most, pitch), 0) + 1);
  const row = PITCHED / (high - low + 1);
  const y = (pitch: number) => HEADER + (high - pitch) * row;
  const marks: string[] = [];
  for (let pitch = Math.ceil(low / 12) * 12; pitch <= high; pitch += 12) {
    const at = y(pitch) + row;
    marks.push(`<path d="M${fix(GUTTER)} ${fix(at)}H${fix(WIDTH - MARGIN)}" stroke="${LINE}"/>`);
    marks.push(text(GUTTER - 10, at - row / 2 + 8, `C${pitch / 12 - 1}`, `fill="${TEXT}" text-anchor="end"`));
  }
  const note = ({ tick, duration, pitch, velocity }: Note, colour: string) => {
    const thick = Math.max(5, row * 0.86);
    const wide = Math.max(2, x(tick + duration) - x(tick) - 1);
    return rect(
      x(tick),
      y(pitch) + (row - thick) / 2,
      wide,
      thick,
      `rx="2" fill="${colour}" opacity="${loudness(velocity)}"`,
    );
  };
  for (const chord of score.chords)
    for (const pitch of chord.pitches) marks.push(note({ ...chord, pitch }, COLOURS.chords));
  for (const bass of score.bass)
    marks.push(
      ...gliding(
        bass,
        (one) => note(one, COLOURS.bass),
        x,
        (pitch) => y(pitch) + row / 2,
      ),
    );
  for (const one of score.melody) marks.push(note(one, COLOURS.melody));
  return marks.join('\n');
}

/** A bass note: up to its glide, the glide as a line, and what follows at the new pitch. */
function gliding(
  bass: BassNote,
  draw: (note: Note) => string,
  x: X,
  centre: (pitch: number) => number,
): string[] {
  const { glide } = bass;
  if (!glide) return [draw(bass)];
  const start = bass.tick + glide.offset;
  const end = start + glide.duration;
  const rest = bass.tick + bass.duration - end;
  const slope = `M${fix(x(start))} ${fix(centre(bass.pitch))}L${fix(x(end))} ${fix(centre(glide.pitch))}`;
  return [
    ...(glide.offset > 0 ? [draw({ ...bass, duration: glide.offset })] : []),
    `<path d="${slope}" stroke="${COLOURS.bass}" stroke-width="4" stroke-linecap="round" opacity="${loudness(bass.velocity)}"/>`,
    ...(rest > 0 ? [draw({ ...bass, tick: end, duration: rest, pitch: glide.pitch })] : []),
  ];
}

/** A row for each drum that plays; the louder a hit, the taller and brighter. */
function drumRows(score: Score, drums: readonly Drum[], x: X, top: number): string {
  const width = Math.max(2, (x(TICKS_PER_STEP) - x(0)) * (score.bars > 16 ? 0.9 : 0.6));
  const marks = drums.flatMap((drum, row) => {
    const base = top + (row + 1) * DRUM_ROW;
    const label = text(
      GUTTER - 10,
      base - 5,
      DRUM_LABELS[drum],
      `fill="${TEXT}" text-anchor="end" font-size="20"`,
    );
    const rule = `<path d="M${fix(GUTTER)} ${fix(base)}H${fix(WIDTH - MARGIN)}" stroke="${LINE}"/>`;
    const bars = score.drums
      .filter((hit) => hit.drum === drum)
      .map(({ tick, velocity }) => {
        const tall = 5 + (velocity / 127) * (DRUM_ROW - 9);
        return rect(
          x(tick),
          base - tall,
          Math.min(width, 9),
          tall,
          `fill="${COLOURS.drums}" opacity="${loudness(velocity)}"`,
        );
      });
    return [label, rule, ...bars];
  });
  return marks.join('\n');
}

function loudness(velocity: number): string {
  return fix(0.45 + 0.55 * (velocity / 127));
}

function rect(x: number, y: number, width: number, height: number, style: string): string {
  return `<rect x="${fix(x)}" y="${fix(y)}" width="${fix(width)}" height="${fix(height)}" ${style}/>`;
}

function line(x: number, top: number, bottom: number, colour: string): string {
  return `<path d="M${fix(x)} ${fix(top)}V${fix(bottom)}" stroke="${colour}"/>`;
}

function text(x: number, y: number, content: string, style: string): string {
  return `<text x="${fix(x)}" y="${fix(y)}" ${style}>${content}</text>`;
}

/** A number without needless digits. */
function fix(value: number): string {
  return String(Math.round(value * 100) / 100);
}
