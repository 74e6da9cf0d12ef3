/** A flow in words: what an artist's card says of lyrics. */
import { expect, it } from 'vitest';
import { lyricsForm, lyricsMeasuredView } from '../../src/bot/index.ts';
import type { FlowCard } from '../../src/services/index.ts';
import { someFlow } from './cards.ts';

const told = (change: Partial<FlowCard> = {}) =>
  lyricsMeasuredView({ artist: 'Night *Shift*', ...someFlow(change) }).content ?? '';

it('tells pace and rhymes, and what is kept', () => {
  const text = told();
  expect(text).toContain('The flow of **Night \\*Shift\\***');
  expect(text).toContain('9.2 syllables a line (8–11); at 91 BPM one line a bar, 3.5 syllables a second');
  expect(text).toContain('AABB; 50 % of lines end on the stress; 25 % rhyme with none nearby');
  expect(text).toContain('The lyrics themselves are not.');
});

it('says that rhymes are measured in English only, where they are not', () => {
  const { rhyming, ...measured } = someFlow().measured;
  const text = told({ measured: { ...measured, language: 'other', adLibs: 0 } });
  expect(text).toContain('Rhymes are measured in English only; of other languages the syllables are.');
  expect(text).not.toContain('%');
  expect(text).not.toContain('shout');
});

it('says where a line and a bar do not go together, and does not call quarters of a line beats then', () => {
  const fast = told({ pace: { bpm: 144, time: 'half time', lineSteps: 32, perBar: 7, perSecond: 4.2 } });
  expect(fast).toContain('at 144 BPM half time, a line takes two bars');
  expect(fast).toContain('the quarters of the line 0 · 10 · 20 · 70 %');
  const slow = told({ pace: { bpm: 70, time: 'double time', lineSteps: 8, perBar: 12, perSecond: 3.5 } });
  expect(slow).toContain('double time, two lines a bar');
});

it('keeps to what Discord shows of a form', () => {
  const form = lyricsForm({ id: 'a'.repeat(16), name: '🎤'.repeat(80) });
  expect(form.title.length).toBeLessThanOrEqual(45);
  expect(form.custom_id).toBe(`lyrics:${'a'.repeat(16)}`);
});
