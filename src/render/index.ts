/**
 * Score to sound: kits, instruments, the mix and the master. Drums and 808s are synthesised, chords and melody
 * come from a SoundFont or from oscillators, and a loop is a loop: exact to the sample, its tails in its head.
 * Nothing here waits for the world, but everything computes: call it on a worker thread.
 */
import { type Master, randomOf, type Score, type Sound, type Style, secondsOf } from '../music/index.ts';
import { arrange, type Section, SONG } from './arrange.ts';
import { gainOf, type Stereo, scale } from './dsp/stereo.ts';
import type { Kit } from './kit.ts';
import { KITS } from './kits/index.ts';
import { master } from './master.ts';
import { mixOf, type Stem } from './mix.ts';
import type { Studio } from './parts.ts';
import { timingOf } from './timing.ts';
import { loadSoundFonts, missingPreset } from './tones/soundfont.ts';

export type { Section, SectionKind } from './arrange.ts';
export { strike } from './drums/strike.ts';
export type { Band } from './dsp/biquad.ts';
export { equaliserFor } from './dsp/equaliser.ts';
export { depthOf } from './dsp/floor.ts';
export { levelsOf, longTermOf, THIRDS, widthOf } from './dsp/long-term.ts';
export { loudnessOf } from './dsp/loudness.ts';
export type { DrumSound, Kit, MixAim } from './kit.ts';
export { readKit, withSoundFont } from './kit-file.ts';
export { kitLoop } from './kit-loop.ts';
export { KITS, NEUTRAL } from './kits/index.ts';
export { level } from './level.ts';
export type { Stem } from './mix.ts';
export { type OneShot, oneShotOf } from './one-shot.ts';
export { kitWith, momentOf, type OwnSound } from './own-kit.ts';
export { type PackedFile, packTake } from './package.ts';
export {
  type BattleSheet,
  battlePicture,
  contactSheet,
  type HabitPiece,
  habitsPicture,
  kitPicture,
  type LossPoint,
  loopPicture,
  lossCurve,
  type Picture,
  type PictureRequest,
  takePicture,
  tastePicture,
} from './picture/index.ts';
export { fittedSounds, kitUnder, type Timbre, timbreSchema } from './timbre.ts';

/** Level of the highest sample of mix and stems, in dBFS. */
const HEADROOM = -6;

export interface RenderRequest {
  readonly score: Score;
  readonly style: Style;
  /** Decides what differs between two hits of a drum. */
  readonly seed: number;
  /** Another kit than the style's own. */
  readonly kit?: Kit;
  /** As streaming services play it unless told. */
  readonly master?: Master;
  readonly sampleRate?: 44_100;
}

/**
 * A score as a mastered stereo loop of exactly `round(secondsOf(score) × sampleRate)` samples: −14 LUFS and at most
 * −1 dBTP, quiet −18 and −6, loud −9 and −1. The same request gives the same samples; a score without events gives silence.
 */
export async function render(request: RenderRequest): Promise<Sound> {
  const studio = await studioOf(request);
  const loop = mixOf(request.score, studio);
  master(loop, studio.kit.mix, request.master ?? 'streaming', studio.timing.sampleRate);
  return soundOf(loop, studio);
}

/** One part of a mix by itself, with its share of the room. */
export interface StemSound {
  readonly name: Stem;
  readonly sound: Sound;
}

/** A take for a producer's own session: all of one length, starting at bar 1. */
export interface TakeSound {
  /** The same samples that `render` gives. */
  readonly master: Sound;
  /** What the master was made of, with headroom. */
  readonly mix: Sound;
  /** The parts that the score has; they sum to the mix. */
  readonly stems: readonly StemSound[];
}

/** A score as master, mix and stems. */
export async function renderTake(request: RenderRequest): Promise<TakeSound> {
  const studio = await studioOf(request);
  const stems = new Map<Stem, Stereo>();
  const mix = mixOf(request.score, studio, stems);
  const mastered = { left: mix.left.slice(), right: mix.right.slice() };
  master(mastered, studio.kit.mix, request.master ?? 'streaming', studio.timing.sampleRate);
  makeHeadroom([mix, ...stems.values()]);
  return {
    master: soundOf(mastered, studio),
    mix: soundOf(mix, studio),
    stems: [...stems].map(([name, stem]) => ({ name, sound: soundOf(stem, studio) })),
  };
}

/** A named place in a rendered song. */
export interface Marker {
  readonly seconds: number;
  readonly label: string;
}

export interface SongSound {
  readonly sound: Sound;
  readonly markers: readonly Marker[];
  /** What was rendered, for its MIDI. */
  readonly score: Score;
}

/** A loop as a whole song, mastered, which ends by ringing out. */
export async function renderSong(
  request: RenderRequest,
  sections: readonly Section[] = SONG,
): Promise<SongSound> {
  const { score, landmarks } = arrange(request.score, sections);
  const sound = await render({ ...request, score });
  for (const channel of sound.channels) fadeOut(channel, sound.sampleRate);
  const barSeconds = secondsOf({ bpm: score.bpm, bars: 1 });
  return { sound, score, markers: landmarks.map(({ bar, label }) => ({ seconds: bar * barSeconds, label })) };
}

async function studioOf({
  score,
  style,
  seed,
  kit = KITS[style],
  sampleRate = 44_100,
}: RenderRequest): Promise<Studio> {
  return {
    kit,
    timing: timingOf(score, sampleRate),
    fonts: await loadSoundFonts(fontsOf(kit)),
    random: randomOf(seed).fork('render'),
  };
}

/** What a kit asks of its SoundFonts that they do not have, and what plays in its place: a sentence each. */
export async function missingPresets(kit: Kit): Promise<string[]> {
  const fonts = await loadSoundFonts(fontsOf(kit));
  return (['bass', 'chords', 'melody'] as const).flatMap((part) => {
    const sound = kit[part];
    return sound.kind === 'soundFont' ? (missingPreset(fonts.get(sound.font)!, sound, part) ?? []) : [];
  });
}

/** The SoundFonts that a kit plays. */
function fontsOf({ bass, chords, melody }: Kit): Set<string | undefined> {
  return new Set([bass, chords, melody].flatMap((sound) => (sound.kind === 'soundFont' ? [sound.font] : [])));
}

function soundOf({ left, right }: Stereo, { timing }: Studio): Sound {
  return { sampleRate: timing.sampleRate, channels: [left, right] };
}

/** Turns sounds down or up alike until the highest sample of all is at −6 dBFS. */
function makeHeadroom(sounds: readonly Stereo[]): void {
  let most = 0;
  for (const { left, right } of sounds) {
    for (let i = 0; i < left.length; i++) most = Math.max(most, Math.abs(left[i]!), Math.abs(right[i]!));
  }
  if (most > 0) for (const sound of sounds) scale(sound, gainOf(HEADROOM) / most);
}

/** Takes the last second of a song to silence. */
function fadeOut(channel: Float32Array, sampleRate: number): void {
  const count = Math.min(channel.length, sampleRate);
  for (let i = 0; i < count; i++) channel[channel.length - 1 - i]! *= i / count;
}
