import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type * as tf from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import { compile, loadGraphModel } from '../../src/engine/index.ts';

const BASIC_PITCH = 'node_modules/@spotify/basic-pitch/model/model.json';

describe('a graph model', () => {
  it('of a listener to notes gives natively what it gives eagerly', async () => {
    const model = await loadGraphModel(BASIC_PITCH);
    expect(model.inputs).toEqual({ input_2: { shape: [-1, 43844, 1], dtype: 'float32' } });
    const signature = { inputs: { audio: { shape: [1, 43844, 1] } } } as const;
    const listen = ({ audio }: { audio: tf.Tensor }) => model.apply({ input_2: audio });
    const native = await compile(listen, signature);
    const eager = await compile(listen, signature, { backend: 'eager' });
    expect([native.kind, eager.kind]).toEqual(['native', 'eager']);
    // An A of 220 Hz with overtones, as a plucked string has them.
    const audio = Float32Array.from({ length: 43844 }, (_, i) =>
      [1, 2, 3, 4].reduce((sum, k) => sum + (0.3 / k) * Math.sin((2 * Math.PI * 220 * k * i) / 22050), 0),
    );
    const [got, want] = [await native.run({ audio }), await eager.run({ audio })];
    expect(Object.keys(got)).toEqual(['Identity', 'Identity_1', 'Identity_2']);
    for (const name of model.outputs) {
      expect(got[name]!.shape).toEqual(want[name]!.shape);
      const errors = Array.from(got[name]!.data, (number, i) => Math.abs(number - want[name]!.data[i]!));
      expect(Math.max(...errors)).toBeLessThan(1e-3);
    }
    // It hears that A and nothing else: key 36 of the 88 from A0, 27.5 Hz.
    const keys = got['Identity_1']!.data.slice(80 * 88, 81 * 88);
    expect([...keys.entries()].filter(([, likely]) => likely > 0.5).map(([key]) => key)).toEqual([36]);
    model.dispose();
  });

  it('that is missing or no graph model is refused with a reason', async () => {
    await expect(loadGraphModel('/nowhere/model.json')).rejects.toMatchObject({ id: 'engine-model' });
    const folder = await mkdtemp(join(tmpdir(), 'model-'));
    const path = join(folder, 'model.json');
    try {
      await writeFile(path, JSON.stringify({ format: 'layers-model' }));
      await expect(loadGraphModel(path)).rejects.toThrow(/format is layers-model, not graph-model/);
      await writeFile(path, '{');
      await expect(loadGraphModel(path)).rejects.toMatchObject({ id: 'engine-model' });
    } finally {
      await rm(folder, { recursive: true });
    }
  });
});
