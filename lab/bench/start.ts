/** How soon the terminal answers: with its help, with a first beat in a fresh folder, and with the same beat again. */
import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { median } from '../../src/music/index.ts';

const CLI = fileURLToPath(new URL('../../src/cli.ts', import.meta.url));
const ROUNDS = 5;
const BEAT = ['beat', '--style', 'trap', '--seed', '7', '--json'];

/** Medians over rounds, in milliseconds from the start of a process to its end. */
export interface StartTimes {
  readonly helpMs: number;
  /** Four takes of trap, MIDI, MP3, WAV and picture, where the data folder is not there yet. */
  readonly beatMs: number;
  /** The same, where it is. */
  readonly beatAgainMs: number;
}

/** Code is compiled, and the image of a new database made, by a round before the ones that count. */
export async function startBench(log: (line: string) => void): Promise<StartTimes> {
  const times = { helpMs: [] as number[], beatMs: [] as number[], beatAgainMs: [] as number[] };
  for (let round = 0; round <= ROUNDS; round++) {
    const folder = await mkdtemp(join(tmpdir(), 'beatwright-bench-'));
    const beat = [...BEAT, '--data', join(folder, 'data'), '--out', join(folder, 'out')];
    try {
      const helpMs = await milliseconds(['--help']);
      const beatMs = await milliseconds(beat);
      const beatAgainMs = await milliseconds(beat);
      log(`start ${round}/${ROUNDS}: help ${helpMs} ms, a beat ${beatMs} ms, again ${beatAgainMs} ms`);
      if (round === 0) continue;
      times.helpMs.push(helpMs);
      times.beatMs.push(beatMs);
      times.beatAgainMs.push(beatAgainMs);
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  }
  return {
    helpMs: median(times.helpMs)!,
    beatMs: median(times.beatMs)!,
    beatAgainMs: median(times.beatAgainMs)!,
  };
}

async function milliseconds(words: readonly string[]): Promise<number> {
  const start = performance.now();
  await promisify(execFile)(process.execPath, [CLI, ...words]);
  return Math.round(performance.now() - start);
}
