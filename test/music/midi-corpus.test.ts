import { describe, expect, it } from 'vitest';
import type { CorpusFile } from '../../lab/midi/corpus/case.ts';
import { grooveFiles } from '../../lab/midi/corpus/groove.ts';
import { reportOn } from '../../lab/midi/corpus/report.ts';
import { HELD_WRITERS } from '../../lab/midi/corpus/writers-held.ts';
import { TUNED_WRITERS, written } from '../../lab/midi/corpus/writers-tuned.ts';
import { randomOf } from '../../src/music/index.ts';

describe('a corpus by independent little writers', () => {
  it.each([
    ['that reading is tuned on', TUNED_WRITERS],
    ['that are held out', HELD_WRITERS],
  ])('is read rightly: writers %s', (name, writers) => {
    const files = written(writers, randomOf(`corpus ${name}`), 20);
    expect(files.length).toBeGreaterThanOrEqual(150);
    const { partsRight, tempiRight, keysRight, calibration, misses } = reportOn(files);
    expect({ tempiRight, keysRight, misses: misses.filter((miss) => miss.includes('bpm')) }).toEqual({
      tempiRight: 1,
      keysRight: 1,
      misses: [],
    });
    expect(partsRight).toBeGreaterThanOrEqual(0.97);
    expect(calibration).toBeLessThanOrEqual(0.05);
  });

  it('is never the same twice for other seeds, and always for the same', () => {
    const bytes = (seed: string) =>
      written(TUNED_WRITERS, randomOf(seed), 1).map((file: CorpusFile) =>
        Buffer.from(file.bytes).toString('hex'),
      );
    expect(bytes('a')).toEqual(bytes('a'));
    expect(bytes('a')).not.toEqual(bytes('b'));
  });
});

describe('real drummers on channel 1, without a name', () => {
  it('are drums', (ctx) => {
    const files = grooveFiles(8, (i) => i % 5 === 0);
    if (files.length === 0) return ctx.skip('../shared/data/groove is not there');
    expect(reportOn(files).partsRight).toBeGreaterThanOrEqual(0.97);
  });
});
