/** `artist lyrics`: an artist's own lyrics, measured for the flow. */
import { readFile } from 'node:fs/promises';
import { stdin } from 'node:process';
import { buffer } from 'node:stream/consumers';
import type { Command } from 'commander';
import { type FlowCard, LYRICS_CONSENT } from '../services/index.ts';
import { BeatwrightError } from '../words/index.ts';
import { DATA_OPTION, JSON_OPTION } from './options.ts';
import { createTerminal } from './terminal.ts';
import { ASKER, withWorkshop } from './workshop.ts';

interface Options {
  remove?: true;
  json?: true;
  data?: string;
}

export function addLyricsCommand(artist: Command): void {
  artist
    .command('lyrics <name> [file]')
    .description(
      `measure the flow of lyrics from a text file or stdin, one line per bar; by doing so you confirm: “${LYRICS_CONSENT.wording}”`,
    )
    .option('--remove', 'remove the measured flow')
    .option(...DATA_OPTION)
    .option(...JSON_OPTION)
    .action(async (name: string, file: string | undefined, { remove, ...options }: Options) => {
      const terminal = createTerminal({ json: options.json ?? false });
      if (remove && file !== undefined) {
        throw new BeatwrightError('lyrics-file-or-remove');
      }
      await withWorkshop(terminal, options, async ({ services }) => {
        if (remove) {
          const removed = await services.removeLyrics(ASKER, name);
          terminal.result(removed, `Removed the measured flow of ${removed.artist}.`);
          return;
        }
        await services.checkMayContribute(ASKER, name);
        const lyrics = await read(file);
        const { artist: of, ...flow } = await services.setLyrics(ASKER, {
          artist: name,
          lyrics,
          consent: true,
        });
        terminal.result(
          { artist: of, ...flow },
          [of, ...flowText(flow), 'The figures are kept; the lyrics are not.'].join('\n'),
        );
      });
    });
}

/** A flow in a line or two. */
export function flowText({ measured: { syllables, rhyming }, pace }: FlowCard): string[] {
  const percent = (share: number) => `${Math.round(100 * share)} %`;
  const range = syllables.low < syllables.high ? ` (${syllables.low}–${syllables.high})` : '';
  const first = `flow        ${syllables.mean.toFixed(1)} syllables a line${range}; ${pace.time} at ${pace.bpm} BPM, ${pace.perSecond.toFixed(1)} a second`;
  if (rhyming === undefined) return [first, 'rhymes      measured in English only'];
  const { density, where, masculine, open, scheme } = rhyming;
  const second = [
    `${percent(density)} of syllables in rhymes of two or more`,
    `by quarter of the line ${where.map(percent).join(', ')}`,
    scheme,
    `${percent(masculine)} of lines end on the stress`,
    open > 0 && `${percent(open)} rhyme with none nearby`,
  ];
  return [first, `rhymes      ${second.filter((part) => typeof part === 'string').join('; ')}`];
}

async function read(file: string | undefined): Promise<Uint8Array> {
  if (file === undefined) return buffer(stdin);
  try {
    return await readFile(file);
  } catch (cause) {
    throw new BeatwrightError('file-unreadable', { path: file }, { cause });
  }
}
