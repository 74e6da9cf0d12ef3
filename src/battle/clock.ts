/** When a battle reminds. */

const MINUTE_MS = 60_000;
/** A reminder comes this share of the time before its end, */
const LEAD_SHARE = 0.25;
/** but neither later nor sooner than so many milliseconds before it. */
const LEAD = [5 * MINUTE_MS, 24 * 60 * MINUTE_MS] as const;

/** How long before the end of so many milliseconds the reminder comes; `undefined`: there is no time for one. */
export function reminderLead(lengthMs: number): number | undefined {
  const lead = Math.max(LEAD[0], Math.min(LEAD[1], LEAD_SHARE * lengthMs));
  return lead < lengthMs ? lead : undefined;
}

/** The blind order of so many things: each as likely. @param int an integer in [0, n) */
export function shuffled<T>(items: readonly T[], int: (n: number) => number): T[] {
  const mixed = [...items];
  for (let i = mixed.length - 1; i > 0; i--) {
    const j = int(i + 1);
    [mixed[i], mixed[j]] = [mixed[j]!, mixed[i]!];
  }
  return mixed;
}
