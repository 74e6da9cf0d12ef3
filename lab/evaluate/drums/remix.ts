/**
 * Mixes without end, made where they are learned from: patterns, drums of many kits and music are put together by
 * chance, so that no mix comes twice and none can be learned by heart.
 */

import { FRAME_RATE, featuresOf, LISTEN_RATE, levelOf } from '../../../src/listen/index.ts';
import {
  DRUMS,
  type Drum,
  type Random,
  randomOf,
  TICKS_PER_QUARTER,
  ticksOf,
} from '../../../src/music/index.ts';
import type { DrumExample, Excerpts } from '../../pretrain/drums/index.ts';
import { drawDegradation, rmsOf, tilted, worn } from './degrade.ts';
import { byVoice, type Piece, shaken, type TimedHit } from './scores.ts';
import { loudnessOf, type RecordedKit, type Shots } from './shots.ts';
import type { Source } from './sources.ts';
import { chatter, levelIn, thud, wildShot } from './wild.ts';

/** How often a kit stays as it is; and how often a drum that is not made up is a recording, else another kit's. */
const PURE = 0.15;
const RECORDED = 0.7;
const BORROWED = 0.4;
/** Drums that rattle as they ring, how often they do, and drums that may have a thud in them. */
const RINGING: readonly Drum[] = ['openHat', 'crash', 'ride'];
const RATTLE = 0.4;
const THUDDING: readonly Drum[] = ['closedHat', 'shaker', ...RINGING];
/** How often a drum is two sounds at once. */
const LAYERED = 0.12;
/** How often a mix is drums alone, and how often music without drums. */
const ALONE = 0.3;
const DRUMLESS = 0.04;
/** How often strokes follow no style, and how often lines are played on other drums. */
const SHAKEN = 0.25;
const SWAPPED = 0.25;
/** Seconds before an excerpt whose strokes still ring in it. */
const BEFORE = 1.3;

/** What each network of several has more or less of, 0–1. */
export interface Chances {
  /** How often a drum is made up. */
  readonly wild: number;
  /** How often hats and cymbals have a thud in them. */
  readonly thuds: number;
  /** How often drums rattle that do not ring. */
  readonly rattles: number;
}

/** What remixes are made of. */
export interface Stock {
  readonly sources: readonly Source[];
  readonly recordings: readonly RecordedKit[];
  readonly pieces: readonly Piece[];
  /** Without them drums are recordings as they are, those of one kit as far as it has them. */
  readonly chances?: Chances;
}

/** Among how many remixes each excerpt is drawn: none is drawn often. */
const AMONG = 300;

/** Excerpts of remixes: of a window that moves on with every step, each made when it is first drawn. */
export function remixes(stock: Stock, seed: number): Excerpts {
  const made = new Map<number, DrumExample>();
  return (frames, random, step) => {
    const n = step + random.int(AMONG);
    const known = made.get(n);
    if (known?.frames === frames) return known;
    for (const old of made.keys()) if (old < step) made.delete(old);
    const fresh = remix(stock, frames, randomOf(`drum remix ${seed} ${n}`));
    const kept = { ...fresh, data: Float16Array.from(fresh.data) };
    made.set(n, kept);
    return kept;
  };
}

/** Mixes that stay the same, for thresholds. */
export function remixedExamples(stock: Stock, count: number, frames: number, seed: number): DrumExample[] {
  return Array.from({ length: count }, (_, n) => remix(stock, frames, randomOf(`drum mix ${seed} ${n}`)));
}

