/** `npm start`: reads the settings, starts what they ask for, and stops in order when told to. */
import { boot } from './boot.ts';

boot();
const { pino } = await import('pino');
const { readConfig } = await import('./config.ts');
const { BeatwrightError, words } = await import('./words/index.ts');

/** How long stopping may take, in milliseconds; docker-compose.yml waits longer. What is lost then is what kill -9 would lose. */
const STOP_MS = 50_000;

try {
  const config = readConfig();
  if (config.discordToken === undefined && config.role !== 'worker') {
    console.error(words.terminal.noToken);
    process.exitCode = 1;
  } else {
    const { startApp } = await import('./app.ts');
    const log = pino({ level: config.logLevel });
    const starting = startApp({ config, log, onFatal: () => leave('a fatal error', 1) });
    let leaving = false;
    const leave = (why: string, code: number) => {
      if (leaving) endAtOnce();
      leaving = true;
      log.info(`stopping: ${why}`);
      setTimeout(() => {
        log.error({ seconds: STOP_MS / 1000 }, 'not stopped in time: ended');
        endAtOnce();
      }, STOP_MS).unref();
      starting
        .then((app) => app.stop())
        .then(
          () => process.exit(code),
          (error) => {
            log.error({ err: error }, 'stopping failed');
            process.exit(1);
          },
        );
    };
    process.on('SIGTERM', () => leave('SIGTERM', 0));
    process.on('SIGINT', () => leave('SIGINT', 0));
    await starting;
  }
} catch (error) {
  if (!(error instanceof BeatwrightError)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}

/**
 * The second signal is meant: whoever sends it does not want to wait. `process.exit` would end the threads one by one, and
 * to end one while ONNX Runtime computes on it aborts the process now and then, with a scare on stderr.
 */
function endAtOnce(): never {
  process.kill(process.pid, 'SIGKILL');
  // The first process of a container cannot kill itself.
  process.exit(1);
}
