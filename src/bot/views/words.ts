/** Small pieces of text that several messages share. */
import { type Key, keyName } from '../../music/index.ts';

/** The most that a message's content may hold, with room for Discord's own counting. */
const MAX_CONTENT = 1900;

/** Text that a member wrote, shown as it is: no markup, no link, no mention comes of it. */
export function plain(text: string, maxLength = 100): string {
  return clip(text.replace(/\s+/g, ' '), maxLength).replace(/[\\`*_~|<>#[\]()@:]/g, '\\$&');
}

/** At most `maxLength` UTF-16 units, cut between characters, with an ellipsis if something is missing. */
export function clip(text: string, maxLength: number): string {
  if (text.length <= maxLength) return text;
  let kept = '';
  for (const character of text) {
    if (kept.length + character.length >= maxLength) break;
    kept += character;
  }
  return `${kept}…`;
}

/** The lines that there are, as content. */
export function lines(...parts: readonly (string | undefined | false)[]): string {
  return clip(parts.filter((part) => typeof part === 'string' && part !== '').join('\n'), MAX_CONTENT);
}

/** Discord's small grey print. */
export function small(text: string): string {
  return `-# ${text}`;
}

/** `1 loop`, `3 loops`. */
export function count(n: number, one: string, many = `${one}s`): string {
  return `${n} ${n === 1 ? one : many}`;
}

/** A tempo as people write it: `140 BPM`, `92.5 BPM`. */
export function tempo(bpm: number): string {
  return `${number(bpm)} BPM`;
}

/** A number to at most two decimals. */
export function number(value: number): string {
  return String(Math.round(value * 100) / 100);
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

/** A size in units that people know: `812 kB`, `4.3 MB`. */
export function size(bytes: number): string {
  return bytes < 1_000_000 ? `${Math.ceil(bytes / 1000)} kB` : `${(bytes / 1_000_000).toFixed(1)} MB`;
}

/** A member, as a mention that pings nobody. */
export function member(userId: string): string {
  return `<@${userId}>`;
}

/** A moment, which each reader sees in their own time: `3 days ago`. */
export function ago(date: Date): string {
  return `<t:${Math.floor(date.getTime() / 1000)}:R>`;
}

/** Keys as people write them: `Fm, D dorian`, the first few. */
export function keyNames(keys: readonly Key[], most = 4): string {
  const names = keys.slice(0, most).map(keyName);
  return keys.length > most ? `${names.join(', ')} …` : names.join(', ');
}
