/**
 * `npm run -s beatwright -- COMMAND`: what the bot can do, from a terminal. `--help` lists the commands;
 * `--json` prints one JSON object on stdout and nothing else there.
 */
import { Command, CommanderError } from 'commander';
import { addArtistCommands } from './cli/artist.ts';
import { addBeatCommand } from './cli/beat.ts';
import { addListenCommand } from './cli/listen.ts';
import { addReferenceCommands } from './cli/reference.ts';
import { addKitCommand, addRenderCommand } from './cli/render.ts';
import { addReworkCommand } from './cli/rework.ts';
import { addStartCommand } from './cli/start.ts';
import { showError } from './cli/terminal.ts';
import { addTrainCommand } from './cli/train.ts';

const program = new Command('beatwright')
  .description("Instrumentals in an artist's own sound.")
  .showHelpAfterError('(add --help to see what there is)')
  .exitOverride();

addArtistCommands(program);
addReferenceCommands(program);
addTrainCommand(program);
addBeatCommand(program);
addRenderCommand(program);
addListenCommand(program);
addKitCommand(program);
addReworkCommand(program);
addStartCommand(program);

try {
  await program.parseAsync();
} catch (error) {
  // Commander has said itself what was wrong with the words of the command.
  if (error instanceof CommanderError) process.exitCode = error.exitCode === 0 ? 0 : 2;
  else showError(error, { json: process.argv.includes('--json') });
}
