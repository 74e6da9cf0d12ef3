/** The commands of the terminal. Each loads what it needs when it runs, so that help comes at once. */
import { Command, CommanderError } from 'commander';
import { addArtistCommands } from './artist.ts';
import { addBeatCommand } from './beat.ts';
import { addListenCommand } from './listen.ts';
import { addReferenceCommands } from './reference.ts';
import { addKitCommand, addRenderCommand } from './render.ts';
import { addReworkCommand } from './rework.ts';
import { addStartCommand } from './start.ts';
import { showError } from './terminal.ts';
import { addTrainCommand } from './train.ts';

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

/** Does what the words of the command ask, and sets the exit code. */
export async function runCommand(): Promise<void> {
  try {
    await program.parseAsync();
  } catch (error) {
    // Commander has said itself what was wrong with the words of the command.
    if (error instanceof CommanderError) process.exitCode = error.exitCode === 0 ? 0 : 2;
    else showError(error, { json: process.argv.includes('--json') });
  }
}
