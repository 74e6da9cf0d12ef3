import { resolve } from 'node:path';
import type { Command } from 'commander';
import { readConfig } from '../config.ts';
import { backUp, restore } from '../store/index.ts';
import { BeatwrightError } from '../words/index.ts';
import { DATA_OPTION, JSON_OPTION } from './options.ts';
import { createTerminal } from './terminal.ts';

interface Options {
  json?: true;
  data?: string;
}

/** `backup FILE`. */
export function defineBackup(backup: Command): void {
  backup
    .argument('<file>', 'where to, such as beatwright.tar.gz')
    .option(...DATA_OPTION)
    .option(...JSON_OPTION)
    .action(async (file: string, options: Options) => {
      const { snapshot } = await backUp(placeOf(options), file);
      const written = resolve(file);
      const note =
        snapshot === undefined ? '' : `\nThe database is in use: this is how it was in ${snapshot}.`;
      createTerminal({ json: options.json ?? false }).result({ written, snapshot }, `${written}${note}`);
    });
}

/** `restore FILE`. */
export function defineRestore(command: Command): void {
  command
    .argument('<file>', 'a backup, or a snapshot from the data folder')
    .option('--yes', 'replace what is in the PostgreSQL database')
    .option(...DATA_OPTION)
    .option(...JSON_OPTION)
    .action(async (file: string, options: Options & { yes?: true }) => {
      const place = placeOf(options);
      if (place.databaseUrl !== undefined && !options.yes) throw new BeatwrightError('restore-unsure');
      const { before, blobs } = await restore(place, file);
      const kept = before === undefined ? '' : ` The database of before is kept as ${before}.`;
      createTerminal({ json: options.json ?? false }).result(
        { restored: resolve(file), before, blobs },
        `Restored, with ${blobs} files.${kept}`,
      );
    });
}

function placeOf({ data }: Options) {
  const config = readConfig();
  return data === undefined
    ? { dataDir: config.dataDir, databaseUrl: config.databaseUrl }
    : { dataDir: resolve(data) };
}
