import { mkdir, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { Command } from 'commander';
import { readConfig } from '../config.ts';
import { openPool, type Pool, tagsOf } from '../jobs/index.ts';
import { keyName, type Score, type Style } from '../music/index.ts';
import { readNamed } from './files.ts';
import { JSON_OPTION, numberOption, styleOption } from './options.ts';
import { createTerminal } from './terminal.ts';

interface Options {
  style: Style;
  seed: number;
  stems?: true;
  song?: true;
  out: string;
  json?: true;
}

/** `render`. */
export function addRenderCommand(program: Command): void {
  program
    .command('render <file>')
    .description('make sound of a MIDI file: its best loop, as MP3, WAV and a picture')
    .requiredOption('--style <style>', 'whose kit it is played with', styleOption)
    .option('--seed <number>', 'the same seed gives the same samples', numberOption, 0)
    .option('--stems', 'also a ZIP of MIDI, stems and text')
    .option('--song', 'also a whole song of the loop: intro, verses, hooks, with markers')
    .option('--out <folder>', 'where the files go', './out')
    .option(...JSON_OPTION)
    .action(async (file: string, options: Options) => {
      const terminal = createTerminal({ json: options.json ?? false });
      const { workers, ffmpegPath } = readConfig();
      const pool = openPool({ threads: workers, ...(ffmpegPath === undefined ? {} : { ffmpegPath }) });
      try {
        const bytes = await readNamed(file);
        const { scores, warnings } = await pool.run('readMidi', { bytes });
        const score = scores[0]!;
        const { ms, ...files } = await sound(pool, score, basename(file).replace(/\.midi?$/i, ''), options);
        const paths = await write(files, options.out);
        const facts = { bpm: score.bpm, key: keyName(score.key), bars: score.bars };
        terminal.result(
          { ...paths, ...facts, warnings, ms },
          [...Object.values(paths), ...warnings].join('\n'),
        );
      } finally {
        await pool.close();
      }
    });
}

interface OutFile {
  readonly name: string;
  readonly bytes: Uint8Array;
}

async function sound(pool: Pool, score: Score, title: string, { style, seed, stems, song }: Options) {
  const tags = tagsOf(title, score);
  const wanted = stems
    ? { stems: { style, bpm: score.bpm, key: score.key, bars: score.bars, seed, take: 'A' } }
    : {};
  const made = await pool.run('sound', { score, style, seed, wav: true, tags, ...wanted });
  const { png } = await pool.run('sheet', { style, takes: [{ name: 'A', score, outline: made.outline }] });
  const whole = song ? await pool.run('song', { score, style, seed, tags }) : undefined;
  return {
    ms: made.ms,
    mp3: { name: `${title}.mp3`, bytes: made.mp3 },
    wav: { name: `${title}.wav`, bytes: made.wav! },
    png: { name: `${title}.png`, bytes: png },
    ...(made.stems ? { stems: { name: `${title}.zip`, bytes: made.stems } } : {}),
    ...(whole
      ? {
          songMp3: { name: `${title}_song.mp3`, bytes: whole.mp3 },
          songWav: { name: `${title}_song.wav`, bytes: whole.wav },
          songMidi: { name: `${title}_song.mid`, bytes: whole.midi },
        }
      : {}),
  };
}

/** Writes the files and says where they are. */
async function write(files: Readonly<Record<string, OutFile>>, out: string): Promise<Record<string, string>> {
  await mkdir(out, { recursive: true });
  const paths: Record<string, string> = {};
  for (const [kind, { name, bytes }] of Object.entries(files)) {
    paths[kind] = join(out, name);
    await writeFile(paths[kind], bytes);
  }
  return paths;
}
