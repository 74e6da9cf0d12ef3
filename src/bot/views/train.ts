/** What a training came to. */
import type { HeldOut, Picture, TrainResult } from '../../services/index.ts';
import type { View } from '../command.ts';
import { count, lines, plain, small } from './words.ts';

/** A difference below this share is within what another choice of held-out loops would make. */
const HARDLY = 0.02;

/** What changed, in words that ask for no knowledge of statistics, with the figures in small print. */
export function trainView(result: TrainResult, curve?: Picture): View {
  const learned = `${count(result.loops, 'loop')} of ${count(result.references, 'reference')}`;
  return {
    content: lines(
      `✅ **${plain(result.artist)}** is trained: generator v${result.version}, from ${learned}.`,
      result.heldOut === undefined
        ? 'There was too little to test it on loops it had not heard; more references will tell.'
        : `On loops it had never heard, ${compareHeldOut(result.heldOut)}.`,
      advice(result.heldOut),
      small(figuresOf(result)),
    ),
    embeds: [],
    components: [],
    files: curve === undefined ? [] : [{ name: 'training.png', bytes: curve.png, description: curve.alt }],
  };
}

/** How much better the generator knows the artist than the plain style does, as the end of a sentence. */
export function compareHeldOut({ before, after }: HeldOut): string {
  const gain = before > 0 ? (before - after) / before : 0;
  const percent = Math.round(Math.abs(gain) * 100);
  if (gain >= HARDLY) return `it is ${percent} % less surprised by this sound than the plain style is`;
  if (gain > -HARDLY) return 'it knows this sound hardly better than the plain style does';
  return `it is ${percent} % more surprised by this sound than the plain style is`;
}

function advice(heldOut: HeldOut | undefined): string {
  const better =
    heldOut === undefined ||
    (heldOut.before > 0 && (heldOut.before - heldOut.after) / heldOut.before >= HARDLY);
  return better
    ? 'Try it: `/beat`.'
    : 'Add references that are closer to each other, or more of them, and `/train` again. `/beat` works meanwhile.';
}

/** The figures, for those who want them: `bits per 16th: 3.10 before, 2.41 after · 400 steps in 38 s`. */
function figuresOf({ heldOut, wrongArtists, steps, seconds, originality }: TrainResult): string {
  const base = heldOut?.base === undefined ? '' : `${figure(heldOut.base)} of the base, `;
  const others = wrongArtists === undefined ? '' : `, ${figure(wrongArtists)} of other artists' generators`;
  const spent = `${Math.max(1, Math.round(seconds))} s`;
  return [
    heldOut !== undefined &&
      `bits per 16th step: ${base}${figure(heldOut.before)} before, ${figure(heldOut.after)} after${others}`,
    steps === undefined || steps === 0 ? `learned in ${spent}` : `${count(steps, 'step')} in ${spent}`,
    originality !== undefined &&
      `${originality.rejected} of ${count(originality.takes, 'take')} tried came too close to a reference; those are never sent`,
  ]
    .filter((part) => part !== false)
    .join(' · ');
}

function figure(bits: number): string {
  return bits.toFixed(2);
}
