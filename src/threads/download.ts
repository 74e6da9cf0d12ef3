/** Files of a take that fit into one message: the best format that does. */
import type { Audio, EncodeOptions } from '../audio/index.ts';
import { type Sound, writeMidi } from '../music/index.ts';
import { type PackedFile, packTake, render, renderSong, renderTake } from '../render/index.ts';
import { BeatwrightError, words } from '../words/index.ts';
import type { Tags, Tasks } from './messages.ts';
import { kitOf } from './one-shots.ts';
import { midiTags } from './tags.ts';

type Input = Tasks['download']['input'];
type Output = Tasks['download']['output'];
type Report = (stage: string, fraction: number) => void;
type Format = Omit<EncodeOptions, 'tags' | 'signal'>;

/** Formats from the best to the smallest, by the endings of their files. */
const SOUNDS: readonly Format[] = [{ format: 'wav' }, { format: 'flac' }, { format: 'flac', bits: 16 }];
const STEMS: readonly Format[] = [{ format: 'flac' }, { format: 'flac', bits: 16 }, { format: 'ogg' }];
const SONGS: readonly Format[] = [{ format: 'mp3' }, { format: 'ogg' }];

/** @throws BeatwrightError `download-too-big` if nothing fits into `maxBytes` */
export async function download(audio: Audio, input: Input, report: Report): Promise<Output> {
  const { score, style, seed, master, tags, maxBytes } = input;
  const request = { score, style, seed, master, ...kitOf(input) };
  switch (input.download) {
    case 'ogg': {
      const file = await smallEnough(audio, await render(request), [{ format: 'ogg' }], tags, maxBytes);
      return { files: [file] };
    }
    case 'wav': {
      const file = await smallEnough(audio, await render(request), SOUNDS, tags, maxBytes);
      return { files: [file] };
    }
    case 'song': {
      const song = await renderSong(request);
      report(words.stages['writing-song'], 0.7);
      const midi = writeMidi(song.score, { ...midiTags(tags), markers: song.markers });
      const marked = { ...tags, markers: song.markers };
      const file = await smallEnough(audio, song.sound, SONGS, marked, maxBytes - midi.byteLength);
      return { files: [file, { ending: 'mid', bytes: midi }] };
    }
    case 'stems':
      return { files: [{ ending: 'zip', bytes: await stemsOf(audio, input, report) }] };
  }
}

async function stemsOf(
  audio: Audio,
  { score, style, seed, tags, name, maxBytes, own, timbre, isStyleless }: Input,
  report: Report,
): Promise<Uint8Array> {
  const { stems } = await renderTake({ score, style, seed, ...kitOf({ style, own, timbre, isStyleless }) });
  const midi = writeMidi(score, midiTags(tags));
  for (const [tried, format] of STEMS.entries()) {
    const files: PackedFile[] = [];
    for (const [i, { name: label, sound }] of stems.entries()) {
      report(words.stages['writing-stems'], 0.4 + 0.6 * ((tried + i / stems.length) / STEMS.length));
      const title = `${tags.title} ${label}`;
      const bytes = await audio.encode(sound, { ...format, tags: { ...tags, title } });
      files.push({ label, ending: format.format, bytes });
    }
    const zip = packTake(name, midi, files, { ownKit: own !== undefined, origin: tags.origin });
    if (zip.byteLength <= maxBytes) return zip;
  }
  throw tooBig();
}

async function smallEnough(
  audio: Audio,
  sound: Sound,
  formats: readonly Format[],
  tags: Tags,
  maxBytes: number,
): Promise<{ ending: string; bytes: Uint8Array }> {
  for (const format of formats) {
    const bytes = await audio.encode(sound, { ...format, tags });
    if (bytes.byteLength <= maxBytes) return { ending: format.format, bytes };
  }
  throw tooBig();
}

function tooBig(): BeatwrightError {
  return new BeatwrightError('download-too-big');
}
