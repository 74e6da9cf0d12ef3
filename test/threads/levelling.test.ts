/** Entries of battles on the threads: whatever comes in, what goes out is as loud as the others and says nothing of itself. */
import { afterAll, describe, expect, it } from 'vitest';
import { createAudio } from '../../src/audio/index.ts';
import { openPool } from '../../src/threads/index.ts';
import { words } from '../../src/words/index.ts';
import { tone } from '../audio/tools.ts';
import { measureLoudness } from '../support/loudness.ts';
import { PATIENT } from '../support/patience.ts';

const pool = openPool({ threads: 1 });
const audio = createAudio();
afterAll(() => pool.close());

/** Strokes that ring out, as loud as is said. */
function beat(gain: number) {
  const sound = tone(6, { gain });
  for (const channel of sound.channels) {
    for (let i = 0; i < channel.length; i++) channel[i]! *= Math.exp(-(i % 22_050) / 6000);
  }
  return sound;
}
const tags = { title: 'Mine alone', artist: 'Ann', comment: 'vote for me' };

describe('an entry', () => {
  it.each([
    ['a loud MP3', 'mp3', 0.95],
    ['a quiet WAV', 'wav', 0.02],
  ] as const)(
    'as %s comes out at −14 LUFS under −1 dBTP, without its tags',
    async (_, format, gain) => {
      const bytes = await audio.encode(beat(gain), { format, tags });
      const { mp3, seconds, loudness } = await pool.run('level', { bytes, maxSeconds: 180 });
      expect(seconds).toBeCloseTo(6, 1);
      const out = await audio.decode(mp3, { sampleRate: 44_100, channels: 2 });
      const { lufs, truePeak } = await measureLoudness(out);
      expect(Math.abs(lufs + 14)).toBeLessThanOrEqual(0.2);
      expect(truePeak).toBeLessThan(-0.5);
      expect(Math.sign(loudness + 14)).toBe(format === 'mp3' ? 1 : -1);
      expect(Buffer.from(mp3).toString('latin1')).not.toMatch(/Mine alone|Ann|vote for me/);
      // A minute and a half of it and four others fit into a message.
      expect(mp3.length / seconds).toBeLessThan(21_000);
    },
    PATIENT.timeoutMs,
  );

  it('that is silent, too long or no sound is refused with what to do', async () => {
    const still = await audio.encode(beat(0), { format: 'wav' });
    await expect(pool.run('level', { bytes: still, maxSeconds: 180 })).rejects.toMatchObject({
      id: 'entry-silent',
    });
    const long = await audio.encode(beat(0.5), { format: 'wav' });
    await expect(pool.run('level', { bytes: long, maxSeconds: 5 })).rejects.toMatchObject({
      id: 'audio-too-long',
    });
    const bytes = Buffer.from('no sound at all'.repeat(50));
    await expect(pool.run('level', { bytes, maxSeconds: 5 })).rejects.toMatchObject({
      name: 'BeatwrightError',
    });
  });
});

it('a take that is voted on blindly has the same sound and says that it is AI-generated, not by whom', async () => {
  const origin = { by: 'Night Shift' };
  const mp3 = await audio.encode(beat(0.5), { format: 'mp3', tags: { ...tags, title: origin.by } });
  const blind = (await pool.run('blind', { mp3 })).mp3;
  const text = Buffer.from(blind).toString('latin1') + Buffer.from(blind).toString('utf16le');
  expect(text).not.toMatch(/Night Shift|vote for me/);
  const bare = (bytes: Uint8Array) =>
    Buffer.from(bytes).subarray(Buffer.from(bytes).indexOf(Buffer.from([0xff, 0xfb])));
  expect(bare(blind).equals(bare(mp3))).toBe(true);
  expect(Buffer.from(blind).includes(Buffer.from(words.views.battle.blind.slice(0, 12), 'utf16le'))).toBe(
    true,
  );
  const again = (await pool.run('blind', { mp3: blind })).mp3;
  expect(Buffer.from(again).equals(Buffer.from(blind))).toBe(true);
});
