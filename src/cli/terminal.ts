/** What a terminal can show: results on stdout, all else on stderr, so that a pipe gets results only. */
import { stderr, stdout } from 'node:process';
import { Presets, SingleBar } from 'cli-progress';
import { type Logger, pino } from 'pino';
import { BeatwrightError } from '../words/index.ts';

export interface Terminal {
  /** Aborts when the person presses Ctrl-C. */
  readonly signal: AbortSignal;
  readonly log: Logger;
  /** Prints the one result: an object for `--json`, else lines for people. */
  result(json: object, text: string): void;
  /** Moves the progress bar; where stderr is no terminal, writes a line of it now and then. */
  readonly progress: (stage: string, percent: number) => void;
  readonly progressEnds: () => void;
}

/** How far apart lines of progress are, in milliseconds: what is done sooner writes none into a log. */
const LINE_EVERY_MS = 30_000;

export function createTerminal({ json }: { json: boolean }): Terminal {
  const stop = new AbortController();
  process.once('SIGINT', () => {
    process.exitCode = 130;
    stop.abort(new BeatwrightError('stopped'));
  });
  let bar: SingleBar | undefined;
  let lastLine = performance.now();
  return {
    signal: stop.signal,
    log: pino({ level: 'warn' }, pino.destination(stderr.fd)),
    result(object, text) {
      stdout.write(json ? `${JSON.stringify(object)}\n` : text === '' ? '' : `${text}\n`);
    },
    progress(stage, share) {
      const percent = Math.round(share);
      if (!stderr.isTTY) {
        if (performance.now() - lastLine < LINE_EVERY_MS) return;
        lastLine = performance.now();
        stderr.write(`${percent} % ${stage}\n`);
        return;
      }
      if (bar === undefined) {
        bar = new SingleBar(
          { format: '{bar} {percentage} % {stage}', stream: stderr, hideCursor: true, clearOnComplete: true },
          Presets.shades_classic,
        );
        bar.start(100, percent, { stage });
      } else bar.update(percent, { stage });
    },
    progressEnds() {
      bar?.stop();
      bar = undefined;
    },
  };
}

/** Why a job failed, as its row says it. */
export class JobFailure extends Error {
  readonly id: string;

  constructor(id: string, sentence: string) {
    super(sentence);
    this.id = id;
  }
}

/** Whether an error is one that people can mend: its message says how. */
export function isTold(error: unknown): error is BeatwrightError | JobFailure {
  return error instanceof BeatwrightError || error instanceof JobFailure;
}

/** Shows why it did not work and sets the exit code: 1 for what a person can mend, 70 for a defect. */
export function showError(error: unknown, { json }: { json: boolean }): void {
  const known = isTold(error);
  const id = known ? error.id : 'defect';
  const message = known
    ? error.message
    : `Something unexpected went wrong: ${error instanceof Error ? error.stack : String(error)}`;
  process.exitCode ??= known ? 1 : 70;
  if (json) stdout.write(`${JSON.stringify({ error: { id, message } })}\n`);
  else stderr.write(`${message}\n`);
}
