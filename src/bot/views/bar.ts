const BAR_LENGTH = 12;

/** A bar of 12 squares, which are alike on every phone. */
export function bar(percent: number): string {
  const full = Math.round((percent / 100) * BAR_LENGTH);
  return '▰'.repeat(full) + '▱'.repeat(BAR_LENGTH - full);
}
