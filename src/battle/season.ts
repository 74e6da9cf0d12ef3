/** Seasons: quarters of a year, in UTC. */

/** `2026-4` for October to December 2026. */
export function seasonOf(date: Date): string {
  return `${date.getUTCFullYear()}-${Math.floor(date.getUTCMonth() / 3) + 1}`;
}

/** Whether it names a season. */
export function isSeason(text: string): boolean {
  return /^20\d\d-[1-4]$/.test(text);
}
