import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Command, Option } from 'commander';
import {
  type KeyReading,
  keyName,
  type Master,
  type Part,
  STYLE_FACTS,
  type Style,
  takeFileName,
} from '../music/index.ts';
import {
  type BeatCard,
  type BeatRequest,
  GENERATORS,
  type GeneratorKind,
  type Services,
  TAKE_NAMES,
} from '../services/index.ts';
import { makeFolder } from './files.ts';
import {
  DATA_OPTION,
  densityOption,
  JSON_OPTION,
  keyOption,
  masterOption,
  numberOption,
  partsOption,
  percentOption,
  styleOption,
} from './options.ts';
import { createTerminal } from './terminal.ts';
import { ASKER, withWorkshop } from './workshop.ts';

interface Options {
  artist?: string;
  style?: Style;
  bpm?: number;
  key?: KeyReading;
  bars?: number;
  seed?: number;
  takes: number;
  parts?: Part[];
  density?: Partial<Record<Part, number>>;
  swing?: number;
  master?: Master;
  generator?: GeneratorKind;
  stems?: true;
  flow: boolean;
  out: string;
  data?: string;
  json?: true;
}

/** `beat`. */
export function defineBeat(beat: Command): void {
  beat
    .option('--artist <name>', 'the artist whose sound to use')
    .option('--style <style>', 'the style', styleOption)
    .option('--bpm <number>', 'tempo, 40–240', numberOption)
    .option('--key <key>', 'key, such as Fm or "D dorian"', keyOption)
    .option('--bars <number>', 'length in bars, 1–16', numberOption)
    .option('--seed <number>', 'the same seed gives the same beat', numberOption)
    .option('--takes <number>', 'number of takes, 1–4', numberOption, TAKE_NAMES.length)
    .option('--no-flow', "do not fit the beat to the artist's lyrics")
    .option('--parts <parts>', 'parts to include, such as drums,bass', partsOption)
    .option('--density <numbers>', 'events per bar, such as drums=18,melody=4', densityOption)
    .option('--swing <percent>', 'swing: 50 is straight, 67 is triplets', percentOption)
    .addOption(masterOption())
    .addOption(
      new Option(
        '--generator <kind>',
        "what writes the beat of a style: the network, or a baseline (n-gram, or the book's own: chapter)",
      ).choices(GENERATORS),
    )
    .option('--stems', 'also write a ZIP of MIDI, stems and text for each take')
    .option('--out <folder>', 'output folder', './out')
    .option(...DATA_OPTION)
    .option(...JSON_OPTION)
    .action(async ({ out, data, json, stems, key, ...request }: Options) => {
      const terminal = createTerminal({ json: json ?? false });
      const where = data === undefined ? {} : { data };
      await withWorkshop(
        terminal,
        {
          ...where,
          extras: { wav: true, stems: stems ?? false },
          beat: { style: request.style, isArtists: request.artist !== undefined },
        },
        async ({ services, finish }) => {
          const { jobId } = await services.requestBeat(ASKER, {
            ...request,
            key: key?.key,
          } satisfies BeatRequest);
          const beat = await finish('beat', jobId);
          const takes = await writeTakes(services, beat, out);
          const sheet = await writeSheet(services, beat, out);
          const files = takes.flatMap(({ name, midi, mp3, wav, stems: zip }) => [
            `  ${name}  ${mp3}`,
            ...[wav, midi, zip].filter((path) => path !== undefined).map((path) => `     ${path}`),
          ]);
          terminal.result(
            {
              seed: beat.seed,
              style: beat.style,
              artist: beat.artist,
              takes,
              sheet,
            },
            [
              `${beat.artist ?? STYLE_FACTS[beat.style].label}: ${beat.bpm} BPM, ${keyName(beat.key)}, ${beat.bars} bars, seed ${beat.seed}`,
              ...(key?.note === undefined ? [] : [key.note]),
              ...beat.notes,
              ...files,
              ...(sheet === undefined ? [] : [`  ${sheet}`]),
            ].join('\n'),
          );
        },
      );
    });
}

async function writeTakes(services: Services, beat: BeatCard, out: string) {
  await makeFolder(out);
  const { bpm, key, bars, seconds } = beat;
  return Promise.all(
    beat.takes.map(async ({ id, name }) => {
      const path = join(out, takeFileName({ ...beat, take: name }));
      const files = await services.takeFiles(id);
      const [midi, mp3, wav, stems] = [`${path}.mid`, `${path}.mp3`, `${path}.wav`, `${path}.zip`];
      await writeFile(midi, files.midi);
      await writeFile(mp3, files.mp3);
      if (files.wav !== undefined) await writeFile(wav, files.wav);
      if (files.stems !== undefined) await writeFile(stems, files.stems);
      const facts = { bpm, key: keyName(key), bars, seconds, ms: files.ms };
      return { name, midi, mp3, wav, ...(files.stems === undefined ? {} : { stems }), ...facts };
    }),
  );
}

/** The picture of all takes, under the name that they share. */
async function writeSheet(services: Services, beat: BeatCard, out: string): Promise<string | undefined> {
  const sheet = await services.beatSheet(beat.id);
  if (sheet === undefined) return undefined;
  const path = join(out, `${takeFileName({ ...beat, take: '' })}.png`);
  await writeFile(path, sheet.png);
  return path;
}
