/**
 * A worker as a process of its own, to be killed: the product's own start without Discord. It tells its parent
 * which jobs it sees running and ended, one line each. Settings come from the environment.
 */
import { pino } from 'pino';
import { startApp } from '../../src/app.ts';
import { readConfig } from '../../src/config.ts';

const log = pino({ level: 'error' }, pino.destination(2));
const app = await startApp({ config: readConfig(), log, trainingSteps: 4 });
const said = new Set<string>();
const say = (line: string) => {
  if (said.has(line)) return;
  said.add(line);
  process.stdout.write(`${line}\n`);
};
const ids = process.argv.slice(2);
const watch = setInterval(async () => {
  for (const id of ids) {
    const job = await app.store.jobs.get(id);
    if (job?.state === 'running' && job.percent > 0) say(`running ${id}`);
    if (job?.state === 'done' || job?.state === 'failed') say(`${job.state} ${id}`);
  }
}, 20);
process.on('SIGTERM', async () => {
  clearInterval(watch);
  await app.stop();
  process.exit(0);
});
say('ready');
