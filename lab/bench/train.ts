/** How long an artist takes to learn, and what memory that needs, in a process of its own. */
import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import type { TrainingTime } from './train-once.ts';

/** Learns an artist of ten references of 8 to 16 bars, from a cold start. */
export async function trainBench(log: (line: string) => void): Promise<TrainingTime> {
  const script = fileURLToPath(new URL('./train-once.ts', import.meta.url));
  const { stdout } = await promisify(execFile)(process.execPath, [script]);
  const time: TrainingTime = JSON.parse(stdout);
  const { seconds, peakRssMb, stepsPerSecond } = time;
  log(
    `an artist of ten references: ${seconds} s, ${stepsPerSecond} steps a second, ${peakRssMb} MB at the peak`,
  );
  return time;
}
