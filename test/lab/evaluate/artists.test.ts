import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { evaluateArtists, tableOfArtists } from '../../../lab/evaluate/index.ts';
import { tinyBase } from '../../model/tiny-base.ts';

const folder = await mkdtemp(join(tmpdir(), 'evaluate-artists-'));
afterAll(() => rm(folder, { recursive: true, force: true }));

const base = tinyBase();
const sizes = { artists: 2, drummers: 0, seeds: 1, held: 1, takes: 2, validation: 1, steps: 2 };

it('measures artists against the base, each other and other losses, and goes on where it was stopped', async () => {
  const control = new AbortController();
  const stopped = evaluateArtists({
    base,
    sizes,
    folder,
    signal: control.signal,
    onProgress({ fraction }) {
      if (fraction > 0.3) control.abort(new Error('stopped'));
    },
  });
  await expect(stopped).rejects.toThrow('stopped');
  const kept = await readdir(folder);
  expect(kept.filter((name) => name.endsWith('.safetensors')).length).toBeGreaterThan(0);

  const report = await evaluateArtists({ base, sizes, folder });
  expect(report.artists).toHaveLength(2);
  for (const { bits, references } of report.artists) {
    expect(references).toBeGreaterThanOrEqual(8);
    for (const value of Object.values(bits)) expect(value).toBeGreaterThan(0);
  }
  // Every adapter was trained once: own, and four to compare, for two artists.
  const adapters = (await readdir(folder)).filter((name) => name.endsWith('.safetensors'));
  expect(adapters).toHaveLength(10);
  expect(report.against.wrong).toMatchObject({ pairs: 1, difference: expect.any(Number) });
  expect(report.recognised).toMatchObject({ chance: 0.5 });
  const { written, rejected, delivered, over } = report.copying;
  expect(written).toBe(rejected + delivered);
  expect(over).toBe(0);
  expect(report.goals.map(({ id }) => id)).toContain('below-wrong');
  expect(tableOfArtists(report)).toContain(report.artists[0]!.name);

  // The same again is read, not worked out.
  expect({ ...(await evaluateArtists({ base, sizes, folder })), training: 0 }).toEqual({
    ...report,
    training: 0,
  });
});

it('refuses a folder of another evaluation, and one that measures nothing', async () => {
  const other = evaluateArtists({ base, sizes: { ...sizes, held: 3 }, folder });
  await expect(other).rejects.toMatchObject({ id: 'evaluate-folder' });
  const none = evaluateArtists({ base, sizes: { ...sizes, artists: 1 }, folder });
  await expect(none).rejects.toMatchObject({ id: 'evaluate-artists' });
});
