import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, rm, stat, watch } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { type PretrainOptions, pretrain } from '../../../lab/pretrain/base/pretrain.ts';
import { openBase } from '../../../src/model/net/open.ts';
import { checkScore, randomOf } from '../../../src/music/index.ts';
import { GRID, song } from '../../model/songs.ts';
import { TINY } from '../../model/tiny.ts';

const folder = await mkdtemp(join(tmpdir(), 'pretrain-'));
afterAll(() => rm(folder, { recursive: true, force: true }));
const settings: Omit<PretrainOptions, 'folder'> = {
  steps: 10,
  rows: 2,
  size: TINY,
  seed: 3,
  validation: 1,
  threads: 1,
  saveEvery: 0,
};

it('goes on after kill -9 as if nothing had happened, and ends with the same network', async () => {
  const whole = await pretrain({ ...settings, folder: join(folder, 'whole') });
  const cut = join(folder, 'cut');
  const script = `
    import { pretrain } from ${JSON.stringify(join(import.meta.dirname, '../../../lab/pretrain/base/pretrain.ts'))};
    await pretrain({ ...${JSON.stringify(settings)}, folder: ${JSON.stringify(cut)} });
  `;
  const child = spawn(process.execPath, ['--input-type=module', '-e', script], { stdio: 'inherit' });
  const exited = once(child, 'exit');
  const file = join(cut, 'checkpoint.safetensors');
  const saved = (async () => {
    for await (const { filename } of watch(folder, { recursive: true })) {
      if (filename?.endsWith('checkpoint.safetensors')) return;
    }
  })();
  await Promise.race([saved, exited]);
  expect(child.exitCode, 'it was still at work').toBeNull();
  child.kill('SIGKILL');
  await exited;
  const steps: number[] = [];
  const resumed = await pretrain({ ...settings, folder: cut, onProgress: ({ step }) => steps.push(step) });
  expect(Buffer.compare(parametersIn(resumed.base), parametersIn(whole.base))).toBe(0);
  expect((await readdir(cut)).filter((name) => name.endsWith('.part'))).toEqual([]);
  expect((await stat(file)).size).toBeGreaterThan(resumed.base.length);

  // Another training must not be mistaken for this one.
  await expect(pretrain({ ...settings, seed: 4, folder: cut })).rejects.toMatchObject({
    id: 'pretrain-settings',
  });
});

it('makes a network that writes', async () => {
  const { base, validation } = await pretrain({ ...settings, steps: 2, folder: join(folder, 'short') });
  expect(validation['grammar']!.total).toBeGreaterThan(0);
  const open = openBase(base);
  const request = { style: 'trap', bpm: 140, key: { tonic: 5, mode: 'minor' }, bars: 2 } as const;
  const takes = await open.takes({ ...request, count: 2, candidates: 3 }, randomOf(1));
  for (const { score } of takes)
    expect(checkScore(score)).toMatchObject({ bpm: 140, bars: 2, key: request.key });
  const original = song(GRID, 1);
  const change = { kind: 'parts', parts: ['bass'] } as const;
  const [edited] = await open.edit({ score: original, style: 'trap', change, candidates: 2 }, randomOf(1));
  expect(edited!.score.drums).toEqual(original.drums);
  const bits = await open.bitsPerStep([{ score: original, style: 'trap' }]);
  expect(bits.total).toBeCloseTo(
    bits.parts.drums + bits.parts.bass + bits.parts.chords + bits.parts.melody,
    6,
  );
  await open.release();
});

/** The tensors of a saved network: what follows the header. */
function parametersIn(file: Uint8Array): Buffer {
  const length = Number(Buffer.from(file.subarray(0, 8)).readBigUInt64LE());
  return Buffer.from(file.subarray(8 + length));
}
