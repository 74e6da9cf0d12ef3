/** The laboratory's commands. */
import { Command, CommanderError } from 'commander';
import { showError } from '../src/cli/terminal.ts';
import { addEvaluateCommand } from './commands/evaluate.ts';
import { addPretrainCommand } from './commands/pretrain.ts';
import { addPretrainDrumsCommand } from './commands/pretrain-drums.ts';
import { addPretrainPitchCommand } from './commands/pretrain-pitch.ts';

const program = new Command('lab')
  .description('Measures generators and listeners, and trains the networks that Beatwright comes with.')
  .showHelpAfterError('(add --help to see what there is)')
  .exitOverride();

addEvaluateCommand(program);
addPretrainCommand(program);
addPretrainDrumsCommand(program);
addPretrainPitchCommand(program);

try {
  await program.parseAsync();
} catch (error) {
  // Commander has said itself what was wrong with the words of the command.
  if (error instanceof CommanderError) process.exitCode = error.exitCode === 0 ? 0 : 2;
  else showError(error, { json: process.argv.includes('--json') });
}
