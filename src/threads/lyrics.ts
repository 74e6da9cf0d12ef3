/**
 * Lyrics are measured on a thread of their own: the pronouncing dictionary would stay in the memory of the thread that
 * answers Discord, and reading it would keep people waiting.
 */
import { type Flow, measureFlow, textOf } from '../flow/index.ts';
import { BeatwrightError, type SentError } from '../words/index.ts';

export type Lyrics = string | Uint8Array;

export type LyricsAnswer =
  | { readonly ok: true; readonly flow: Flow }
  | { readonly ok: false; readonly error: SentError };

/** What the thread is asked. */
export async function measure(lyrics: Lyrics): Promise<LyricsAnswer> {
  try {
    return { ok: true, flow: await measureFlow(typeof lyrics === 'string' ? lyrics : await textOf(lyrics)) };
  } catch (error) {
    if (!(error instanceof BeatwrightError)) throw error;
    return { ok: false, error: { id: error.id, facts: error.facts } };
  }
}
