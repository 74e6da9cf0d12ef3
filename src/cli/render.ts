import { mkdir, writeFile } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import type { Command } from 'commander';
import { readConfig } from '../config.ts';
import { openPool, type Pool, type Tasks, tagsOf } from '../jobs/index.ts';
import { keyName, type Score, type Style } from '../music/index.ts';
import { readNamed } from './files.ts';
import { JSON_OPTION, numberOption, styleOption } from './options.ts';
import { createTerminal } from './terminal.ts';

interface Options {
  style: Style;
  seed: number;
  kit?: string;
  soundfont?: string;
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
    .option('--kit <file>', "a kit of your own: JSON that says how it differs from the style's (see `kit`)")
    .option('--soundfont <file>', 'an .sf2 or .sf3 that plays chords and melody')
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
        const { scores, warnings } = await pool.run('readMidi', { bytes, fileName: basename(file) });
        const score = scores[0]!;
        const own = await ownKit(pool, options);
        const title = basename(file).replace(/\.midi?$/i, '');
        const { ms, ...files } = await sound(pool, { score, title, kit: own.kit }, options);
        const paths = await write(files, options.out);
        const facts = { bpm: score.bpm, key: keyName(score.key), bars: score.bars };
        terminal.result(
          { ...paths, ...facts, warnings: [...warnings, ...own.warnings], ms },
          [...Object.values(paths), ...warnings, ...own.warnings].join('\n'),
        );
      } finally {
        await pool.close();
      }
    });
}

/** `kit`. */
export function addKitCommand(program: Command): void {
  program
    .command('kit')
    .description('print the kit of a style as JSON: what a kit of your own can say, and where it starts from')
    .requiredOption('--style <style>', 'whose kit', styleOption)
    .action(async ({ style }: { style: Style }) => {
      const pool = openPool({ threads: 1 });
      try {
        const { kit } = await pool.run('kit', { style });
        createTerminal({ json: false }).result(kit, JSON.stringify(kit, null, 2));
      } finally {
        await pool.close();
      }
    });
}

/** The kit that the options name, if they do, and what is to be known of it. */
async function ownKit(
  pool: Pool,
  { style, kit: path, soundfont: soundFont }: Options,
): Promise<{ readonly kit?: OwnKit['kit']; readonly warnings: readonly string[] }> {
  if (path === undefined && soundFont === undefined) return { warnings: [] };
  return pool.run('kit', {
    style,
    ...(path === undefined ? {} : { path }),
    ...(soundFont === undefined ? {} : { soundFont: resolve(soundFont) }),
  });
}

type OwnKit = Tasks['kit']['output'];

interface OutFile {
  readonly name: string;
  readonly bytes: Uint8Array;
}

interface Played {
  readonly score: Score;
  readonly title: string;
  readonly kit: OwnKit['kit'] | undefined;
}

async function sound(pool: Pool, { score, title, kit }: Played, { style, seed, stems, song }: Options) {
  const tags = tagsOf(title, score);
  const request = { score, style, seed, tags, ...(kit === undefined ? {} : { kit }) };
  const wanted = stems
    ? { stems: { style, bpm: score.bpm, key: score.key, bars: score.bars, seed, take: 'A' } }
    : {};
  const made = await pool.run('sound', { ...request, wav: true, ...wanted });
  const { png } = await pool.run('sheet', { style, takes: [{ name: 'A', score, outline: made.outline }] });
  const whole = song ? await pool.run('song', request) : undefined;
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
