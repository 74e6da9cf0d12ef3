/** Listening: how much faster than real time a stereo MP3 of three minutes is fully heard, decoding included. */
import { createAudio } from '../../src/audio/index.ts';
import { grammarSong } from '../../src/corpus/index.ts';
import { hear, LISTEN_RATE, openEars } from '../../src/listen/index.ts';
import { median, type Sound } from '../../src/music/index.ts';
import { renderSong } from '../../src/render/index.ts';

const SECONDS = 180;
const ROUNDS = 3;

export async function listenBench(log: (line: string) => void = () => {}): Promise<Record<string, unknown>> {
  const audio = createAudio({ log });
  const score = grammarSong('boom-bap', 1, { bars: 8, bpm: 80, tonic: 5, mode: 'minor' });
  const song = await renderSong({ score, style: 'boom-bap', seed: 1 });
  const mp3 = await audio.encode(cut(song.sound), { format: 'mp3' });
  const { drums, pitch } = await openEars();
  const times: number[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    const start = performance.now();
    const sound = await audio.decode(mp3, { sampleRate: LISTEN_RATE, channels: 1 });
    const hearing = await hear(sound, { drums, pitch });
    times.push(performance.now() - start);
    log(
      `listen ${round + 1}/${ROUNDS}: ${Math.round(times.at(-1)!)} ms, ${hearing.bpm} bpm, ${hearing.loops.length} loops`,
    );
  }
  const milliseconds = median(times)!;
  return {
    timesRealTime: Math.round((10 * SECONDS * 1000) / milliseconds) / 10,
    peakRssMb: Math.round(process.resourceUsage().maxRSS / 1024),
  };
}

/** Three minutes of a song, from its start again where it is shorter. */
function cut({ sampleRate, channels }: Sound): Sound {
  return {
    sampleRate,
    channels: channels.map((channel) =>
      Float32Array.from({ length: SECONDS * sampleRate }, (_, i) => channel[i % channel.length]!),
    ),
  };
}
