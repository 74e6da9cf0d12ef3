/** A drum of ours that comes nearest to one that was heard: the nearest of all kits, its knobs turned, and equalised. */
import { type Drum, median, randomOf, type Sound } from '../music/index.ts';
import { type Band, type DrumSound, equaliserFor, KITS, strike } from '../render/index.ts';
import { descend } from './descend.ts';
import {
  above,
  commonImage,
  distanceBetween,
  IMAGE_BANDS,
  imageOf,
  MOST_EQUALISED,
  offsetsBetween,
  type StrokeImage,
} from './image.ts';
import { turned, turnsOf } from './knobs.ts';

export interface FittedDrum {
  /** At a level of 0 dB and without a place: these are the kit's. */
  readonly sound: DrumSound;
  /** How far it lies from what was heard, and how far the nearest drum of all kits did, in dB. */
  readonly distance: number;
  readonly stock: number;
}

/** The drums of all kits from which a heard one is looked for. */
const LIKE: Readonly<Record<Drum, readonly Drum[]>> = {
  kick: ['kick'],
  snare: ['snare', 'clap', 'rim'],
  clap: ['clap', 'snare'],
  rim: ['rim', 'percussion', 'snare'],
  closedHat: ['closedHat', 'shaker', 'openHat'],
  openHat: ['openHat', 'closedHat', 'ride', 'crash'],
  lowTom: ['lowTom', 'percussion'],
  highTom: ['highTom', 'percussion'],
  crash: ['crash', 'ride'],
  ride: ['ride', 'crash', 'openHat'],
  percussion: ['percussion', 'rim', 'lowTom', 'highTom', 'shaker'],
  shaker: ['shaker', 'closedHat'],
};
/** Seconds of a stroke that are compared. */
const SECONDS = 0.45;
/** Kinds of drum that are tried, the nearest of each, and how often each is struck to turn its knobs. */
const TRIED = 2;
const STROKES = 240;
/** A fit has to be nearer than the nearest stock drum by this factor to be kept. */
const NEARER = 0.95;
const FORCE = 0.85;
/** Tunes and cuts of metal that are tried; each pair of them costs a table, wherever it is played. */
const TUNES = [0.75, 1, 1.35, 1.75] as const;
const CUTS = [1_500, 3_500, 6_500] as const;

/** Under these frequencies, in Hz, hats and such have nothing of their own, and what is heard there is something else. */
const LOWEST: Readonly<Partial<Record<Drum, number>>> = {
  snare: 120,
  clap: 300,
  rim: 200,
  closedHat: 1_500,
  openHat: 1_500,
  crash: 600,
  ride: 600,
  percussion: 200,
  shaker: 1_500,
};

/**
 * @param heard the drum on one track after another, mono, from its onset: what all have in common counts, so that a bass
 * which strikes with it does not
 * @returns nothing of silence, and where nothing comes nearer than the stock drums */
export function fitDrum(heard: readonly Sound[], drum: Drum): FittedDrum | undefined {
  const { sampleRate } = heard[0]!;
  const lengths = heard.map(({ channels }) => channels[0]!.length);
  const length = Math.min(median(lengths)!, Math.round(SECONDS * sampleRate));
  const lowest = LOWEST[drum] ?? 0;
  const wanted = above(
    commonImage(heard.map(({ channels }) => imageOf(channels[0]!, length, sampleRate))),
    lowest,
  );
  if (wanted.every((rows) => rows.every((x) => x === 0))) return undefined;
  const image = (sound: DrumSound): StrokeImage => {
    const random = randomOf('a stroke to compare');
    const stroke = onsetOf(strike(sound, { force: FORCE, random, sampleRate }));
    return above(imageOf(stroke, length, sampleRate), lowest);
  };
  const stock = stockDrums(drum).map((sound) => ({ sound, image: image(sound) }));
  const nearest = Math.min(...stock.map((each) => distanceBetween(each.image, wanted)));
  const equalised = (own: StrokeImage) => distanceBetween(own, wanted, offsetsBetween(own, wanted));
  const starts = [
    ...stock,
    ...metals(stock.map(({ sound }) => sound)).map((sound) => ({ sound, image: image(sound) })),
  ]
    .map(({ sound, image: own }) => ({ sound, distance: equalised(own) }))
    .sort((a, b) => a.distance - b.distance);
  const tried = [...Map.groupBy(starts, ({ sound }) => sound.kind).values()]
    .map(([best]) => best!)
    .slice(0, TRIED);
  const fits = tried.map(({ sound }) => {
    const start = turnsOf(sound);
    const { at } = descend((turns) => equalised(image(turned(sound, turns))), start, STROKES);
    return withBands(turned(sound, at), wanted, image);
  });
  const [best] = fits.sort((a, b) => a.distance - b.distance);
  if (best === undefined || best.distance > NEARER * nearest) return undefined;
  return { ...best, stock: nearest };
}

/** Equalised by filters, which come as near as they can to what was wished of them; only where that helps. */
function withBands(sound: DrumSound, wanted: StrokeImage, image: (sound: DrumSound) => StrokeImage) {
  const plain = image(sound);
  const offsets = offsetsBetween(plain, wanted);
  const bands: readonly Band[] = equaliserFor(offsets, IMAGE_BANDS, MOST_EQUALISED);
  const shaped: DrumSound = { ...sound, bands };
  const [without, within] = [distanceBetween(plain, wanted), distanceBetween(image(shaped), wanted)];
  return within < without ? { sound: shaped, distance: within } : { sound, distance: without };
}

/** The drums of all kits that may be like one, each once, without their levels and places. */
function stockDrums(drum: Drum): DrumSound[] {
  const found = new Map<string, DrumSound>();
  for (const { drums } of Object.values(KITS)) {
    for (const name of LIKE[drum]) {
      const { pan: _pan, spread: _spread, send: _send, choke: _choke, ...plain } = drums[name];
      const sound: DrumSound = { ...plain, level: 0 };
      if (sound.kind !== 'oneShot') found.set(JSON.stringify(sound), sound);
    }
  }
  return [...found.values()];
}

/** Metal of other tunes and cuts, for kits that have metal in this place. */
function metals(stock: readonly DrumSound[]): DrumSound[] {
  const like = stock.find(({ kind }) => kind === 'metal');
  if (like?.kind !== 'metal') return [];
  return TUNES.flatMap((tune) => CUTS.map((from) => ({ ...like, tune, from })));
}

/** Share of its peak at which a stroke begins. */
const ONSET = 0.02;

/** A stroke from where it is heard, as those are that were cut. */
function onsetOf(stroke: Float32Array): Float32Array {
  const peak = stroke.reduce((most, x) => Math.max(most, Math.abs(x)), 0);
  return stroke.subarray(
    Math.max(
      0,
      stroke.findIndex((x) => Math.abs(x) > ONSET * peak),
    ),
  );
}
