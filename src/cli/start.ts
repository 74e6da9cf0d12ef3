import type { Command } from 'commander';

/** `start`: what `npm start` does. */
export function addStartCommand(program: Command): void {
  program
    .command('start')
    .description('run the bot (and the worker), as `npm start` does')
    .action(async () => {
      await import('../main.ts');
    });
}