function remix(stock: Stock, frames: number, random: Random): DrumExample {
  const { sources, pieces, chances } = stock;
  const length = Math.round((frames / FRAME_RATE) * LISTEN_RATE);
  const hits = random.next() < DRUMLESS ? [] : patternOf(random.pick(pieces), frames / FRAME_RATE, random);
  const drums = new Float32Array(length);
  const shots = chances ? kitOf(stock, chances, random) : plainKitOf(stock, random);
  const turned = Object.fromEntries(DRUMS.map((drum) => [drum, 10 ** ((2.5 * random.normal()) / 20)]));
  const placed = hits.map((hit) => {
    const all = shots(hit.drum);
    const shot = all.find(({ velocity }) => hit.velocity < velocity + 30) ?? all.at(-1)!;
    const gain = (turned[hit.drum]! * loudnessOf(hit.velocity)) / loudnessOf(shot.velocity);
    const at = Math.round(hit.time * LISTEN_RATE);
    add(drums, shot.samples, at, gain * (0.97 + 0.06 * random.next()));
    return { ...hit, at, gain, samples: shot.samples };
  });
  const mix = random.next() < ALONE && hits.length > 0 ? drums : withMusic(drums, hits, sources, random);
  const strokes = byVoice(
    placed
      .filter(({ time }) => time > -0.03)
      .map((hit) => {
        const { drum, time, velocity } = hit;
        return { drum, time, velocity, isCovered: isCovered(hit, mix) };
      }),
  );
  const { kbps: _, ...plan } = drawDegradation(random);
  const heard = worn([mix], LISTEN_RATE, plan, random)[0]!;
  // A whole track has louder passages than this one.
  const level = levelOf(heard) * 10 ** ((-3 + 11 * random.next()) / 20);
  return { ...featuresOf(heard, level), strokes };
}

/** A passage of a piece that goes round, at about its tempo. */
function patternOf({ score: written }: Piece, seconds: number, random: Random): TimedHit[] {
  const score = random.next() < SHAKEN ? shaken(written, random) : written;
  const played = random.next() < SWAPPED ? swaps(random) : (drum: Drum) => drum;
  const bpm = score.bpm * Math.exp(0.1 * random.normal());
  const perTick = 60 / (bpm * TICKS_PER_QUARTER);
  const round = ticksOf(score) * perTick;
  const from = random.next() * round;
  const velocities = Math.exp(0.2 * random.normal());
  const hits: TimedHit[] = [];
  for (const { drum, tick, velocity } of score.drums) {
    const on = played(drum);
    for (let time = tick * perTick - from; time < seconds; time += round) {
      if (time < -BEFORE) continue;
      hits.push({ drum: on, time, velocity: Math.min(127, Math.max(8, Math.round(velocity * velocities))) });
    }
  }
  return hits.sort((a, b) => a.time - b.time);
}

/** Another drum for some lines, so that what is heard is the sound and not the part it plays. */
function swaps(random: Random): (drum: Drum) => Drum {
  const others: Readonly<Partial<Record<Drum, readonly Drum[]>>> = {
    closedHat: ['openHat', 'ride', 'shaker', 'percussion', 'rim', 'closedHat'],
    openHat: ['closedHat', 'crash', 'ride', 'percussion'],
    snare: ['clap', 'rim', 'highTom', 'percussion', 'snare'],
    clap: ['snare', 'rim', 'percussion'],
    rim: ['snare', 'percussion', 'closedHat'],
    kick: ['kick', 'kick', 'lowTom'],
    percussion: ['highTom', 'lowTom', 'snare', 'rim', 'shaker', 'openHat'],
    ride: ['closedHat', 'openHat', 'percussion'],
  };
  const chosen = new Map(
    DRUMS.map((drum) => [drum, random.next() < 0.5 ? random.pick(others[drum] ?? [drum]) : drum]),
  );
  return (drum) => chosen.get(drum)!;
}

