/** Fills: what the drums do in the last beats of a phrase instead of their pattern. */
import type { Drum, Random } from '../../music/index.ts';
import type { FillKind } from './book.ts';

interface FillHit {
  readonly drum: Drum;
  /** In 16ths from the start of the bar; halves are 32nds. */
  readonly step: number;
  readonly strength: number;
}

export interface Fill {
  /** The step from which snare and percussion of the pattern are replaced. */
  readonly from: number;
  readonly hits: readonly FillHit[];
}

/** Writes a fill; null for `none`. A big one ends eight bars and starts earlier. */
export function fillOf(kind: FillKind, big: boolean, random: Random): Fill | null {
  const from = big ? random.pick([8, 10, 12]) : random.pick([12, 12, 13, 14]);
  const steps = Array.from({ length: 16 - from }, (_, i) => from + i);
  const along = (step: number) => (step - from + 1) / (16 - from);
  switch (kind) {
    case 'none':
      return null;
    case 'snare':
      return {
        from,
        hits: steps
          .filter((step) => step === from || random.next() < 0.62)
          .map((step) => ({ drum: 'snare', step, strength: 0.45 + 0.5 * along(step) })),
      };
    case 'toms': {
      const order: Drum[] = ['snare', 'highTom', 'highTom', 'lowTom', 'lowTom'];
      return {
        from,
        hits: steps
          .filter((step) => step === from || random.next() < 0.75)
          .map((step) => ({
            drum: order[Math.min(order.length - 1, Math.floor(along(step) * order.length))]!,
            step,
            strength: 0.6 + 0.3 * random.next(),
          })),
      };
    }
    case 'claps':
      return {
        from: 12,
        hits: random
          .pick([
            [12, 14, 15],
            [12, 13, 14],
            [12, 13.5, 15],
            [12, 14.5, 15],
          ])
          .map((step) => ({ drum: 'clap', step, strength: 0.7 + 0.3 * (step === 12 ? 1 : random.next()) })),
      };
    case 'kicks':
      return {
        from: 16,
        hits: random
          .pick([
            [13, 14],
            [14, 15],
            [11, 13, 15],
            [14, 14.5, 15],
          ])
          .map((step) => ({ drum: 'kick', step, strength: 0.7 + 0.2 * random.next() })),
      };
    case 'roll': {
      const halves = steps.flatMap((step) => (step < 14 && !big ? [step] : [step, step + 0.5]));
      return {
        from,
        hits: halves.map((step) => ({ drum: 'snare', step, strength: 0.35 + 0.6 * along(step) })),
      };
    }
    case 'stutter': {
      const at = random.pick([14, 13, 12]);
      const count = (16 - at) * 2;
      return {
        from: at,
        hits: Array.from({ length: count }, (_, i) => ({
          drum: random.next() < 0.5 ? 'clap' : 'snare',
          step: at + i / 2,
          strength: 0.5 + (0.45 * (i + 1)) / count,
        })),
      };
    }
    case 'rims':
      return {
        from: 13,
        hits: random
          .pick([
            [13, 14, 15],
            [13, 15],
            [14, 14.5, 15],
            [13, 14.5],
          ])
          .map((step) => ({ drum: 'rim', step, strength: 0.5 + 0.3 * random.next() })),
      };
  }
}
