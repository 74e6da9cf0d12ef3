/**
 * Whether beats sound like whoever they are made for: artists who are known by their sound hand over MP3s, and a recogniser
 * that has heard nothing but these tells whose the takes are, which the product renders with what it has learned.
 */
import { mean } from 'd3-array';
import { type Audio, createAudio } from '../../../src/audio/index.ts';
import { DATA_FOLDER, grammarSong } from '../../../src/corpus/index.ts';
import { LISTEN_RATE as RATE } from '../../../src/listen/index.ts';
import { type Drum, randomOf, type Score, type Sound } from '../../../src/music/index.ts';
import { strike } from '../../../src/render/drums/strike.ts';
import { KITS, type Kit, render } from '../../../src/render/index.ts';
import type { WorkFolder } from '../artists/work.ts';
import { SOUND_ARTISTS, type SoundArtist } from './artists.ts';
import { shaped } from './filters.ts';
import { type Learned, learnedFrom, WAYS, type Way } from './learned.ts';
import { meanOf, spectrumDistance, strokeDistance, thirdsOf } from './measures.ts';
import { type ArtistKit, openKit, playedBy } from './play.ts';
import { excerptsOf, type KnownPiece, recogniserOf } from './recogniser.ts';

export interface SoundOptions {
  /** References of each artist, and takes that are judged. */
  readonly references: number;
  readonly takes: number;
  /** Only these artists are asked, by parts of their names; they are still told from all. */
  readonly only?: readonly string[];
  readonly work: WorkFolder;
  readonly data?: string;
  readonly onProgress?: (stage: string, fraction: number) => void;
  readonly signal?: AbortSignal;
}

/** What one way of rendering an artist's takes comes to. */
export interface WayFigures {
  /** The share of takes that are recognised. */
  readonly recognised: number;
  /** Whose the takes were taken for, as often as they were. */
  readonly takenFor: Readonly<Record<string, number>>;
  /** From the mean spectrum of the references, in dB. */
  readonly spectrum: number;
  /** Of each drum from what it really is, in dB. */
  readonly drums: Readonly<Partial<Record<Drum, number>>>;
}

export interface SoundFigures {
  readonly artist: string;
  readonly ways: Readonly<Record<Way, WayFigures>>;
  /** The spectrum of a reference from the mean of the others, in dB. */
  readonly spectrumOfReferences: number;
  readonly seconds: number;
}

export interface SoundReport {
  readonly artists: readonly SoundFigures[];
  /** The share of references that are recognised when the recogniser has not heard them. */
  readonly references: number;
}

const KBPS = 192;
/** The grammar's songs that are references and takes: both artists of a style play the same. */
const SONGS = { references: 700, takes: 900 } as const;
const BARS = { references: 8, takes: 4 } as const;

interface Heard {
  readonly artist: SoundArtist;
  readonly kit: ArtistKit;
  readonly files: readonly Uint8Array[];
  readonly thirds: readonly number[][];
  readonly pieces: readonly KnownPiece[];
}

/** @throws BeatwrightError `samples-absent`. */
export async function evaluateSound(o: SoundOptions): Promise<SoundReport> {
  const audio = createAudio();
  const heard: Heard[] = [];
  for (const [i, artist] of SOUND_ARTISTS.entries()) {
    o.onProgress?.(`${artist.name}: playing`, (0.2 * i) / SOUND_ARTISTS.length);
    heard.push(await handedOver(artist, audio, o));
  }
  const recogniser = recogniserOf(heard.flatMap(({ pieces }) => pieces));
  const asked = heard.filter(({ artist }) => o.only?.some((part) => artist.name.includes(part)) ?? true);
  const artists: SoundFigures[] = [];
  for (const [i, one] of asked.entries()) {
    o.signal?.throwIfAborted();
    o.onProgress?.(`${one.artist.name}: learning and rendering`, 0.2 + (0.8 * i) / asked.length);
    artists.push(await figuresOf(one, recogniser, audio, o));
  }
  return { artists, references: leftOut(heard) };
}

