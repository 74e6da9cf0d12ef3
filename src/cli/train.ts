import type { Command } from 'commander';
import { DATA_OPTION, JSON_OPTION } from './options.ts';
import { createTerminal } from './terminal.ts';
import { ASKER, withWorkshop } from './workshop.ts';

/** `train`. */
export function addTrainCommand(program: Command): void {
  program
    .command('train')
    .description("learn an artist's generator from its references")
    .requiredOption('--artist <name>', 'whose generator')
    .option(...DATA_OPTION)
    .option(...JSON_OPTION)
    .action(async (options: { artist: string; data?: string; json?: true }) => {
      const terminal = createTerminal({ json: options.json ?? false });
      await withWorkshop(terminal, options, async ({ services, finish }) => {
        const { jobId } = await services.train(ASKER, { artist: options.artist });
        const { artist, version, references, loops, heldOut } = await finish('train', jobId);
        const gain = heldOut
          ? `On loops kept out of training it needs ${heldOut.after.toFixed(2)} bits a step; the style alone needed ${heldOut.before.toFixed(2)}.`
          : 'There was too little to keep any out, so what was gained is not measured.';
        terminal.result(
          { artist, version, references, loops, heldOut },
          `${artist}: generator ${version}, from ${references} references (${loops} loops). ${gain}`,
        );
      });
    });
}
