/** Voicings: which pitches a chord is played with, and how one leads into the next. */
import type { Settings, Voicing } from './book.ts';
import { pitchClassesOf, type Span } from './harmony.ts';

/** Voices each chord near the one before: the least total movement, held near the register asked for. */
export function leadVoices(
  spans: readonly Span[],
  settings: Pick<Settings, 'voicing' | 'chordCentre'>,
): Map<Span, number[]> {
  const voiced = new Map<Span, number[]>();
  let previous: number[] | null = null;
  for (const span of spans) {
    let best: number[] = [];
    let least = Number.POSITIVE_INFINITY;
    for (const candidate of voicings(span, settings.voicing, settings.chordCentre)) {
      const mean = candidate.reduce((sum, pitch) => sum + pitch, 0) / candidate.length;
      const cost =
        (previous === null ? 0 : movement(previous, candidate)) + 0.8 * Math.abs(mean - settings.chordCentre);
      if (cost < least) {
        least = cost;
        best = candidate;
      }
    }
    voiced.set(span, best);
    previous = best;
  }
  return voiced;
}

function movement(from: readonly number[], to: readonly number[]): number {
  return to.reduce((sum, pitch) => sum + Math.min(...from.map((other) => Math.abs(other - pitch))), 0);
}

function voicings(span: Span, voicing: Voicing, centre: number): number[][] {
  const classes = chosen(pitchClassesOf(span), voicing);
  const out: number[][] = [];
  for (let inversion = 0; inversion < (voicing === 'low' ? 1 : classes.length); inversion++) {
    const order = [...classes.slice(inversion), ...classes.slice(0, inversion)];
    for (let base = Math.round(centre) - 16; base < centre + 6; base++) {
      if (base % 12 !== order[0]) continue;
      const pitches = [base];
      for (const pitchClass of order.slice(1)) {
        const below = pitches.at(-1)!;
        pitches.push(below + ((pitchClass - below + 1200) % 12 || 12));
      }
      // Drop 2: the second voice from above goes down an octave, as keyboard players open a chord.
      if (voicing === 'open' && pitches.length > 2) pitches[pitches.length - 2]! -= 12;
      out.push([...new Set(pitches)].sort((a, b) => a - b));
    }
  }
  return out;
}

/** The notes of a chord that a voicing plays. */
function chosen(classes: readonly number[], voicing: Voicing): number[] {
  const distinct = [...new Set(classes)];
  if (voicing === 'rootless' && distinct.length >= 4) return distinct.slice(1);
  if (voicing === 'shell' && distinct.length >= 4) return [distinct[0]!, distinct[1]!, ...distinct.slice(3)];
  return distinct;
}
