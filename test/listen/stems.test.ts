/** Stems of a song: each part is heard in its own, and better than in the mix. */
import { describe, expect, it } from 'vitest';
import { drumFigures } from '../../lab/evaluate/drums/figures.ts';
import { trueStrokes } from '../../lab/evaluate/drums/scores.ts';
import { noteF } from '../../lab/evaluate/listening/measures.ts';
import { trueNotes } from '../../lab/evaluate/pitch/material.ts';
import { grammarExamples } from '../../src/corpus/index.ts';
import {
  type HearingWithHarmony,
  hear,
  hearStems,
  openEars,
  type TonalPart,
} from '../../src/listen/index.ts';
import { PARTS, type Part } from '../../src/music/index.ts';
import { KITS, renderTake } from '../../src/render/index.ts';

const ears = await openEars();

describe('a song that comes as stems', () => {
  it('is heard part by part, surer and more truly than its mix', async () => {
    const [song] = grammarExamples('validation', {
      ...{ styles: ['g-funk'], train: 0, validation: 1, seed: 41_000 },
    });
    const { score } = song!;
    const { mix, stems } = await renderTake({ score, style: 'g-funk', seed: 1 });
    const truth = trueNotes(score, KITS['g-funk']);
    const parts = stems.map(({ name, sound }) => ({
      part: PARTS.find((part): part is Part => part === name),
      sound,
    }));
    const [whole, apart] = [await hear(mix, ears), await hearStems(parts, ears)];
    const notes = ({ notes: all }: HearingWithHarmony, part: TonalPart) =>
      noteF(
        all.filter((note) => note.part === part),
        truth[part],
      );
    const drums = ({ drums: heard }: HearingWithHarmony) =>
      drumFigures([{ heard, truth: trueStrokes(score) }]).mean;
    expect(apart.bpm).toBeCloseTo(score.bpm, 0);
    expect(notes(apart, 'bass')).toBeGreaterThan(0.9);
    expect(notes(apart, 'melody')).toBeGreaterThan(0.7);
    expect(notes(apart, 'melody')).toBeGreaterThan(notes(whole, 'melody'));
    expect(drums(apart)).toBeGreaterThan(drums(whole));
    for (const part of PARTS) {
      expect(apart.loops[0]!.confidence[part], part).toBeGreaterThan(whole.loops[0]!.confidence[part]);
    }
  });
});
