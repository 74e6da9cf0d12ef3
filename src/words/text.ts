/** Small pieces of text that many sentences share: numbers, lengths and lists as people write them. */

/** `1 loop`, `3 loops`, `1,200 notes`. */
export function count(n: number, one: string, many = `${one}s`): string {
  return `${n.toLocaleString('en')} ${n === 1 ? one : many}`;
}

/** `drums`, `drums and bass`, `drums, bass or melody`. */
export function listed(items: readonly string[], word: 'and' | 'or' = 'and'): string {
  const last = items.at(-1) ?? '';
  return items.length < 2 ? last : `${items.slice(0, -1).join(', ')} ${word} ${last}`;
}

/** A number to at most two decimals: `92.5`. */
export function number(value: number): string {
  return String(Math.round(value * 100) / 100);
}

/** A tempo: `140 BPM`, `92.5 BPM`. */
export function tempo(bpm: number): string {
  return `${number(bpm)} BPM`;
}

/** A share between 0 and 1: `45 %`. */
export function percent(share: number): string {
  return `${Math.round(100 * share)} %`;
}

/** Minutes and seconds: `3:12`. */
export function clock(seconds: number): string {
  const whole = Math.round(seconds);
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, '0')}`;
}

/** A size in bytes: `812 kB`, `4.3 MB`, `25 MB`. */
export function size(bytes: number): string {
  return bytes < 1_000_000 ? `${Math.ceil(bytes / 1000)} kB` : `${Math.round(bytes / 100_000) / 10} MB`;
}
