/** The limits inside which both engines run ffmpeg. */
import { mkdtemp, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { createAudio, type Engine } from '../../src/audio/index.ts';
import { nativeRunner } from '../../src/audio/native.ts';
import type { Runner } from '../../src/audio/runner.ts';
import { wasmRunner } from '../../src/audio/wasm/runner.ts';
import { describeEngines } from '../support/ffmpeg.ts';
import { tone } from './tools.ts';

const ENDLESS = ['-f', 'lavfi', '-i', 'anullsrc'];
const NOWHERE = ['-f', 'null', '-'];

const runnerOf = (engine: Engine): Runner =>
  engine.kind === 'native' ? nativeRunner(engine) : wasmRunner(engine);

describeEngines((engine) => {
  const runner = runnerOf(engine);

  it('ends what takes too long, and the next run is none the worse', async () => {
    await expect(runner.run([...ENDLESS, ...NOWHERE], { timeoutMs: 300 })).rejects.toMatchObject({
      id: 'audio-timeout',
      message: expect.stringContaining('shorter file'),
    });
    expect((await runner.run(['-version'])).exitCode).toBe(0);
  });

  it('ends what is called off, with the reason', async () => {
    const controller = new AbortController();
    const running = runner.run([...ENDLESS, ...NOWHERE], { signal: controller.signal });
    setTimeout(() => controller.abort(new Error('enough')), 300);
    await expect(running).rejects.toThrow('enough');
    expect((await runner.run(['-version'])).exitCode).toBe(0);
  });

  it('stops what gives more bytes than asked for', async () => {
    const maxBytes = 1_000_000;
    const run = await runner.run([...ENDLESS, '-f', 's16le', 'pipe:1'], { maxBytes });
    expect(run.exitCode).not.toBe(0);
    expect(run.stdout.length).toBeLessThanOrEqual(maxBytes);
    expect(run.stdout.length).toBeGreaterThan(maxBytes / 2);
  });

  it('tells by the exit code what failed, and why by the log', async () => {
    const run = await runner.run(['-i', 'file:nothing', ...NOWHERE]);
    expect(run).toMatchObject({ exitCode: 1, stderr: expect.stringContaining('No such file') });
  });

  it('refuses a block of memory as large as a resampler from 300 MHz wants', async () => {
    const input = new Uint8Array(400_000);
    const raw = ['-f', 'f32le', '-ar', '300000000', '-ac', '1', '-i', 'pipe:0'];
    const run = await runner.run([...raw, '-af', 'aresample=22050', '-f', 'f32le', 'pipe:1'], { input });
    expect(run.exitCode).not.toBe(0);
  });

  it('runs several at once', async () => {
    const sizes = [10_000, 20_000, 30_000, 40_000];
    const runs = sizes.map((size) =>
      runner.run(['-f', 'u8', '-i', 'pipe:0', '-f', 'u8', 'pipe:1'], { input: new Uint8Array(size).fill(7) }),
    );
    expect((await Promise.all(runs)).map(({ stdout }) => stdout)).toEqual(
      sizes.map((size) => new Uint8Array(size).fill(7)),
    );
  });

  it('says that a sound could not be written, where ffmpeg refuses it', async () => {
    // FLAC has no room for such a rate.
    const sound = { ...tone(0.1), sampleRate: 1_000_000 };
    await expect(createAudio({ engine }).encode(sound, { format: 'flac' })).rejects.toMatchObject({
      id: 'audio-not-written',
    });
  });

  if (engine.kind !== 'wasm') return;

  it('gives an instance no more than 512 MiB, and the next run is none the worse', async () => {
    // Pictures without end, of 96 MiB each, are all kept to be shown in reverse.
    const hoard = ['-f', 'lavfi', '-i', 'color=s=8192x8192', '-vf', 'reverse', ...NOWHERE];
    const { stderr } = await runner.run(hoard);
    const kept = Number(/^frame= *(\d+)/m.exec(stderr)?.[1]);
    expect(kept * 96).toBeGreaterThan(0);
    expect(kept * 96).toBeLessThanOrEqual(512);
    expect((await runner.run(['-version'])).exitCode).toBe(0);
  });

  it('refuses a file that does not fit into memory beside all else', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'audio-runner-'));
    try {
      const path = join(folder, 'huge.wav');
      await writeFile(path, 'RIFF');
      await truncate(path, 513 * 2 ** 20);
      await expect(createAudio({ engine }).probe(path)).rejects.toMatchObject({
        id: 'audio-too-big',
        facts: { bytes: 513 * 2 ** 20, most: 512 * 2 ** 20 },
      });
    } finally {
      await rm(folder, { recursive: true });
    }
  });

  it('sees nothing of the machine: neither its files nor its network', async () => {
    for (const address of ['file:/etc/passwd', `file:${import.meta.filename}`, 'http://127.0.0.1:9/']) {
      const run = await runner.run(['-f', 'u8', '-i', address, '-f', 'u8', 'pipe:1']);
      expect(run.exitCode, address).not.toBe(0);
      expect(run.stdout, address).toHaveLength(0);
    }
  });
});

it('breaks down without harm to anything else', async () => {
  // A module with nothing in it, which fails as soon as something is called.
  const module = await WebAssembly.compile(Uint8Array.of(0, 0x61, 0x73, 0x6d, 1, 0, 0, 0));
  const audio = createAudio({ engine: { kind: 'wasm', version: '0', module } });
  await expect(audio.encode(tone(0.1), { format: 'mp3' })).rejects.toMatchObject({ id: 'audio-not-written' });
  await expect(audio.probe(new Uint8Array(10))).rejects.toMatchObject({ id: 'audio-unreadable' });
});
