import type { Command } from 'commander';
import { STYLE_FACTS } from '../music/index.ts';
import type { TrainResult } from '../services/index.ts';
import { writePicture } from './files.ts';
import { DATA_OPTION, JSON_OPTION } from './options.ts';
import { createTerminal } from './terminal.ts';
import { withWorkshop } from './workshop.ts';

interface Options {
  artist: string;
  picture?: string;
  data?: string;
  json?: true;
}

/** `train`. Ctrl-C calls it off; killed, it goes on from its last checkpoint when it is asked for again. */
export function defineTrain(train: Command): void {
  train
    .requiredOption('--artist <name>', 'the artist')
    .option('--picture <file>', 'write the loss curve to this PNG file')
    .option(...DATA_OPTION)
    .option(...JSON_OPTION)
    .action(async (options: Options) => {
      const terminal = createTerminal({ json: options.json ?? false });
      await withWorkshop(terminal, options, async ({ services, finish, train }) => {
        const result = await finish('train', await train(options.artist));
        if (options.picture !== undefined) {
          const curve = await services.lossCurve(result.generatorId);
          if (curve !== undefined) await writePicture(options.picture, curve.png);
        }
        terminal.result(asJson(result), asText(result));
      });
    });
}

function asJson(result: TrainResult): object {
  const { heldOut, artistId: _, generatorId: __, ...told } = result;
  return { ...told, bits: heldOut };
}

function asText(result: TrainResult): string {
  const { artist, version, references, loops, heldOut, wrongArtists } = result;
  const others =
    wrongArtists === undefined ? '' : `; other artists' generators need ${wrongArtists.toFixed(2)}`;
  const gain = heldOut
    ? `On loops kept out of training it needs ${heldOut.after.toFixed(2)} bits a step; the style alone needed ${heldOut.before.toFixed(2)}${others}.`
    : 'There was too little to keep any out, so what was gained is not measured.';
  return `${artist}: generator ${version}, from ${references} references (${loops} loops). ${gain}${styleText(result)}`;
}

function styleText({ style, styles, styleFit }: TrainResult): string {
  if (style === undefined) return '';
  const likely = styles?.map((each) => `${STYLE_FACTS[each.style].label} ${Math.round(100 * each.share)} %`);
  const how = likely === undefined ? 'as was set' : `found among ${likely.join(', ')}`;
  const unsure = styleFit === undefined || styleFit === 'well' ? '' : ' No style fits well.';
  return `\nIt starts from ${STYLE_FACTS[style].label}, ${how}.${unsure}`;
}
