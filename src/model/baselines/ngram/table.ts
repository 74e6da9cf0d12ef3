/** What has been seen after which context, counted. */
export interface Counts {
  total: number;
  readonly values: number[];
  readonly counts: number[];
}

/** Counts by context. A context is a number made by `keyOf`. */
export class Table {
  private readonly contexts = new Map<number, Counts>();

  get(context: number): Counts | undefined {
    return this.contexts.get(context);
  }

  add(context: number, value: number, count = 1): void {
    let seen = this.contexts.get(context);
    if (!seen) {
      seen = { total: 0, values: [], counts: [] };
      this.contexts.set(context, seen);
    }
    seen.total += count;
    const i = seen.values.indexOf(value);
    if (i >= 0) seen.counts[i]! += count;
    else {
      seen.values.push(value);
      seen.counts.push(count);
    }
  }

  /** As flat numbers: for every context its key, how many values, and the pairs of value and count. */
  *numbers(): Generator<number, void, void> {
    for (const [context, { values, counts }] of this.contexts) {
      yield context;
      yield values.length;
      for (let i = 0; i < values.length; i++) {
        yield values[i]!;
        yield counts[i]!;
      }
    }
  }

  /** The table that `numbers` was taken from. */
  static of(numbers: ArrayLike<number>): Table {
    const table = new Table();
    let at = 0;
    while (at < numbers.length) {
      const context = numbers[at++]!;
      const size = numbers[at++]!;
      for (let i = 0; i < size; i++) table.add(context, numbers[at++]!, numbers[at++]!);
    }
    return table;
  }
}

/**
 * A context as a number of 53 bits, from its field, its depth and small integers: two multiplicative hashes side by side, so that among a
 * million contexts a collision is a one in ten thousand affair.
 */
export function keyOf(field: number, depth: number, parts: readonly number[]): number {
  let a = 0x9e3779b9 ^ field;
  let b = 0x85ebca6b ^ Math.imul(field + (depth << 8), 0x27d4eb2f);
  for (const part of parts) {
    a = Math.imul(a ^ part, 0x01000193);
    a ^= a >>> 15;
    b = Math.imul(b + part + 0x7f4a7c15, 0xc2b2ae35);
    b ^= b >>> 13;
  }
  a = Math.imul(a ^ (a >>> 16), 0x85ebca6b);
  b = Math.imul(b ^ (b >>> 16), 0xc2b2ae35);
  return ((a ^ (a >>> 13)) >>> 0) * 0x200000 + ((b ^ (b >>> 16)) >>> 11);
}
