import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { Command } from 'commander';
import { readConfig } from '../config.ts';
import { openPool } from '../jobs/index.ts';
import { BeatwrightError, keyName, type Style } from '../music/index.ts';
import { JSON_OPTION, numberOption, styleOption } from './options.ts';
import { createTerminal } from './terminal.ts';

interface Options {
  style: Style;
  seed: number;
  out: string;
  json?: true;
}

/** `render`. */
export function addRenderCommand(program: Command): void {
  program
    .command('render <file>')
    .description('make sound of a MIDI file: its best loop, as MP3 and WAV')
    .requiredOption('--style <style>', 'whose kit it is played with', styleOption)
    .option('--seed <number>', 'the same seed gives the same samples', numberOption, 0)
    .option('--out <folder>', 'where the files go', './out')
    .option(...JSON_OPTION)
    .action(async (file: string, { style, seed, out, json }: Options) => {
      const terminal = createTerminal({ json: json ?? false });
      const config = readConfig();
      const pool = openPool({
        threads: 1,
        ...(config.ffmpegPath === undefined ? {} : { ffmpegPath: config.ffmpegPath }),
      });
      try {
        const bytes = await readFile(file).catch((cause: unknown) => {
          throw new BeatwrightError(
            'file-unreadable',
            `${file} cannot be read. Check that it is there and is a file.`,
            { cause },
          );
        });
        const { scores, warnings } = await pool.run('readMidi', { bytes });
        const score = scores[0]!;
        const name = basename(file).replace(/\.midi?$/i, '');
        const tags = { title: name, artist: '', bpm: score.bpm, key: keyName(score.key) };
        const { mp3, wav, ms } = await pool.run('sound', { score, style, seed, wav: true, tags });
        await mkdir(out, { recursive: true });
        const paths = { mp3: join(out, `${name}.mp3`), wav: join(out, `${name}.wav`) };
        await writeFile(paths.mp3, mp3);
        await writeFile(paths.wav, wav!);
        terminal.result(
          { ...paths, bpm: score.bpm, key: keyName(score.key), bars: score.bars, warnings, ms },
          [paths.mp3, paths.wav, ...warnings].join('\n'),
        );
      } finally {
        await pool.close();
      }
    });
}
