import { basename } from 'node:path';
import type { Command } from 'commander';
import { CONSENT, type ReferenceView } from '../jobs/index.ts';
import { BeatwrightError, keyName } from '../music/index.ts';
import { readNamed } from './files.ts';
import { DATA_OPTION, JSON_OPTION } from './options.ts';
import { createTerminal } from './terminal.ts';
import { ASKER, withWorkshop } from './workshop.ts';

interface Options {
  artist: string;
  json?: true;
  data?: string;
}

/** `reference add|list|remove`. */
export function addReferenceCommands(program: Command): void {
  const reference = program.command('reference').description('tracks that an artist is learned from');
  reference
    .command('add <files...>')
    .description(`hand over tracks (MIDI or audio); by doing so you say: “${CONSENT.wording}”`)
    .requiredOption('--artist <name>', 'whose tracks they are')
    .option(...DATA_OPTION)
    .option(...JSON_OPTION)
    .action(add);
  reference
    .command('list')
    .description("list an artist's references")
    .requiredOption('--artist <name>', 'whose references')
    .option(...DATA_OPTION)
    .option(...JSON_OPTION)
    .action(async (options: Options) => {
      const terminal = createTerminal({ json: options.json ?? false });
      await withWorkshop(terminal, options, async ({ services }) => {
        const references = await services.listReferences(ASKER, options.artist);
        terminal.result(
          { references: references.map(asJson) },
          references.length > 0
            ? references.map(asText).join('\n')
            : `${options.artist} has no references yet.`,
        );
      });
    });
  reference
    .command('remove <reference>')
    .description('take a reference back, by its id or file name')
    .requiredOption('--artist <name>', 'whose reference')
    .option(...DATA_OPTION)
    .option(...JSON_OPTION)
    .action(async (idOrName: string, options: Options) => {
      const terminal = createTerminal({ json: options.json ?? false });
      await withWorkshop(terminal, options, async ({ services }) => {
        const removed = await services.removeReference(ASKER, options.artist, idOrName);
        const gone =
          removed.retired.length > 0 ? ` Retired: generator ${removed.retired.join(', ')}. Train again.` : '';
        terminal.result(removed, `Removed ${removed.name}.${gone}`);
      });
    });
}

/** Every file is tried; those that cannot be taken are named with the reason, and the exit code is 1. */
async function add(files: string[], options: Options): Promise<void> {
  const terminal = createTerminal({ json: options.json ?? false });
  await withWorkshop(terminal, options, async ({ services, finish }) => {
    await services.checkMayContribute(ASKER, options.artist);
    const added: { file: string; reference: ReferenceView; warnings: readonly string[] }[] = [];
    const refused: { file: string; error: { id: string; message: string } }[] = [];
    for (const file of files) {
      if (terminal.signal.aborted) break;
      try {
        const { jobId } = await services.addReference(ASKER, {
          artist: options.artist,
          file: { name: basename(file), bytes: await readNamed(file) },
          consent: true,
        });
        const { reference, warnings } = await finish('ingest', jobId);
        added.push({ file, reference, warnings });
      } catch (error) {
        if (!(error instanceof BeatwrightError)) throw error;
        refused.push({ file, error: { id: error.id, message: error.message } });
      }
    }
    if (refused.length > 0) process.exitCode ??= 1;
    terminal.result(
      {
        added: added.map(({ file, reference, warnings }) => ({ file, ...asJson(reference), warnings })),
        refused,
      },
      [
        ...added.flatMap(({ reference, warnings }) => [
          asText(reference),
          ...warnings.map((each) => `  note: ${each}`),
        ]),
        ...refused.map(({ file, error }) => `${file}: ${error.message}`),
      ].join('\n'),
    );
  });
}

function asJson({ id, name, kind, state, size, seconds, loops, bpm, key }: ReferenceView) {
  return { id, name, kind, state, size, seconds, loops, bpm, key: key && keyName(key) };
}

function asText({ id, name, state, loops, bpm, key }: ReferenceView): string {
  const music = [bpm && `${bpm} BPM`, key && keyName(key), `${loops} ${loops === 1 ? 'loop' : 'loops'}`];
  const heard =
    state === 'waiting' ? 'stored; waits for the listener' : music.filter((part) => part).join(', ');
  return `${id}  ${name}: ${heard}`;
}
