/**
 * The bot as a process of its own, without the background jobs: the product's own start in the role `bot`, at the loopback Discord
 * whose address it is given. It says `ready`, and for each line that it reads, as one JSON object, what it has loaded so far:
 * `{"modules": [...], "libraries": [...]}`. Settings come from the environment.
 */
import { registerHooks } from 'node:module';
import { createInterface } from 'node:readline';

const modules: string[] = [];
registerHooks({
  load(url, context, next) {
    modules.push(url);
    return next(url, context);
  },
});

const [base = ''] = process.argv.slice(2);
// Only now, so that everything is seen.
const { pino } = await import('pino');
const { startApp } = await import('../../src/app.ts');
const { readConfig } = await import('../../src/config.ts');
const { connectOptions } = await import('../../src/room/index.ts');

const app = await startApp({
  // Of settings, a role of its own asks for PostgreSQL; on any other database it is the same bot.
  config: { ...readConfig(), role: 'bot' },
  log: pino({ level: 'error' }, pino.destination(2)),
  discord: { client: connectOptions({ base }), uploadsBase: base },
});
const say = (line: string) => process.stdout.write(`${line}\n`);
say('ready');
createInterface({ input: process.stdin })
  .on('line', () => {
    const { sharedObjects } = process.report.getReport() as unknown as { sharedObjects: string[] };
    say(JSON.stringify({ modules, libraries: sharedObjects }));
  })
  .on('close', async () => {
    await app.stop();
    process.exit(0);
  });
