/** Waiting, in benches that watch jobs from outside. */

export const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/** Looks every so many milliseconds whether something has come. */
export async function until(check: () => Promise<boolean>, lookMs: number): Promise<void> {
  while (!(await check())) await pause(lookMs);
}
