/** A thread that runs ffmpeg as WebAssembly, once a message, in an instance that ends with the run. */
import { readFileSync } from 'node:fs';
import { parentPort, workerData } from 'node:worker_threads';
import { COMMON_ARGS, MAX_LOG_BYTES, OUTPUT, type Run, SOURCE, type Source } from '../runner.ts';
import { openCore } from './core.ts';
import { addDevice, connect, createInput, createSink } from './pipes.ts';

export interface ThreadData {
  readonly module: WebAssembly.Module;
}

export interface Task {
  readonly args: readonly string[];
  readonly source?: Source;
  readonly input?: Uint8Array<ArrayBuffer>;
  /** Most bytes of each of stdout and the output. */
  readonly maxBytes: number;
}

const { module }: ThreadData = workerData;

parentPort?.on('message', async (task: Task) => {
  const { transfer, ...run } = await runTask(task);
  parentPort?.postMessage(run satisfies Run, transfer);
});

const NOTHING = new Uint8Array();
/** Where ffmpeg finds itself. */
const FOLDER = '/run';

async function runTask({ args, source, input = NOTHING, maxBytes }: Task) {
  const core = await openCore(module);
  const { FS } = core;
  const stdout = createSink(maxBytes);
  const stderr = createSink(MAX_LOG_BYTES);
  // Encoders go back in it to write what they know only at the end.
  const output = createSink(maxBytes, { canSeek: true });
  connect(core, [createInput(input), stdout.device, stderr.device]);
  FS.mkdir(FOLDER);
  FS.chdir(FOLDER);
  if (source !== undefined) {
    FS.writeFile(SOURCE, typeof source === 'string' ? readFileSync(source) : source, { canOwn: true });
  }
  addDevice(FS, OUTPUT, output.device);
  let exitCode: number | undefined;
  let broke = '';
  try {
    exitCode = core.exec(...COMMON_ARGS, ...args);
  } catch (error) {
    // It trapped, or too much came out.
    broke = `\n${error}`;
  }
  const out = { stdout: stdout.take(), output: output.take() };
  return {
    ...out,
    // What aborts has no exit code of its own.
    exitCode: exitCode === -1 ? undefined : exitCode,
    stderr: new TextDecoder().decode(stderr.take()) + broke,
    transfer: [out.stdout.buffer, out.output.buffer],
  };
}
