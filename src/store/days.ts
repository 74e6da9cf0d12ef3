/** Time in days. */

const DAY_MS = 24 * 3600_000;

/** So many days from now; before now, where they are less than none. */
export function inDays(days: number): Date {
  return new Date(Date.now() + days * DAY_MS);
}
