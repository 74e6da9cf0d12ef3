/** `npm run room`: the practice room, on this machine alone. `--port`, `--data` and `--quiet` (opens no browser). */
import { boot } from './boot.ts';

boot();
const { Command, InvalidArgumentError } = await import('commander');
const { pino } = await import('pino');
const { openPractice, openInBrowser } = await import('./practice/index.ts');
const { isAttended, readPracticeConfig } = await import('./config.ts');
const { RoomError } = await import('./room/index.ts');
const { BeatwrightError, words } = await import('./words/index.ts');

/** Where the page usually is. */
const USUAL_PORT = 4747;
const USUAL_DATA = './data/practice';
/** How long stopping may take, in milliseconds. */
const STOP_MS = 50_000;
/** Signals so close together are one, in milliseconds. */
const SAME_MS = 1000;

const program = new Command('npm run room --')
  .description(words.terminal.room.description)
  .option('--port <number>', words.terminal.room.port({ usual: USUAL_PORT }), (text: string) => {
    const port = Number(text);
    if (!Number.isInteger(port) || port < 0 || port > 65_535)
      throw new InvalidArgumentError(words.terminal.room.portWanted);
    return port;
  })
  .option('--data <folder>', words.terminal.room.data, USUAL_DATA)
  .option('--quiet', words.terminal.room.quiet)
  .parse();
const given = program.opts<{ port?: number; data: string; quiet?: boolean }>();

try {
  const config = readPracticeConfig(given.data);
  const log = pino({ level: config.logLevel === 'info' ? 'warn' : config.logLevel }, pino.destination(2));
  const open = (port: number) => openPractice({ port, config, log, onFatal: () => leave(1) });
  const practice = await (given.port === undefined
    ? open(USUAL_PORT).catch((error: unknown) => {
        // Somebody else is there: any other will do.
        if (error instanceof RoomError && error.id === 'room-page-port') return open(0);
        throw error;
      })
    : open(given.port));
  const invite = () => {
    const address = practice.page.address();
    console.log(words.terminal.room.address({ address }));
    return address;
  };
  const address = invite();
  if (isAttended() && given.quiet !== true) openInBrowser(address);
  if (process.stdin.isTTY) process.stdin.on('data', invite);

  let leftAt: number | undefined;
  function leave(code: number): void {
    if (leftAt !== undefined) {
      // One Ctrl-C comes twice, from the terminal and from npm; one that comes later is meant.
      if (performance.now() - leftAt > SAME_MS) process.kill(process.pid, 'SIGKILL');
      return;
    }
    leftAt = performance.now();
    process.stdin.pause();
    console.log(words.terminal.room.stopping);
    setTimeout(() => process.kill(process.pid, 'SIGKILL'), STOP_MS).unref();
    practice.close().then(
      () => process.exit(code),
      (error: unknown) => {
        console.error(error);
        process.exit(1);
      },
    );
  }
  process.on('SIGINT', () => leave(0));
  process.on('SIGTERM', () => leave(0));
  practice.ready.then(
    () => console.log(words.terminal.room.ready),
    (error: unknown) => {
      console.error(error instanceof BeatwrightError ? error.message : error);
      leave(1);
    },
  );
} catch (error) {
  if (!(error instanceof BeatwrightError || error instanceof RoomError)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}
