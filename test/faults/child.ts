/**
 * A worker as a process of its own, to be killed: the product's own start without Discord. It tells its parent
 * which jobs it sees running and ended, one line each. Settings come from the environment.
 */
import { setTimeout } from 'node:timers/promises';
import { pino } from 'pino';
import { startApp } from '../../src/app.ts';
import { readConfig } from '../../src/config.ts';

const log = pino({ level: 'error' }, pino.destination(2));
const app = await startApp({ config: readConfig(), log });
const said = new Set<string>();
const say = (line: string) => {
  if (said.has(line)) return;
  said.add(line);
  process.stdout.write(`${line}\n`);
};
const ids = process.argv.slice(2);
let isStopping = false;
process.on('SIGTERM', async () => {
  isStopping = true;
  await app.stop();
  process.exit(0);
});
while (!isStopping) {
  for (const id of ids) {
    const job = isStopping ? undefined : await app.store.jobs.get(id);
    if (job?.state === 'running' && job.percent > 0) say(`running ${id}`);
    if (job?.state === 'done' || job?.state === 'failed') say(`${job.state} ${id}`);
  }
  // Seldom, to leave the machine to the work.
  await setTimeout(50);
}
