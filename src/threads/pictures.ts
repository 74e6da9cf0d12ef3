/** What can be seen of scores, artists and trainings. */
import { playingOf, secondsOf } from '../music/index.ts';
import { battlePicture, contactSheet, habitsPicture, lossCurve, tastePicture } from '../render/index.ts';
import type { Tasks } from './messages.ts';

export function curve({ points }: Tasks['curve']['input']): Tasks['curve']['output'] {
  const { png, alt } = lossCurve(points);
  return { png, alt };
}

export function habits({ references }: Tasks['habits']['input']): Tasks['habits']['output'] {
  const pieces = references.map(({ scores, ...piece }) => ({ ...piece, playing: playingOf(scores) }));
  const { png, alt } = habitsPicture(pieces);
  return { plays: pieces.map(({ playing }) => playing), png, alt };
}

export function taste(asked: Tasks['taste']['input']): Tasks['taste']['output'] {
  const { png, alt } = tastePicture(asked);
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

export function battleSheet(asked: Tasks['battleSheet']['input']): Tasks['battleSheet']['output'] {
  const { png, alt } = battlePicture(asked);
  return { png, alt };
}
