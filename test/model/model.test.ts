import { expect, it } from 'vitest';
import { grammarSong } from '../../src/corpus/index.ts';
import { baseGenerator, resemblance } from '../../src/model/index.ts';
import { checkScore, isInKey, randomOf } from '../../src/music/index.ts';

const request = { style: 'trap', bpm: 142.5, key: { tonic: 1, mode: 'minor' }, bars: 4 } as const;

it('the n-gram baseline writes in its style and in key', async () => {
  const generator = await baseGenerator('trap');
  const own = grammarSong('trap', 500_000, { bars: 4 });
  const others = grammarSong('boom-bap', 500_000, { bars: 4 });
  expect(generator.bitsPerStep([own]).total).toBeLessThan(generator.bitsPerStep([others]).total);
  const take = checkScore(generator.sample(request, randomOf(1)));
  expect(take.bass.filter((note) => !isInKey(note.pitch, request.key))).toEqual([]);
  const trap = Array.from({ length: 6 }, (_, i) => grammarSong('trap', 500_001 + i, { bars: 4 }));
  expect(resemblance(take, trap)).toBeGreaterThan(resemblance(take, [grammarSong('boom-bap', 1)]));
});
