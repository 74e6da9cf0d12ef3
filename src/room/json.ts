/** Reading JSON that a client sent: nothing is believed before it is looked at. */

/** An object of which these keys may be read; what they hold is unknown. */
export type Loose<K extends string> = { readonly [P in K]?: unknown };

export function loose<K extends string>(value: unknown): Loose<K> {
  return isObject(value) ? (value as Loose<K>) : {};
}

export function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

export function textOf(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

export function intOf(value: unknown): number | undefined {
  return Number.isInteger(value) ? (value as number) : undefined;
}

/** Bits that are sent as a number or a decimal string, such as permissions; undefined if it is neither. */
export function bitsOf(value: unknown): bigint | undefined {
  if (typeof value === 'number' && Number.isSafeInteger(value) && value >= 0) return BigInt(value);
  return typeof value === 'string' && /^\d{1,20}$/.test(value) ? BigInt(value) : undefined;
}
