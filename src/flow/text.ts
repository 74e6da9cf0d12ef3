import { BeatwrightError } from '../words/index.ts';

/**
 * A text file's words, in UTF-8 or, marked as such, UTF-16; else in Windows' old Latin alphabet.
 * @throws BeatwrightError `lyrics-not-text`.
 */
export function textOf(bytes: Uint8Array): string {
  const text = decode(bytes);
  if (![...text].some(isControl)) return text;
  throw new BeatwrightError('lyrics-not-text');
}

/** Characters that no text has; spaces and ends of lines are none of them. */
function isControl(character: string): boolean {
  return /\p{Cc}/u.test(character) && !/[\s\u0085]/u.test(character);
}

function decode(bytes: Uint8Array): string {
  const [first, second] = bytes;
  if (first === 0xff && second === 0xfe) return new TextDecoder('utf-16le').decode(bytes);
  if (first === 0xfe && second === 0xff) return new TextDecoder('utf-16be').decode(bytes);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('windows-1252').decode(bytes);
  }
}