async function handedOver(artist: SoundArtist, audio: Audio, o: SoundOptions): Promise<Heard> {
  const kit = await openKit(artist, audio, o.data ?? DATA_FOLDER);
  const files: Uint8Array[] = [];
  const thirds: number[][] = [];
  const pieces: KnownPiece[] = [];
  for (let n = 0; n < o.references; n++) {
    o.signal?.throwIfAborted();
    const name = `${artist.name} ${n}`;
    await o.work.json(name, async () => {
      const sound = playedBy(
        artist,
        kit,
        grammarSong(artist.style, SONGS.references + n, { bars: BARS.references }),
      );
      await o.work.keep(`${name}.mp3`, await audio.encode(sound, { format: 'mp3', kbps: KBPS }));
      return {};
    });
    const file = await o.work.read(`${name}.mp3`);
    const sound = await audio.decode(file, { sampleRate: RATE, channels: 2 });
    files.push(file);
    thirds.push(thirdsOf(sound));
    pieces.push({ of: artist.name, excerpts: excerptsOf(sound) });
  }
  return { artist, kit, files, thirds, pieces };
}

/** The share of pieces that are recognised by those that are left when theirs is left out. */
function leftOut(heard: readonly Heard[]): number {
  const all = heard.flatMap(({ pieces }) => pieces);
  return mean(all, (piece) => {
    const others = recogniserOf(all.filter((other) => other !== piece));
    return Number(others.nearest(piece.excerpts) === piece.of);
  })!;
}

async function figuresOf(
  { artist, kit, files, thirds }: Heard,
  recogniser: ReturnType<typeof recogniserOf>,
  audio: Audio,
  o: SoundOptions,
): Promise<SoundFigures> {
  const started = performance.now();
  const learned = await learnedFrom(files, audio, o.signal);
  const seconds = (performance.now() - started) / 1_000;
  const scores = Array.from({ length: o.takes }, (_, n) =>
    grammarSong(artist.style, SONGS.takes + n, { bars: BARS.takes }),
  );
  const target = meanOf(thirds);
  const ways: Partial<Record<Way, WayFigures>> = {};
  for (const way of WAYS) {
    const used = learned.by(way, KITS[artist.style]);
    const takes: Sound[] = [];
    for (const [seed, score] of scores.entries()) {
      o.signal?.throwIfAborted();
      takes.push(await take(score, seed, artist, used));
    }
    const names = takes.map((sound) => recogniser.nearest(excerptsOf(sound)));
    ways[way] = {
      recognised: mean(names, (name) => Number(name === artist.name))!,
      takenFor: Object.fromEntries(
        [...Map.groupBy(names, (name) => name)].map(([name, all]) => [name, all.length]),
      ),
      spectrum: mean(takes, (sound) => spectrumDistance(thirdsOf(sound), target))!,
      drums: drumDistances(artist, kit, used.kit),
    };
  }
  const spectrumOfReferences = mean(thirds, (own) =>
    spectrumDistance(own, meanOf(thirds.filter((other) => other !== own))),
  )!;
  return { artist: artist.name, ways: ways as Record<Way, WayFigures>, spectrumOfReferences, seconds };
}

function take(score: Score, seed: number, { style }: SoundArtist, used: Learned): Promise<Sound> {
  return render({ score, style, seed, ...used });
}

/** The stroke that drums are compared by. */
const FORCE = 0.85;

function drumDistances({ desk }: SoundArtist, kit: ArtistKit, played: Kit): WayFigures['drums'] {
  return Object.fromEntries(
    [...kit].map(([drum, stroke]) => {
      const random = randomOf('a stroke to compare');
      const own = strike(played.drums[drum], { force: FORCE, random, sampleRate: RATE });
      return [drum, strokeDistance(own, shaped(stroke, desk.curve))];
    }),
  );
}
