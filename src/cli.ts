/**
 * `npm run -s beatwright -- COMMAND`: what the bot can do, from a terminal. `--help` lists the commands;
 * `--json` prints one JSON object on stdout and nothing else there.
 */
import { boot } from './boot.ts';

boot();
const { runCommand } = await import('./cli/program.ts');
await runCommand(process.argv.slice(2));
