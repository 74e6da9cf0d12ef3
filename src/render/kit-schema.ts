/** What a kit may say, checked: the same as the types of `kit.ts`, with what each number may be. */
import { z } from 'zod';
import { DRUMS, type Drum } from '../music/index.ts';
import type { BassSound, Bus, Instrument } from './kit.ts';

const level = z.number().min(-60).max(24);
const seconds = z.number().positive().max(20);
const hertz = z.number().min(10).max(22_050);
const share = z.number().min(0).max(1);
const octaves = z.number().min(-8).max(8);
const semitones = z.int().min(-48).max(48);
/** A path; a kit file's are read from where the file lies. */
const file = z.string().min(1);

const band = z.strictObject({
  kind: z.enum(['peak', 'lowShelf', 'highShelf', 'lowPass', 'highPass']),
  at: hertz,
  gain: z.number().min(-24).max(24).exactOptional(),
  q: z.number().min(0.1).max(20).exactOptional(),
});
const bands = z.array(band).max(16);

const placed = {
  level,
  pan: z.number().min(-1).max(1).exactOptional(),
  spread: share.exactOptional(),
  send: level.exactOptional(),
  bands: bands.exactOptional(),
  choke: z.literal('hat').exactOptional(),
};

const drums = [
  z.strictObject({
    kind: z.literal('kick'),
    ...placed,
    pitch: hertz,
    sweep: octaves,
    sweepTime: seconds,
    decay: seconds,
    click: z.number().min(0).max(4),
    drive: z.number().min(0).max(6),
  }),
  z.strictObject({
    kind: z.literal('snare'),
    ...placed,
    pitch: hertz,
    decay: seconds,
    noise: share,
    noiseDecay: seconds,
    from: hertz,
    to: hertz,
    drive: z.number().min(0).max(6),
  }),
  z.strictObject({
    kind: z.literal('clap'),
    ...placed,
    bursts: z.int().min(1).max(12),
    spacing: seconds,
    decay: seconds,
    from: hertz,
    to: hertz,
  }),
  z.strictObject({
    kind: z.literal('metal'),
    ...placed,
    tune: z.number().min(0.1).max(10),
    from: hertz,
    decay: seconds,
    noise: share,
    attack: seconds.exactOptional(),
  }),
  z.strictObject({
    kind: z.literal('tom'),
    ...placed,
    pitch: hertz,
    sweep: octaves,
    decay: seconds,
    noise: share,
  }),
  z.strictObject({
    kind: z.literal('struck'),
    ...placed,
    modes: z
      .array(z.tuple([hertz, seconds, z.number().min(0).max(4)]))
      .min(1)
      .max(12),
    noise: z.number().min(0).max(4),
    noiseDecay: seconds,
  }),
  z.strictObject({ kind: z.literal('cowbell'), ...placed, pitch: hertz, decay: seconds }),
  z.strictObject({
    kind: z.literal('shaker'),
    ...placed,
    from: hertz,
    to: hertz,
    attack: seconds,
    decay: seconds,
  }),
] as const;

/** A drum that is synthesised. */
export const synthesised = z.discriminatedUnion('kind', drums);

const oneShot = z.strictObject({ kind: z.literal('oneShot'), ...placed, file });

const eight = z.strictObject({
  kind: z.literal('808'),
  level,
  decay: seconds,
  knock: octaves,
  knockTime: seconds,
  drive: z.number().min(0).max(8),
  bias: z.number().min(0).max(1),
  tone: hertz,
  release: seconds,
  kickChokes: z.boolean(),
});

const reese = z.strictObject({
  kind: z.literal('reese'),
  level,
  wave: z.enum(['saw', 'square']),
  detune: z.number().min(0).max(200),
  spread: share,
  sub: z.number().min(0).max(4),
  cutoff: hertz,
  notch: hertz,
  octaves: z.number().min(0).max(4),
  sway: z.number().min(1).max(1_024),
  attack: seconds,
  release: seconds,
  portamento: z.number().min(0).max(2).exactOptional(),
});

const analog = z.strictObject({
  kind: z.literal('analog'),
  level,
  wave: z.enum(['saw', 'square', 'triangle', 'sine', 'cowbell']),
  voices: z.int().min(1).max(7),
  detune: z.number().min(0).max(200),
  spread: share,
  sub: z.number().min(0).max(4).exactOptional(),
  cutoff: hertz,
  resonance: share,
  sweep: octaves,
  sweepTime: seconds,
  attack: z.number().min(0).max(20),
  decay: seconds,
  sustain: share,
  release: seconds,
  portamento: z.number().min(0).max(2).exactOptional(),
  vibrato: z.number().min(0).max(200).exactOptional(),
  transpose: semitones.exactOptional(),
});

const soundFont = z.strictObject({
  kind: z.literal('soundFont'),
  level,
  font: file.exactOptional(),
  program: z.int().min(0).max(127),
  bank: z.int().min(0).max(127).exactOptional(),
  transpose: semitones.exactOptional(),
  ring: z.number().positive().max(20).exactOptional(),
  strum: z.number().min(0).max(0.5).exactOptional(),
});

const instrument: z.ZodType<Instrument> = z.discriminatedUnion('kind', [analog, soundFont]);
const bass: z.ZodType<BassSound> = z.discriminatedUnion('kind', [eight, reese, analog, soundFont]);

const bus: z.ZodType<Bus> = z.strictObject({
  level,
  width: z.number().min(0).max(2).exactOptional(),
  bands: bands.exactOptional(),
  voice: z.number().min(0).max(24).exactOptional(),
  chorus: share.exactOptional(),
  drive: z.number().min(0).max(4).exactOptional(),
  duck: z.number().min(0).max(60).exactOptional(),
  reverb: level.exactOptional(),
  delay: level.exactOptional(),
  dust: z
    .strictObject({
      rate: z.number().min(1_000).max(96_000).exactOptional(),
      bits: z.number().min(2).max(24).exactOptional(),
      wow: z.number().min(0).max(100).exactOptional(),
    })
    .exactOptional(),
});

const mix = z.strictObject({
  drums: bus,
  bass: bus,
  chords: bus,
  melody: bus,
  reverb: z.strictObject({
    steps: z.number().min(0.5).max(64),
    size: z.number().min(0.1).max(2),
    damping: hertz,
    predelay: z.number().min(0).max(16),
  }),
  delay: z.strictObject({
    steps: z.number().min(0.25).max(64),
    feedback: z.number().min(0).max(0.9),
    tone: hertz,
  }),
  duckHold: z.number().min(0).max(16),
  duckRelease: z.number().min(0).max(32),
  texture: z
    .strictObject({ level, crackle: z.number().min(0).max(4), hiss: z.number().min(0).max(4) })
    .exactOptional(),
  drive: z.number().min(0).max(2),
  bands: bands.exactOptional(),
});

const drum = z.discriminatedUnion('kind', [...drums, oneShot]);

/** A whole kit as a file has it: its one-shots are paths. */
export const kitFileSchema = z.strictObject({
  drums: z.strictObject(Object.fromEntries(DRUMS.map((name) => [name, drum])) as Record<Drum, typeof drum>),
  bass,
  chords: instrument,
  melody: instrument,
  mix,
});

export type KitFile = z.infer<typeof kitFileSchema>;
