/** What Discord makes of text: markup, mentions and times. The sentences themselves are in the catalogue (`src/words`). */
import { type Key, keyName } from '../../music/index.ts';

/** The most that a message's content may hold, with room for Discord's own counting. */
const MAX_CONTENT = 1900;

/** Control characters, and those that turn the direction of the line. */
const ODD = /[\p{Cc}\u202a-\u202e\u2066-\u2069]/gu;

/** Text that a member wrote, shown as it is: no markup, no link, no mention comes of it. */
export function plain(text: string, maxLength = 100): string {
  const seen = text.replace(/\s+/g, ' ').replace(ODD, '');
  return clip(seen, maxLength).replace(/[\\`*_~|<>#[\]()@:]/g, '\\$&');
}

/**
 * A sentence of the catalogue that came with its facts in it, such as an error or a warning: names of artists, files and
 * tracks stand in it as members wrote them, so no markup, link or mention may come of it. It says none itself.
 */
export function sentence(text: string): string {
  return text
    .replace(ODD, '')
    .replace(/[\\`*_~|<>#[\]@]/g, '\\$&')
    .replace(/:(?=\/\/)/g, '\\:');
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

/** Bold text. What a member wrote goes through `plain` first. */
export function bold(text: string): string {
  return `**${text}**`;
}

/** Discord's small grey print. */
export function small(text: string): string {
  return `-# ${text}`;
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
