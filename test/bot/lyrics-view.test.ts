/** A flow in words: what an artist's card says of lyrics. */
import { expect, it } from 'vitest';
import { lyricsForm, lyricsMeasuredView } from '../../src/bot/index.ts';
import { type FlowCard, LYRICS_CONSENT } from '../../src/services/index.ts';
import { words } from '../../src/words/index.ts';
import { someFlow } from './cards.ts';

const told = (change: Partial<FlowCard> = {}) =>
  lyricsMeasuredView({ artist: 'Night *Shift*', ...someFlow(change) }).content ?? '';

it('tells pace and rhymes, and what is kept', () => {
  const text = told();
  expect(text).toContain(
    words.views.lyrics.measured({ artist: '**Night \\*Shift\\***', lines: 4, adLibs: 1 }),
  );
  expect(text).toContain(
    '9.2 syllables per line (mostly 8–11); at 91 BPM, one line per bar, 3.5 syllables per second',
  );
  for (const fact of ['22 %', '0 · 10 · 20 · 70 %', 'AABB', '50 %']) expect(text).toContain(fact);
  expect(text).toContain(words.views.lyrics.unrhymed({ share: 0.25 }));
  expect(text).toContain(words.views.lyrics.kept);
});

it('says that rhymes are measured in English only, where they are not', () => {
  const { rhyming, ...measured } = someFlow().measured;
  const text = told({ measured: { ...measured, language: 'other', adLibs: 0 } });
  expect(text).toContain(words.views.lyrics.onlyEnglish);
  expect(text).not.toContain('%');
  expect(text).not.toContain('ad-lib');
});

it('says where a line and a bar do not go together, and does not call quarters of a line beats then', () => {
  const fast = told({ pace: { bpm: 144, time: 'half time', lineSteps: 32, perBar: 7, perSecond: 4.2 } });
  expect(fast).toContain('at 144 BPM, half time');
  expect(fast).toContain('the quarters of a line: 0 · 10 · 20 · 70 %');
  const slow = told({ pace: { bpm: 70, time: 'double time', lineSteps: 8, perBar: 12, perSecond: 3.5 } });
  expect(slow).toContain('at 70 BPM, double time');
});

it('keeps to what Discord shows of a form', () => {
  const form = lyricsForm({ id: 'a'.repeat(16), name: '🎤'.repeat(80) });
  expect(form.title.length).toBeLessThanOrEqual(45);
  const [field] = form.components;
  expect(field).toMatchObject({ description: expect.stringContaining(LYRICS_CONSENT.wording) });
  expect(JSON.stringify(field).match(/"description":"([^"]*)"/)?.[1]?.length).toBeLessThanOrEqual(100);
  expect(form.custom_id).toBe(`lyrics:${'a'.repeat(16)}`);
});
