import type { Command } from 'commander';

/** `start`: what `npm start` does. */
export function defineStart(start: Command): void {
  start.action(async () => {
    await import('../main.ts');
  });
}
