/** Which ffmpeg is used, and what a program of this machine gets to know. */
import { chmod, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import which from 'which';
import { createAudio, findEngine } from '../../src/audio/index.ts';
import { ffmpeg } from '../support/ffmpeg.ts';
import { tone } from './tools.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'audio-engine-'));
});
afterAll(() => rm(folder, { recursive: true }));
afterEach(() => vi.unstubAllEnvs());

/** A program that says of itself what a given ffmpeg does, then does as the script says. */
async function program(version: string, script = 'exit 1'): Promise<string> {
  const path = join(await mkdtemp(join(folder, 'bin-')), 'ffmpeg');
  const greeting = `if [ "$1" = -version ]; then printf '${version}\\n'; exit; fi`;
  await writeFile(path, `#!/bin/sh\n${greeting}\n${script}\n`);
  await chmod(path, 0o755);
  return path;
}

/** The engine that is found, and what the log says of it. */
async function found(ffmpegPath?: string) {
  const lines: string[] = [];
  const log = (line: string) => lines.push(line);
  const engine = await findEngine(ffmpegPath === undefined ? { log } : { ffmpegPath, log });
  expect(lines).toHaveLength(1);
  return { kind: engine.kind, version: engine.version, line: lines[0]! };
}

const onPath = (path: string) => vi.stubEnv('PATH', join(path, '..'));

describe('the ffmpeg that is used', () => {
  it('is the one on PATH, if it is of version 5 or later', async () => {
    for (const [text, version] of [
      ['ffmpeg version 5.0 Copyright', '5.0'],
      ['ffmpeg version n7.1.1 Copyright', 'n7.1.1'],
      ['ffmpeg version 6.1.1-3ubuntu5 Copyright', '6.1.1-3ubuntu5'],
      [
        'ffmpeg version 2024-09-26-git-f43916e217 Copyright\\nlibavcodec     61. 19.100',
        '2024-09-26-git-f43916e217',
      ],
    ] as const) {
      const path = await program(text);
      onPath(path);
      expect(await found(), text).toMatchObject({
        kind: 'native',
        version,
        line: expect.stringContaining(path),
      });
    }
  });

  it('is WebAssembly where the one on PATH is older, and the log says why', async () => {
    for (const [text, version] of [
      ['ffmpeg version 4.4.2-0ubuntu0.22.04.1 Copyright', '4.4.2'],
      ['ffmpeg version N-47683-g0e8eb07980-static Copyright\\nlibavcodec     58. 18.100', 'N-47683'],
    ] as const) {
      const path = await program(text);
      onPath(path);
      const { kind, line } = await found();
      expect({ kind, line }).toMatchObject({
        kind: 'wasm',
        line: expect.stringContaining(`${path} is version ${version}`),
      });
      expect(line).toContain('5 or later');
    }
  });

  it('is WebAssembly where none is on PATH, or the one there does not run', async () => {
    vi.stubEnv('PATH', folder);
    expect(await found()).toMatchObject({ kind: 'wasm', line: expect.stringContaining('no ffmpeg on PATH') });
    for (const text of ['', 'ffmpeg version unknown']) {
      onPath(await program(text));
      expect(await found()).toMatchObject({ kind: 'wasm', line: expect.stringContaining('does not run') });
    }
  });

  it('is the one of FFMPEG_PATH and no other: one that is too old or does not run is an error', async () => {
    const path = await program('ffmpeg version 6.0 Copyright');
    vi.stubEnv('PATH', folder);
    expect(await found(path)).toMatchObject({ kind: 'native', version: '6.0' });
    await expect(
      findEngine({ ffmpegPath: await program('ffmpeg version 4.1 Copyright') }),
    ).rejects.toMatchObject({
      id: 'audio-old-ffmpeg',
      message: expect.stringMatching(/FFMPEG_PATH.*4\.1.*5 or newer/),
    });
    for (const ffmpegPath of [await program(''), join(folder, 'none')]) {
      await expect(findEngine({ ffmpegPath })).rejects.toMatchObject({
        id: 'audio-no-ffmpeg',
        message: expect.stringContaining('FFMPEG_PATH'),
      });
      await expect(createAudio({ ffmpegPath }).probe(new Uint8Array(10))).rejects.toMatchObject({
        id: 'audio-no-ffmpeg',
      });
    }
  });

  it('says its true version as WebAssembly', async () => {
    vi.stubEnv('PATH', folder);
    const { version } = await found();
    const { stdout } = await ffmpeg(['-version']);
    expect(new TextDecoder().decode(stdout)).toMatch(`ffmpeg version ${version} `);
  });
});

describe('a program of this machine', () => {
  it('gets nothing of the environment, neither when it is asked for its version nor when it works', async () => {
    vi.stubEnv('DISCORD_TOKEN', 'secret.of.discord');
    vi.stubEnv('DATABASE_URL', 'postgresql://user:secret@host/db');
    const path = await program('ffmpeg version 6.0 Copyright');
    const seen = join(folder, 'environment');
    const spying = (await readFile(path, 'utf8')).replace('#!/bin/sh\n', `#!/bin/sh\nenv >> ${seen}\n`);
    await writeFile(path, spying);
    await createAudio({ ffmpegPath: path })
      .encode(tone(0.1), { format: 'mp3' })
      .catch(() => {});
    const names = (await readFile(seen, 'utf8')).match(/^\w+(?==)/gm);
    // The shell of this script adds some of its own.
    expect(names?.filter((name) => !['PWD', 'OLDPWD', 'SHLVL', '_'].includes(name))).toEqual([
      'LC_ALL',
      'LC_ALL',
    ]);
  });

  it('runs within limits of memory, time and files where there is prlimit, and the log says where there is none', async () => {
    const limits = await mkdtemp(join(folder, 'limits-'));
    const spying = `echo "$(ulimit -d) $(ulimit -t) $(ulimit -n) $(ulimit -c)" > ${limits}/seen; exit 1`;
    const ffmpegPath = await program('ffmpeg version 6.0', spying);
    const hasLimiter = (await which('prlimit', { nothrow: true })) !== null;
    await createAudio({ ffmpegPath })
      .encode(tone(0.1), { format: 'mp3' })
      .catch(() => {});
    const seen = (await readFile(join(limits, 'seen'), 'utf8')).trim();
    // Memory in KiB.
    if (hasLimiter) expect(seen).toBe(`${2 ** 20} 600 256 0`);
    expect((await found(ffmpegPath)).line.includes('no bound')).toBe(!hasLimiter);
    onPath(ffmpegPath);
    expect((await found(ffmpegPath)).line).toContain('no bound on its memory');
  });

  it('that lacks an encoder is said to, by name', async () => {
    const ffmpegPath = await program('ffmpeg version 6.0', `echo "Unknown encoder 'libmp3lame'" >&2; exit 1`);
    await expect(createAudio({ ffmpegPath }).encode(tone(0.1), { format: 'mp3' })).rejects.toMatchObject({
      id: 'audio-no-encoder',
      message: expect.stringContaining('without libmp3lame'),
    });
  });
});
