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

/** Minutes and seconds, and hours if there are any: `3:12`, `1:02:45`. */
export function clock(seconds: number): string {
  const whole = Math.round(seconds);
  const two = (n: number) => String(n).padStart(2, '0');
  const [hours, minutes] = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60];
  return `${hours === 0 ? minutes : `${hours}:${two(minutes)}`}:${two(whole % 60)}`;
}

/** A time to wait, in the largest unit that says enough: `40 s`, `2.5 minutes`, `3 hours`. */
export function duration(seconds: number): string {
  if (seconds < 60) return `${Math.ceil(seconds)} s`;
  if (seconds < 3600) return plural(Math.ceil(seconds / 30) / 2, 'minute');
  return plural(Math.ceil(seconds / 1800) / 2, 'hour');
}

const plural = (n: number, unit: string) => `${n} ${unit}${n === 1 ? '' : 's'}`;

/** A size in Discord's units, rounded up so that too much never looks like just enough: `812 kB`, `25 MB`. */
export function size(bytes: number): string {
  const megabytes = bytes / 2 ** 20;
  return megabytes < 1 ? `${Math.ceil(bytes / 1024)} kB` : `${Math.ceil(10 * megabytes) / 10} MB`;
}

/** A frequency: `44.1 kHz`, `800 Hz`. */
export function hertz(value: number): string {
  return value < 1000 ? `${number(value)} Hz` : `${number(value / 1000)} kHz`;
}

/** A text as XML and HTML have it, between tags and in attributes. */
export function escapedMarkup(text: string): string {
  const signs: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
  return text.replaceAll(/[&<>"]/g, (sign) => signs[sign]!);
}
