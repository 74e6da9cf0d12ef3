/**
 * Sound files: ffmpeg as WebAssembly beside the program of this machine. What is timed is what the product does:
 * looking into a song of three minutes and decoding it as the listener wants it, and writing the MP3s of a take of
 * 14 s, of four takes at once and of a song.
 */
import { type Audio, createAudio, findEngine, wasmEngine } from '../../src/audio/index.ts';
import type { Sound } from '../../src/music/index.ts';

const ROUNDS = 5;
const LISTEN_RATE = 22_050;

export async function audioBench(log: (line: string) => void = () => {}): Promise<Record<string, unknown>> {
  const found = await findEngine({ log });
  const started = performance.now();
  const wasm = createAudio({ engine: await wasmEngine() });
  const compileMs = performance.now() - started;
  const native = found.kind === 'native' ? createAudio({ engine: found }) : undefined;
  const [take, song] = [chords(14), chords(180)];
  const mp3 = await wasm.encode(song, { format: 'mp3' });
  const work: Record<string, (audio: Audio) => Promise<unknown>> = {
    probe: (audio) => audio.probe(mp3),
    decode: (audio) => audio.decode(mp3, { sampleRate: LISTEN_RATE, channels: 1 }),
    take: (audio) => audio.encode(take, { format: 'mp3' }),
    fourTakes: (audio) =>
      Promise.all(
        Array(4)
          .fill(take)
          .map((one) => audio.encode(one, { format: 'mp3' })),
      ),
    song: (audio) => audio.encode(song, { format: 'mp3' }),
  };
  const figures: Record<string, object> = {};
  for (const [name, run] of Object.entries(work)) {
    const times = { wasm: [] as number[], native: [] as number[] };
    // The first time compiles what is run, which a process does once.
    const first = await timed(() => run(wasm));
    await native?.probe(mp3);
    for (let round = 0; round < ROUNDS; round++) {
      times.wasm.push(await timed(() => run(wasm)));
      if (native) times.native.push(await timed(() => run(native)));
      log(`${name} ${round + 1}/${ROUNDS}: ${Math.round(times.wasm.at(-1)!)} ms`);
    }
    const wasmMs = median(times.wasm);
    figures[name] = {
      firstMs: Math.round(first),
      wasmMs: Math.round(wasmMs),
      ...(native && {
        nativeMs: Math.round(median(times.native)),
        ratio: Math.round((100 * wasmMs) / median(times.native)) / 100,
      }),
    };
  }
  return {
    compileMs: Math.round(compileMs),
    ...figures,
    peakRssMb: Math.round(process.resourceUsage().maxRSS / 1024),
  };
}

/** Stereo sound with something in it at all frequencies, as music has. */
function chords(seconds: number): Sound {
  const sampleRate = 44_100;
  let noise = 1;
  const channel = (detune: number) =>
    Float32Array.from({ length: seconds * sampleRate }, (_, i) => {
      noise = (Math.imul(noise, 1_103_515_245) + 12_345) >>> 0;
      const beat = (i % 22_050) / 22_050;
      const tones = [110, 220, 277, 330].map((hz) => Math.sin((2 * Math.PI * hz * detune * i) / sampleRate));
      return 0.15 * tones.reduce((sum, x) => sum + x, 0) + 0.2 * (noise / 2 ** 31 - 1) * (1 - beat) ** 4;
    });
  return { sampleRate, channels: [channel(1), channel(1.003)] };
}

async function timed(run: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await run();
  return performance.now() - start;
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[values.length >> 1]!;
}
