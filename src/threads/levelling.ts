/** Entries of battles: made alike in loudness and in what they say of themselves. */
import { type Audio, retagged } from '../audio/index.ts';
import { level as levelled } from '../render/index.ts';
import { BeatwrightError, words } from '../words/index.ts';
import type { Tasks } from './messages.ts';

const SAMPLE_RATE = 44_100;
/** 3 minutes weigh 3.6 MB: two fit into a message, and for a vote it is good enough. */
const KBPS = 160;
/** What LAME turns everything down to at this rate, to keep clear of clipping. */
const LAME_GAIN = 0.95;

type Output<N extends keyof Tasks> = Promise<Tasks[N]['output']>;

/** @throws BeatwrightError `entry-silent`; as decoding does. */
export async function level(audio: Audio, { bytes, maxSeconds }: Tasks['level']['input']): Output<'level'> {
  const sound = await audio.decode(bytes, { sampleRate: SAMPLE_RATE, channels: 2, maxSeconds });
  const loudness = levelled(sound);
  if (!Number.isFinite(loudness)) throw new BeatwrightError('entry-silent');
  for (const channel of sound.channels) for (let i = 0; i < channel.length; i++) channel[i]! /= LAME_GAIN;
  const mp3 = await audio.encode(sound, { format: 'mp3', kbps: KBPS, tags: {} });
  return { mp3, seconds: sound.channels[0]!.length / SAMPLE_RATE, loudness };
}

export function blind({ mp3 }: Tasks['blind']['input']): Tasks['blind']['output'] {
  const tags = { comment: words.views.battle.blind, artist: 'Beatwright' };
  return { mp3: retagged(mp3, tags) };
}
