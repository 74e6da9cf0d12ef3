/** Scores become sound, and sound becomes files. */
import { setImmediate } from 'node:timers/promises';
import type { Audio } from '../audio/index.ts';
import { type Score, type Sound, type TakeDetails, writeMidi } from '../music/index.ts';
import {
  KITS,
  missingPresets,
  type PackedFile,
  packTake,
  readKit,
  render,
  renderSong,
  renderTake,
  type TakeSound,
  withSoundFont,
} from '../render/index.ts';
import type { Tags, Tasks } from './messages.ts';
import { kitOf } from './one-shots.ts';
import { midiTags } from './tags.ts';

type Input<N extends keyof Tasks> = Tasks[N]['input'];
type Output<N extends keyof Tasks> = Promise<Tasks[N]['output']>;

export async function kit(audio: Audio, { style, path, soundFont }: Input<'kit'>): Output<'kit'> {
  const readOneShot = (file: string) =>
    audio.decode(file, { sampleRate: 44_100, channels: 1, maxSeconds: ONE_SHOT_SECONDS });
  const own = path === undefined ? KITS[style] : await readKit(path, style, readOneShot);
  const chosen = soundFont === undefined ? own : withSoundFont(own, soundFont);
  return { kit: chosen, warnings: await missingPresets(chosen) };
}

/** Longest one-shot of a kit, in seconds. */
const ONE_SHOT_SECONDS = 10;

export async function sound(audio: Audio, asked: Input<'sound'>, signal: AbortSignal): Output<'sound'> {
  const { score, style, seed, master: wanted, wav, tags, stems } = asked;
  // Whoever called it off while it waited for the thread is heard before it blocks the thread.
  await setImmediate();
  signal.throwIfAborted();
  const started = performance.now();
  const request = { score, style, seed, master: wanted, ...kitOf(asked) };
  const take = stems === undefined ? undefined : await renderTake(request);
  const master = take?.master ?? (await render(request));
  const rendered = performance.now();
  const outline = outlineOf(master);
  const mp3 = await audio.encode(master, { format: 'mp3', tags });
  const encoded = performance.now();
  return {
    mp3,
    ...(wav ? { wav: await audio.encode(master, { format: 'wav', tags }) } : {}),
    ...(take && stems ? { stems: await pack(audio, stems, take, asked) } : {}),
    outline,
    ms: { render: rendered - started, encode: encoded - rendered },
  };
}

export async function song(audio: Audio, asked: Input<'song'>): Output<'song'> {
  const { score, style, seed, tags, master, kit: own } = asked;
  const whole = await renderSong({ score, style, seed, master, ...(own === undefined ? {} : { kit: own }) });
  const marked = { ...tags, markers: whole.markers };
  return {
    mp3: await audio.encode(whole.sound, { format: 'mp3', tags: marked }),
    wav: await audio.encode(whole.sound, { format: 'wav', tags: marked }),
    midi: writeMidi(whole.score, { ...midiTags(tags), markers: whole.markers }),
    sections: whole.markers,
  };
}

/** Peaks that an outline has: more than a picture has columns. */
const OUTLINE = 2048;

function outlineOf({ channels }: Sound): Float32Array {
  const outline = new Float32Array(OUTLINE);
  for (const channel of channels) {
    for (let i = 0; i < channel.length; i++) {
      const at = Math.floor((i * OUTLINE) / channel.length);
      outline[at] = Math.max(outline[at]!, Math.abs(channel[i]!));
    }
  }
  return outline;
}

interface Packing {
  readonly score: Score;
  readonly tags: Tags;
  readonly kit?: unknown;
  readonly own?: unknown;
}

/** A take as a ZIP for a producer: MIDI, stems, their mix and the master. */
async function pack(
  audio: Audio,
  name: TakeDetails,
  take: TakeSound,
  { score, tags, kit, own }: Packing,
): Promise<Uint8Array> {
  const sounds = [
    ...take.stems.map((stem) => ({ label: stem.name, sound: stem.sound })),
    { label: 'mix', sound: take.mix },
    { label: 'master', sound: take.master },
  ];
  const files: PackedFile[] = [];
  for (const { label, sound: samples } of sounds) {
    const bytes = await audio.encode(samples, {
      format: 'wav',
      tags: { ...tags, title: `${tags.title} ${label}` },
    });
    files.push({ label, ending: 'wav', bytes });
  }
  const { origin } = tags;
  const ownKit = (kit ?? own) !== undefined;
  return packTake(name, writeMidi(score, midiTags(tags)), files, { ownKit, origin });
}

/** A bar of every part. */
const REHEARSAL: Score = {
  bpm: 140,
  key: { tonic: 0, mode: 'minor' },
  bars: 1,
  drums: [
    { tick: 0, drum: 'kick', velocity: 100 },
    { tick: 0, drum: 'closedHat', velocity: 80 },
    { tick: 960, drum: 'snare', velocity: 100 },
  ],
  bass: [{ tick: 0, duration: 480, pitch: 36, velocity: 100 }],
  chords: [{ tick: 0, duration: 960, pitches: [60, 63, 67], velocity: 80 }],
  melody: [{ tick: 480, duration: 240, pitch: 72, velocity: 90 }],
};

/** Plays a bar for nobody: the first sound of a thread takes three times as long as the others. */
export async function rehearse({ style }: Input<'prepareSound'>): Promise<void> {
  await render({ score: REHEARSAL, style, seed: 0 });
}
