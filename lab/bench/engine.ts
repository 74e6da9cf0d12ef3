/** How fast compiled programs are, next to other ways to run the same and to what the machine can do at most. */
import { availableParallelism } from 'node:os';
import * as tf from '@tensorflow/tfjs-core';
import { compile, createState, loadGraphModel } from '../../src/engine/index.ts';
import { median } from '../../src/music/index.ts';
import { createDecoder } from './engine/decoder.ts';
import { startTorch } from './engine/torch.ts';
import { createTrainer, SIZE } from './engine/transformer.ts';
import { onWasm } from './engine/wasm.ts';

const ROUNDS = 9;
/** Training steps that are made as one run. */
const GROUP = 8;
const THREADS = availableParallelism();
const BASIC_PITCH = new URL('../node_modules/@spotify/basic-pitch/model/model.json', import.meta.url)
  .pathname;
/** Samples that its window holds, and by how many it moves on. */
const WINDOW = 43_844;
const HOP = WINDOW - 30 * 256;
const RATE = 22_050;

export interface EngineFigures {
  engine: {
    stepMs: number;
    tokensPerSecond: number;
    gflops: number;
    vsWasm: number;
    /** Absent PyTorch: null. */
    vsTorch: number | null;
    ofCeiling: number;
  };
  decode: { ms: number };
  basicPitch: { vsWasm: number; timesRealTime: number };
}

/** Measures in interleaved rounds, so that what else the machine does falls on all alike, and gives medians. */
export async function engineBench(log: (line: string) => void): Promise<EngineFigures> {
  log(`${THREADS} threads, ${ROUNDS} rounds, medians`);
  const trainer = await createTrainer();
  const ceiling = await createCeiling();
  const decoder = await createDecoder(Math.random, { threads: 1 });
  const listener = await createListener();
  const torch = await startTorch(THREADS);
  if (!torch) log('PyTorch: skipped, since neither python3 nor /usr/bin/python3 can import torch');
  else if (torch.parameters !== trainer.parameters) throw new Error('PyTorch runs another model');

  const wasm = await onWasm(async () => {
    const eager = await createTrainer({ backend: 'eager' });
    const step = await milliseconds(() => eager.steps(1));
    await listener.eager();
    return { step, listen: await milliseconds(() => listener.eager()) };
  });

  const times = {
    step: [] as number[],
    product: [] as number[],
    torch: [] as number[],
    decode: [] as number[],
    listen: [] as number[],
  };
  for (let round = -1; round < ROUNDS; round++) {
    const go = async (name: keyof typeof times, count: number, run: () => Promise<number>) => {
      for (let i = 0; i < count; i++) {
        const time = await run();
        // The first round warms everything up.
        if (round >= 0) times[name].push(time);
      }
    };
    await go('step', 1, async () => (await milliseconds(() => trainer.steps(GROUP))) / GROUP);
    await go('product', 8, async () => (await milliseconds(() => ceiling.run())) / ceiling.products);
    if (torch) await go('torch', 2, () => torch.step());
    await go('decode', 1, () => milliseconds(() => decoder.decode()));
    await go('listen', 2, () => milliseconds(() => listener.native()));
  }
  torch?.stop();

  const tokens = SIZE.batch * SIZE.length;
  const stepMs = median(times.step)!;
  const gflops = (6 * trainer.parameters * tokens) / stepMs / 1e6;
  const atMost = ceiling.flops / median(times.product)! / 1e6;
  const vsTorch = torch ? median(times.torch)! / stepMs : null;
  const figures: EngineFigures = {
    engine: {
      stepMs: round(stepMs),
      tokensPerSecond: Math.round((tokens / stepMs) * 1000),
      gflops: round(gflops),
      vsWasm: round(wasm.step / stepMs),
      vsTorch: vsTorch && round(vsTorch),
      ofCeiling: round(gflops / atMost),
    },
    decode: { ms: Math.round(median(times.decode)!) },
    basicPitch: {
      vsWasm: round(wasm.listen / median(times.listen)!),
      timesRealTime: round(((HOP / RATE) * 1000) / median(times.listen)!),
    },
  };
  log(
    `step: ${figures.engine.stepMs} ms (best ${round(Math.min(...times.step))}), ${figures.engine.gflops} GFLOP/s`,
  );
  log(`ceiling: ${round(atMost)} GFLOP/s, of which ${figures.engine.ofCeiling}`);
  log(`TensorFlow.js wasm: ${Math.round(wasm.step)} ms, ${figures.engine.vsWasm} times as long`);
  if (torch)
    log(
      `PyTorch ${torch.version}: ${round(median(times.torch)!)} ms, ${figures.engine.vsTorch} times as long`,
    );
  log(`decoding: ${figures.decode.ms} ms (best ${Math.round(Math.min(...times.decode))})`);
  log(
    `basic-pitch: ${round(median(times.listen)!)} ms a window, ${figures.basicPitch.timesRealTime} times real time; wasm: ${Math.round(wasm.listen)} ms`,
  );
  await Promise.all([trainer.release(), ceiling.release(), decoder.release(), listener.release()]);
  return figures;
}

/** The product [1024 × 192] × [192 × 768], eight times over, with next to nothing to bring in or take out. */
async function createCeiling() {
  const [rows, inner, columns, products] = [1024, 192, 768, 8];
  const each = <T>(value: T) => Array.from({ length: products }, () => value);
  const noise = (size: number) => Float32Array.from({ length: size }, Math.random);
  // Equal matrices would be multiplied only once.
  const lists = each(0).map(() => noise(rows * inner));
  const left = createState({ list: each({ shape: [rows, inner] } as const) }, { list: lists });
  const right = createState({ matrix: { shape: [inner, columns] } }, { matrix: noise(inner * columns) });
  const program = await compile(
    (_, { left, right }) => {
      const corner = (product: tf.Tensor) => tf.slice(product, [0, 0], [1, 1]);
      return { outputs: { corners: left.list.map((matrix) => corner(tf.matMul(matrix, right.matrix))) } };
    },
    { inputs: {}, states: { left, right } },
  );
  return {
    products,
    flops: 2 * rows * inner * columns,
    run: () => program.run({}),
    release: () => program.release(),
  };
}

/** Spotify's transcriber on two seconds of noise. */
async function createListener() {
  const model = await loadGraphModel(BASIC_PITCH);
  const signature = { inputs: { audio: { shape: [1, WINDOW, 1] } } } as const;
  const listen = ({ audio }: { audio: tf.Tensor }) => model.apply({ input_2: audio });
  const native = await compile(listen, signature);
  const eager = await compile(listen, signature, { backend: 'eager' });
  const audio = Float32Array.from({ length: WINDOW }, () => Math.random() - 0.5);
  return {
    native: () => native.run({ audio }),
    eager: () => eager.run({ audio }),
    release: () => native.release(),
  };
}

async function milliseconds(run: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await run();
  return performance.now() - start;
}

function round(number: number): number {
  return Number(number.toPrecision(3));
}
