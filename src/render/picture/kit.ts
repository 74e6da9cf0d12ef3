/** The sounds of a kit side by side, each as its wave. */
import { noteName, type Sound, type Voice } from '../../music/index.ts';
import { words } from '../../words/index.ts';
import type { OwnSound } from '../own-kit.ts';
import { COLOURS, textAt } from './panel.ts';

const COLUMNS = 5;
const CELL = { width: 184, height: 112 } as const;
const GAP = 8;
/** Strokes of a wave: one every two pixels. */
const STROKES = CELL.width / 2 - 8;
const BASS: Voice = '808';

/** In pixels, of so many sounds. */
export function kitSize(sounds: number): { readonly width: number; readonly height: number } {
  const columns = Math.min(COLUMNS, sounds);
  const across = (count: number, size: number) => count * size + (count + 1) * GAP;
  return { width: across(columns, CELL.width), height: across(Math.ceil(sounds / COLUMNS), CELL.height) };
}

/** As elements of an SVG. */
export function kitDrawing(sounds: readonly OwnSound[]): string {
  const { width, height } = kitSize(sounds.length);
  const ground = `<rect width="${width}" height="${height}" rx="18" fill="${COLOURS.ground}"/>`;
  return ground + sounds.map(cellOf).join('');
}

/** Each sound in a few words: `kick, 0.32 s`. */
export function describeKit(sounds: readonly OwnSound[]): string {
  return words.views.kit.picture({
    sounds: sounds.map((sound) => `${labelOf(sound)}, ${lengthOf(sound.sound)}`),
  });
}

function cellOf(sound: OwnSound, index: number): string {
  const x = GAP + (index % COLUMNS) * (CELL.width + GAP);
  const y = GAP + Math.floor(index / COLUMNS) * (CELL.height + GAP);
  const frame = `<rect x="${x}" y="${y}" width="${CELL.width}" height="${CELL.height}" rx="10" fill="none" stroke="${COLOURS.line}" stroke-width="2"/>`;
  return (
    frame +
    textAt(labelOf(sound), x + 10, y + 28, 20, COLOURS.text, 'start') +
    textAt(lengthOf(sound.sound), x + CELL.width - 10, y + 28, 18, COLOURS.soft, 'end') +
    waveOf(sound, x + 8, y + 36)
  );
}

function waveOf({ sound, voice }: OwnSound, x: number, y: number): string {
  const samples = sound.channels[0]!;
  const height = CELL.height - 44;
  const middle = y + height / 2;
  const strokes = Array.from({ length: STROKES }, (_, i) => {
    const from = Math.floor((i * samples.length) / STROKES);
    const to = Math.max(from + 1, Math.floor(((i + 1) * samples.length) / STROKES));
    const peak = samples.subarray(from, to).reduce((most, each) => Math.max(most, Math.abs(each)), 0);
    const tall = Math.max(1, (peak * height) / 2);
    return `M${x + 2 * i + 1} ${(middle - tall).toFixed(1)}V${(middle + tall).toFixed(1)}`;
  });
  const colour = voice === BASS ? COLOURS.bass : COLOURS.drums;
  return `<path d="${strokes.join('')}" stroke="${colour}" stroke-width="1.5"/>`;
}

/** What it is, with the key nearest to its root: `808 F#1`. */
function labelOf({ voice, pitch }: OwnSound): string {
  const label = words.views.kit.voices[voice];
  return pitch === undefined ? label : `${label} ${noteName(Math.round(pitch))}`;
}

function lengthOf({ sampleRate, channels }: Sound): string {
  return words.views.kit.seconds({ seconds: channels[0]!.length / sampleRate });
}