/** The drums of one mix, drawn when they are first struck. */
function kitOf({ sources, recordings }: Stock, chances: Chances, random: Random): (drum: Drum) => Shots {
  const own = random.pick(sources);
  const isPure = random.next() < PURE;
  const drawn = (drum: Drum): Shots => {
    if (isPure) return own.drums[drum];
    if (random.next() < chances.wild) return [{ samples: wildShot(drum, random), velocity: 127 }];
    const recorded = random.next() < RECORDED ? recordings.filter((kit) => kit[drum].length > 0) : [];
    if (recorded.length > 0) {
      const gain = levelIn(drum, random);
      return coloured(louder(random.pick(random.pick(recorded)[drum]), gain), random);
    }
    return coloured((random.next() < BORROWED ? random.pick(sources) : own).drums[drum], random);
  };
  return once((drum) => {
    const clean = random.next() < LAYERED ? layered(drawn(drum), drawn(drum), random) : drawn(drum);
    return isPure ? clean : touched(clean, drum, chances, random);
  });
}

/** Each drum's shots as they are first drawn. */
function once(drawn: (drum: Drum) => Shots): (drum: Drum) => Shots {
  const kit = new Map<Drum, Shots>();
  return (drum) => {
    const shots = kit.get(drum) ?? drawn(drum);
    kit.set(drum, shots);
    return shots;
  };
}

/** A kit as it was recorded; what it lacks comes from another, or was never recorded. */
function plainKitOf({ sources, recordings }: Stock, random: Random): (drum: Drum) => Shots {
  const [own, made] = [random.pick(recordings), random.pick(sources)];
  return once((drum) => {
    const others = recordings.filter((other) => other[drum].length > 0);
    if (others.length === 0) return made.drums[drum];
    const shots = random.pick((own[drum].length > 0 ? own : random.pick(others))[drum]);
    return louder(shots, levelIn(drum, random));
  });
}

const louder = (shots: Shots, gain: number): Shots =>
  shots.map((shot) => ({ ...shot, samples: shot.samples.map((x) => gain * x) }));

/** Shots as they are near other things: some rattle, some of metal have a thud in them. */
function touched(shots: Shots, drum: Drum, chances: Chances, random: Random): Shots {
  const rattling = RINGING.includes(drum) ? RATTLE : chances.rattles;
  const rattles = rattling > 0 && random.next() < rattling;
  const thuds = THUDDING.includes(drum) && random.next() < chances.thuds;
  if (!rattles && !thuds) return shots;
  return shots.map(({ samples, velocity }) => {
    const out = samples.slice();
    if (rattles) chatter(out, random);
    if (thuds) thud(out, random);
    return { samples: out, velocity };
  });
}

/** Shots retuned, shortened, dulled, thinned or tilted. */
function coloured(shots: Shots, random: Random): Shots {
  const step = random.next() < 0.7 ? Math.exp(0.14 * random.normal()) : 1;
  const fall = random.next() < 0.3 ? Math.exp(-1 / ((0.03 + 0.4 * random.next()) * LISTEN_RATE)) : 1;
  const dull =
    random.next() < 0.25 ? 1 - Math.exp((-2 * Math.PI * (1_500 + 9_000 * random.next())) / LISTEN_RATE) : 1;
  const thin = random.next() < 0.25 ? 0.5 * random.next() : 0;
  const tilt = random.next() < 0.5 ? 10 ** ((3 * random.normal()) / 20) : 1;
  const middle = 200 * 30 ** random.next();
  return shots.map(({ samples, velocity }) => {
    const plain = retuned(samples, step);
    const out = tilt === 1 ? plain : tilted(plain, tilt, middle, LISTEN_RATE);
    let [gain, low, before] = [1, 0, 0];
    for (let i = 0; i < out.length; i++) {
      low += dull * (out[i]! - low);
      out[i] = gain * (low - thin * before);
      before = low;
      gain *= fall;
    }
    return { samples: out, velocity };
  });
}

function retuned(samples: Float32Array, step: number): Float32Array {
  const out = new Float32Array(Math.max(1, Math.floor((samples.length - 1) / step)));
  for (let i = 0; i < out.length; i++) {
    const at = i * step;
    const k = at | 0;
    out[i] = samples[k]! + ((samples[k + 1] ?? 0) - samples[k]!) * (at - k);
  }
  return out;
}

