import { mkdir, writeFile } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import type { Command } from 'commander';
import { readConfig } from '../config.ts';
import { keyName, type Master, type Score, type Style } from '../music/index.ts';
import type { Pool, Tasks } from '../threads/index.ts';
import { readNamed } from './files.ts';
import { JSON_OPTION, masterOption, numberOption, styleOption } from './options.ts';
import { createTerminal } from './terminal.ts';

interface Options {
  style: Style;
  seed: number;
  master?: Master;
  kit?: string;
  soundfont?: string;
  stems?: true;
  song?: true;
  out: string;
  json?: true;
}

/** `render`. */
export function defineRender(render: Command): void {
  render
    .argument('<file>')
    .requiredOption('--style <style>', 'the style whose kit plays it', styleOption)
    .option('--seed <number>', 'the same seed gives the same samples', numberOption, 0)
    .addOption(masterOption())
    .option('--kit <file>', "your own kit: JSON with what differs from the style's (see `kit`)")
    .option('--soundfont <file>', 'an .sf2 or .sf3 file for chords and melody')
    .option('--stems', 'also write a ZIP of MIDI, stems and text')
    .option('--song', 'also arrange the loop as a whole song: intro, verses, hooks, with markers')
    .option('--out <folder>', 'output folder', './out')
    .option(...JSON_OPTION)
    .action(async (file: string, options: Options) => {
      const terminal = createTerminal({ json: options.json ?? false });
      const { workers, ffmpegPath } = readConfig();
      const { openPool } = await import('../threads/index.ts');
      const pool = openPool({ threads: workers, isAlone: true, ffmpegPath });
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
export function defineKit(kit: Command): void {
  kit
    .requiredOption('--style <style>', 'the style', styleOption)
    .action(async ({ style }: { style: Style }) => {
      const { KITS } = await import('../render/index.ts');
      createTerminal({ json: false }).result(KITS[style], JSON.stringify(KITS[style], null, 2));
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
    path,
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

async function sound(
  pool: Pool,
  { score, title, kit }: Played,
  { style, seed, master, stems, song }: Options,
) {
  const { tagsOf } = await import('../threads/index.ts');
  const tags = tagsOf(title, score);
  const request = { score, style, seed, master, tags, kit };
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
