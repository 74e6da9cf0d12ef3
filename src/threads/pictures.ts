/** What can be seen of scores and trainings. */
import { secondsOf } from '../music/index.ts';
import { contactSheet, lossCurve } from '../render/index.ts';
import type { Tasks } from './messages.ts';

export function curve({ points }: Tasks['curve']['input']): Tasks['curve']['output'] {
  const { png, alt } = lossCurve(points);
  return { png, alt };
}

export function sheet({ style, takes }: Tasks['sheet']['input']): Tasks['sheet']['output'] {
  const { png, alt } = contactSheet(
    takes.map(({ name, score, outline }) => ({
      score,
      style,
      take: name,
      sound: { sampleRate: outline.length / secondsOf(score), channels: [outline] },
    })),
  );
  return { png, alt };
}