function layered(one: Shots, other: Shots, random: Random): Shots {
  const share = 0.3 + 0.7 * random.next();
  const over = other.at(-1)!;
  return one.map(({ samples, velocity }) => {
    const out = new Float32Array(Math.max(samples.length, over.samples.length));
    out.set(samples);
    add(out, over.samples, 0, (share * loudnessOf(velocity)) / loudnessOf(over.velocity));
    return { samples: out, velocity };
  });
}

function add(out: Float32Array, samples: Float32Array, at: number, gain: number): void {
  const until = Math.min(samples.length, out.length - at);
  for (let i = Math.max(0, -at); i < until; i++) out[at + i]! += gain * samples[i]!;
}

/** Bass and harmony of two tracks under the drums, retuned, at any level, now and then ducked by the kick. */
function withMusic(
  drums: Float32Array,
  hits: readonly TimedHit[],
  sources: readonly Source[],
  random: Random,
): Float32Array {
  const music = new Float32Array(drums.length);
  const step = 2 ** ((4 * (2 * random.next() - 1)) / 12);
  const tracks = [
    [random.pick(sources).bass, 1.5 + 4 * random.normal()],
    [random.pick(sources).rest, 4 * random.normal()],
  ] as const;
  for (const [track, level] of tracks) {
    const gain = 10 ** (level / 20);
    let at = random.next() * track.length;
    for (let i = 0; i < music.length; i++) {
      const k = at | 0;
      const [here, next] = [track[k]!, track[k + 1 < track.length ? k + 1 : 0]!];
      music[i]! += gain * (here + (next - here) * (at - k));
      at += step;
      if (at >= track.length) at -= track.length;
    }
  }
  if (random.next() < 0.5) duck(music, hits, random);
  const size = rmsOf(drums) || 0.1;
  const gain = (size / (rmsOf(music) || 1)) * 10 ** ((1 + 5 * random.normal()) / 20);
  for (let i = 0; i < music.length; i++) music[i] = gain * music[i]! + drums[i]!;
  return music;
}

function duck(music: Float32Array, hits: readonly TimedHit[], random: Random): void {
  const depth = 0.2 + 0.7 * random.next();
  const release = 1 - Math.exp(-1 / ((0.04 + 0.2 * random.next()) * LISTEN_RATE));
  const kicks = hits.filter(({ drum }) => drum === 'kick').map(({ time }) => Math.round(time * LISTEN_RATE));
  let [pushed, k] = [0, 0];
  for (let i = 0; i < music.length; i++) {
    while (kicks[k] !== undefined && kicks[k]! <= i) {
      pushed = depth;
      k++;
    }
    pushed -= release * pushed;
    music[i]! *= 1 - pushed;
  }
}

/** Seconds after its onset in which a stroke is heard or not. */
const ONSET = 0.03;
/** Share of a mix's energy under which nobody hears a stroke: −25 dB. */
const COVERED = 0.003;

/** Whether a stroke drowns, in what is low as in what is high. */
function isCovered(
  { at, gain, samples }: { at: number; gain: number; samples: Float32Array },
  mix: Float32Array,
): boolean {
  const count = Math.min(samples.length, Math.round(ONSET * LISTEN_RATE), mix.length - at);
  let [own, all, ownHigh, allHigh] = [0, 0, 0, 0];
  for (let i = Math.max(1, 1 - at); i < count; i++) {
    const [x, y] = [gain * samples[i]!, mix[at + i]!];
    const [dx, dy] = [x - gain * samples[i - 1]!, y - mix[at + i - 1]!];
    own += x * x;
    all += y * y;
    ownHigh += dx * dx;
    allHigh += dy * dy;
  }
  return own < COVERED * all && ownHigh < COVERED * allHigh;
}
