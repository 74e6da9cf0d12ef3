/**
 * Sound: how much faster than real time a full 8-bar take of four parts is rendered on one core, how long four
 * takes with MP3 and pictures take on two, and the same MIDI by `fluidsynth -F` where that is installed.
 */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execa } from 'execa';
import { Piscina } from 'piscina';
import { grammarSong } from '../../src/corpus/index.ts';
import { median, type Score, secondsOf, writeMidi } from '../../src/music/index.ts';
import { contactSheet, render } from '../../src/render/index.ts';
import type { TakeResult, TakeTask } from './take.ts';

const ROUNDS = 9;
const TAKES = ['A', 'B', 'C', 'D'] as const;
/** Where Debian's fluid-soundfont-gm keeps a General MIDI SoundFont of the class of ours. */
const SOUNDFONT = '/usr/share/sounds/sf2/FluidR3_GM.sf2';

/** A busy style at the tempo of the target: 8 bars of 140 bpm are 13.7 s. */
function takeScore(seed: number): Score {
  return grammarSong('trap', seed, { bars: 8, bpm: 140, tonic: 5, mode: 'minor' });
}

export async function renderBench(log: (line: string) => void = () => {}): Promise<Record<string, unknown>> {
  const score = takeScore(1);
  const fluidsynth = await fluidsynthRun(score);
  for (let i = 0; i < 3; i++) await render({ score, style: 'trap', seed: i });
  const ours: number[] = [];
  const theirs: number[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    ours.push(await timed(() => render({ score, style: 'trap', seed: round })));
    if (fluidsynth) theirs.push(await timed(fluidsynth.play));
    log(`render ${round + 1}/${ROUNDS}: ${Math.round(ours.at(-1)!)} ms`);
  }
  await fluidsynth?.close();
  const milliseconds = median(ours)!;
  const fourTakes = await fourTakesMs(log);
  return {
    timesRealTime: rounded((secondsOf(score) * 1000) / milliseconds),
    fourTakesMs: Math.round(fourTakes),
    vsFluidsynth: fluidsynth ? rounded(median(theirs)! / milliseconds) : null,
    peakRssMb: Math.round(process.resourceUsage().maxRSS / 1024),
    renderMs: Math.round(milliseconds),
  };
}

/** Median over rounds of a beat's four takes with MP3s, pictures and the sheet, on two warm threads. */
async function fourTakesMs(log: (line: string) => void): Promise<number> {
  const pool = new Piscina<TakeTask, TakeResult>({
    filename: new URL('./take.ts', import.meta.url).href,
    name: 'takeTask',
    minThreads: 2,
    maxThreads: 2,
  });
  const scores = TAKES.map((_, i) => takeScore(i + 1));
  const beat = async () => {
    const results = await Promise.all(TAKES.map((take, i) => pool.run({ score: scores[i]!, take, seed: i })));
    contactSheet(
      TAKES.map((take, i) => ({ score: scores[i]!, style: 'trap', take, sound: results[i]!.sound })),
    );
  };
  for (let i = 0; i < 3; i++) await beat();
  const times: number[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    times.push(await timed(beat));
    log(`four takes ${round + 1}/${ROUNDS}: ${Math.round(times.at(-1)!)} ms`);
  }
  await pool.destroy();
  return median(times)!;
}

/** `fluidsynth -F` on a score's MIDI, if it and its SoundFont are there. */
async function fluidsynthRun(
  score: Score,
): Promise<{ play(): Promise<void>; close(): Promise<void> } | undefined> {
  const found = await execa('fluidsynth', ['--version'], { reject: false });
  if (found.exitCode !== 0) return undefined;
  const folder = await mkdtemp(join(tmpdir(), 'beatwright-bench-'));
  const midi = join(folder, 'take.mid');
  await writeFile(midi, writeMidi(score));
  const args = ['-ni', '-q', '-r', '44100', '-F', join(folder, 'take.wav'), SOUNDFONT, midi];
  const play = async () => {
    await execa('fluidsynth', args);
  };
  const works = await play().then(
    () => true,
    () => false,
  );
  const close = () => rm(folder, { recursive: true, force: true });
  if (works) return { play, close };
  await close();
  return undefined;
}

async function timed(run: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await run();
  return performance.now() - start;
}

function rounded(value: number): number {
  return Math.round(value * 10) / 10;
}
