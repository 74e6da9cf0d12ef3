import { expect, it } from 'vitest';
import { grammarSong } from '../../src/corpus/index.ts';
import { baseGenerator, learn, loadGenerator, resemblance } from '../../src/model/index.ts';
import { checkScore, isInKey, randomOf } from '../../src/music/index.ts';

const request = { style: 'trap', bpm: 142.5, key: { tonic: 1, mode: 'minor' }, bars: 4 } as const;
const artist = Array.from({ length: 7 }, (_, i) =>
  grammarSong('trap', 500_000 + i, { swing: 0.56, bars: 4 }),
);

it('learns an artist on top of a style, and keeps what it has learned', async () => {
  const stages = new Set<string>();
  const { generator, heldOut } = await learn(artist.slice(1), {
    style: 'trap',
    seed: 3,
    onProgress: ({ stage }) => stages.add(stage),
  });
  expect(stages.size).toBeGreaterThan(1);
  expect(heldOut.by).toBe('references');
  expect(heldOut.after).toBeLessThan(heldOut.before);
  const base = await baseGenerator('trap');
  expect(generator.bitsPerStep(artist.slice(0, 1)).total).toBeLessThan(
    base.bitsPerStep(artist.slice(0, 1)).total,
  );
  const take = checkScore(generator.sample(request, randomOf(1)));
  expect(take.bass.filter((note) => !isInKey(note.pitch, request.key))).toEqual([]);
  const again = await loadGenerator(generator.save());
  expect(again.sample(request, randomOf(1))).toEqual(take);
  expect(resemblance(take, artist)).toBeGreaterThan(resemblance(take, [grammarSong('boom-bap', 1)]));
});
