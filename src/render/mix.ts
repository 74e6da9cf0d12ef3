/** The mix: each part through its bus, with the room and the echoes that they share. */
import { PARTS, type Part, type Score } from '../music/index.ts';
import { biquadOf, equalise, filterLoop } from './dsp/biquad.ts';
import { borrow, giveBack } from './dsp/buffers.ts';
import { addChorus } from './dsp/chorus.ts';
import { addDelay } from './dsp/delay.ts';
import { duck, duckCurve } from './dsp/duck.ts';
import { addDust } from './dsp/dust.ts';
import { depthOf, gainToDepth } from './dsp/floor.ts';
import { addReverb } from './dsp/reverb.ts';
import { saturate } from './dsp/shape.ts';
import { spread } from './dsp/spread.ts';
import { add, addWrapped, buffersOf, gainOf, type Stereo, scale, stereo, widened } from './dsp/stereo.ts';
import { textureOf } from './dsp/texture.ts';
import type { Bus, MixAim } from './kit.ts';
import { type PartSound, renderPart, type Studio } from './parts.ts';
import { applyTone, toneToward } from './tone.ts';

/** The room and the echoes are kept out of the bass. */
const WET_HIGH_PASS = 220;

/** What can be heard alone: the parts, and the noise of record or tape where the kit has one. */
export type Stem = Part | 'texture';

/** A stem before the room: its dry sound, and what it sends. */
interface Channel {
  readonly dry: Stereo;
  readonly reverb?: Float32Array;
  readonly delay?: Float32Array;
}

/**
 * The mix before the master.
 * @param stems is given each stem with its own share of the room, which together are the mix
 */
export function mixOf(score: Score, studio: Studio, stems?: Map<Stem, Stereo>): Stereo {
  const { length } = studio.timing;
  const out = stereo(length);
  const reverb = borrow(length);
  const delay = borrow(length);
  for (const [stem, channel] of channelsOf(score, studio)) {
    add(out, channel.dry);
    if (channel.reverb) addWrapped(reverb, channel.reverb, 0, 1);
    if (channel.delay) addWrapped(delay, channel.delay, 0, 1);
    if (stems) stems.set(stem, withWet(channel, studio));
    else giveBack(channel.dry.left, channel.dry.right);
    giveBack(channel.reverb, channel.delay);
  }
  addWet(out, reverb, delay, studio);
  giveBack(reverb, delay);
  if (studio.kit.mix.aim) moveToward(studio.kit.mix.aim, out, studio, stems);
  return out;
}

/** Hiss is added where the artist's lies so much higher than ours, in dB; none that lies deeper, and at most so much. */
const HISS = { nearer: 3, deepest: -70, highest: -32 } as const;

/** Equalised and as wide as the artist's mixes, and with their hiss; the stems go along. */
function moveToward(
  aim: MixAim,
  mix: Stereo,
  { timing, random }: Studio,
  stems: Map<Stem, Stereo> | undefined,
): void {
  const { sampleRate, length } = timing;
  const tone = toneToward(aim, mix, sampleRate);
  for (const sound of [mix, ...(stems?.values() ?? [])]) applyTone(sound, tone, sampleRate);
  if (aim.floor < Math.max(HISS.deepest, depthOf(mix, sampleRate) + HISS.nearer)) return;
  const hiss = textureOf({ level: 0, crackle: 0, hiss: 1 }, length, random.fork('hiss'), sampleRate);
  if (tone.sides === 0) hiss.right.set(hiss.left);
  scale(hiss, gainToDepth(hiss, mix, Math.min(aim.floor, HISS.highest), sampleRate));
  add(mix, hiss);
  const texture = stems?.get('texture');
  if (texture) add(texture, hiss);
  else stems?.set('texture', hiss);
}

function withWet({ dry, reverb, delay }: Channel, studio: Studio): Stereo {
  const out = widened(dry);
  addWet(out, reverb, delay, studio);
  return out;
}

/** The stems of a score one after another, so that only one at a time takes up memory. */
function* channelsOf(score: Score, studio: Studio): Generator<[Stem, Channel]> {
  const { kit, timing, random } = studio;
  const pushes = score.drums
    .filter(({ drum }) => drum === 'kick')
    .map(({ tick, velocity }) => ({ at: timing.at(tick), force: velocity / 127 }));
  const hold = kit.mix.duckHold * timing.step;
  const curve = duckCurve(timing.length, pushes, hold, kit.mix.duckRelease * timing.step, timing.sampleRate);
  for (const part of PARTS) {
    if (score[part].length === 0) continue;
    yield [part, channelOf(kit.mix[part], renderPart(part, score, studio), curve, studio)];
  }
  if (kit.mix.texture && PARTS.some((part) => score[part].length > 0)) {
    const dry = textureOf(kit.mix.texture, timing.length, random.fork('texture'), timing.sampleRate);
    yield ['texture', { dry }];
  }
  giveBack(curve);
}

function channelOf(
  bus: Bus,
  { dry: part, send }: PartSound,
  curve: Float32Array,
  { timing }: Studio,
): Channel {
  const { sampleRate, length } = timing;
  const dry = bus.chorus ? widened(part) : part;
  if (bus.dust) addDust(dry, bus.dust, sampleRate);
  equalise(dry, bus.bands ?? [], sampleRate);
  for (const buffer of buffersOf(dry)) saturate(buffer, bus.drive ?? 0);
  if (bus.duck) duck(dry, curve, bus.duck);
  if (bus.chorus) addChorus(dry, bus.chorus, sampleRate);
  if (dry.left !== dry.right) spread(dry, bus.width ?? 1, bus.voice ?? 0, sampleRate);
  const own = send?.some((x) => x !== 0) ? send : undefined;
  const reverb = own ?? (bus.reverb === undefined ? undefined : borrow(length));
  if (reverb && bus.reverb !== undefined) addMiddle(reverb, dry, gainOf(bus.reverb));
  const delay = bus.delay === undefined ? undefined : borrow(length);
  if (delay && bus.delay !== undefined) addMiddle(delay, dry, gainOf(bus.delay));
  return { dry, ...(reverb ? { reverb } : {}), ...(delay ? { delay } : {}) };
}

function addMiddle(send: Float32Array, { left, right }: Stereo, gain: number): void {
  for (let i = 0; i < send.length; i++) send[i]! += (left[i]! + right[i]!) * 0.5 * gain;
}

function addWet(
  out: Stereo,
  reverb: Float32Array | undefined,
  delay: Float32Array | undefined,
  { kit, timing }: Studio,
): void {
  const { sampleRate, step } = timing;
  const highPass = biquadOf({ kind: 'highPass', at: WET_HIGH_PASS }, sampleRate);
  if (reverb?.some((x) => x !== 0)) {
    filterLoop(reverb, highPass);
    addReverb(out, reverb, kit.mix.reverb, step, sampleRate);
  }
  if (delay?.some((x) => x !== 0)) {
    filterLoop(delay, highPass);
    addDelay(out, delay, kit.mix.delay, step, sampleRate);
  }
}
