import { existsSync, readFileSync } from 'node:fs';
import { parseMidi } from 'midi-file';
import { describe, expect, it } from 'vitest';
import { checkScore, readMidi } from '../../src/music/index.ts';

const folder = new URL('../../../shared/data/groove/', import.meta.url);
const isThere = existsSync(new URL('info.csv', folder));

interface Performance {
  readonly path: string;
  readonly bpm: number;
  readonly metre: string;
}

function performances(): Performance[] {
  const [header = '', ...rows] = readFileSync(new URL('info.csv', folder), 'utf8').trim().split(/\r?\n/);
  const column = (name: string) => header.split(',').indexOf(name);
  const [bpm, metre, path] = ['bpm', 'time_signature', 'midi_filename'].map(column);
  return rows.map((row) => {
    const cells = row.split(',');
    return { path: cells[path!]!, bpm: Number(cells[bpm!]), metre: cells[metre!]! };
  });
}

describe('performances of the Groove MIDI Dataset', () => {
  it('keep every pad, to the tick, and find no pad that they do not know', (ctx) => {
    if (!isThere) return ctx.skip('../shared/data/groove is not there');
    for (const { path, bpm } of performances()
      .filter(({ metre }) => metre === '4-4')
      .filter((_, i) => i % 9 === 0)) {
      const bytes = readFileSync(new URL(path, folder));
      const { score, sections, warnings } = readMidi(bytes, { maxSeconds: 3600 });
      expect(warnings.filter((warning) => !warning.startsWith('The file is'))).toEqual([]);
      expect(Math.abs(score.bpm - bpm)).toBeLessThan(0.01);
      const onsets = new Set<number>();
      for (const track of parseMidi(bytes).tracks) {
        let tick = 0;
        for (const event of track) {
          tick += event.deltaTime;
          if (event.type === 'noteOn') onsets.add(tick);
        }
      }
      const read = new Set(
        sections.flatMap((one, i) => checkScore(one).drums.map((hit) => i * 64 * 1920 + hit.tick)),
      );
      expect(read).toEqual(onsets);
    }
  });

  it('give loops of four or eight bars, each its own', (ctx) => {
    if (!isThere) return ctx.skip('../shared/data/groove is not there');
    const long = performances().filter(({ path }) => /hiphop.*_beat_4-4/.test(path));
    expect(long.length).toBeGreaterThan(10);
    for (const { path } of long) {
      const { score, loops } = readMidi(readFileSync(new URL(path, folder)));
      expect(loops.length).toBeGreaterThan(0);
      expect(loops.length).toBeLessThanOrEqual(8);
      for (const loop of loops) {
        checkScore(loop);
        if (score.bars > 8) expect([4, 8]).toContain(loop.bars);
        expect(loop.drums.length).toBeGreaterThan(loop.bars);
      }
      const texts = loops.map((loop) => JSON.stringify(loop.drums));
      expect(new Set(texts).size).toBe(texts.length);
    }
  });

  it('in three, five and seven are refused by name', (ctx) => {
    if (!isThere) return ctx.skip('../shared/data/groove is not there');
    const odd = performances().filter(({ metre }) => ['3-4', '5-4', '5-8'].includes(metre));
    expect(odd.length).toBeGreaterThan(0);
    for (const { path, metre } of odd) {
      expect(() => readMidi(readFileSync(new URL(path, folder)))).toThrow(
        expect.objectContaining({
          id: 'midi-meter',
          message: expect.stringContaining(metre.replace('-', '/')),
        }),
      );
    }
  });
});
