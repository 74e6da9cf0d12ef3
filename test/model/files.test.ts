/** What the network says of files that it cannot use: each tells what is wrong, and nothing is half opened. */
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { grammarSong } from '../../src/corpus/index.ts';
import { openBase, trainArtist } from '../../src/model/index.ts';
import { readSafetensors, writeSafetensors } from '../../src/model/net/safetensors.ts';
import { slice } from '../../src/music/index.ts';
import { tinyBase } from './tiny-base.ts';

const base = tinyBase();
const opening = async (bytes: Uint8Array) => openBase(bytes);

describe('a base network’s file', () => {
  it.each([0, 7, 20, 1000])('of which only %i bytes are left is damaged', async (length) => {
    await expect(opening(base.slice(0, length))).rejects.toMatchObject({
      id: 'checkpoint-damaged',
      message: expect.stringMatching(/train/),
    });
  });

  it('whose end is missing, or that is something else, is damaged', async () => {
    const text = new TextEncoder().encode('<html>not found</html>');
    for (const bytes of [base.slice(0, -10), text, new Uint8Array(64)]) {
      await expect(opening(bytes)).rejects.toMatchObject({ id: 'checkpoint-damaged' });
    }
  });

  it('of another version is told from a damaged one', async () => {
    const other = Buffer.from(base);
    const at = other.indexOf('"version":"1"');
    expect(at).toBeGreaterThan(0);
    other.write('"version":"9"', at);
    await expect(opening(other)).rejects.toMatchObject({ id: 'checkpoint-version' });
  });
});

/** A checkpoint as versions before the second wrote it: first bars were not measured, and no version was said. */
function ofFirstVersion(file: Buffer): Buffer {
  const { tensors, metadata } = readSafetensors(file);
  const { version: _, ...rest } = metadata;
  const reached = JSON.parse(metadata['reached']!);
  const points = reached.points.map(({ step, groups }: { step: number; groups: unknown }) => ({
    step,
    groups,
  }));
  return Buffer.from(
    writeSafetensors({ tensors, metadata: { ...rest, reached: JSON.stringify({ ...reached, points }) } }),
  );
}

describe('a training’s own checkpoint', () => {
  it('that is damaged or of an older version is passed over: the training starts over and comes to the same', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'beatwright-checkpoint-'));
    onTestFinished(() => rm(folder, { recursive: true }));
    const references = [0, 1, 2].map((i) => ({ id: `${i}`, scores: [slice(grammarSong('trap', i), 0, 2)] }));
    const train = (more: object) =>
      trainArtist(base, references, {
        ...{ style: 'trap', seed: 1, threads: 1, saveEvery: 0, ...more },
        settings: { steps: 4, rows: 2, own: 1, rate: 0.02, measureEvery: 2, form: { kind: 'lora', rank: 2 } },
      });
    const clean = await train({ folder: join(folder, 'whole') });
    const file = await readFile(join(folder, 'whole', 'artist.safetensors'));
    for (const [name, left] of [
      ['damaged', file.subarray(0, file.length / 2)],
      ['older', ofFirstVersion(file)],
    ] as const) {
      await mkdir(join(folder, name));
      await writeFile(join(folder, name, 'artist.safetensors'), left);
      const steps: number[] = [];
      const again = await train({
        folder: join(folder, name),
        onProgress: ({ step }: { step: number }) => void steps.push(step),
      });
      expect(steps.find((step) => step > 0)).toBe(1);
      expect(again.heldOut).toEqual(clean.heldOut);
    }
  });
});
