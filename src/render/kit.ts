/**
 * A kit: what the parts of a score sound like, as data. Levels are decibels, times seconds, frequencies Hz,
 * places −1 (left) to 1 (right) and everything else 0 to 1 unless it says otherwise.
 */
import type { Drum, Sound } from '../music/index.ts';
import type { Band } from './dsp/biquad.ts';
import type { Delay } from './dsp/delay.ts';
import type { Reverb } from './dsp/reverb.ts';

/** How any drum sits in the drum part. */
interface Placed {
  readonly level: number;
  readonly pan?: number;
  /** How much of a second, other stroke is heard on the sides; none unless told. */
  readonly spread?: number;
  /** Level into the reverb; silent unless told. */
  readonly send?: number;
  /** An equaliser of its own. */
  readonly bands?: readonly Band[];
  /** Hits of one group end each other. */
  readonly choke?: 'hat';
}

/** A sine that falls to its pitch, with a click in front. */
export interface KickSound extends Placed {
  readonly kind: 'kick';
  /** Where the pitch comes to rest. */
  readonly pitch: number;
  /** How far above it starts, in octaves, and how fast it falls. */
  readonly sweep: number;
  readonly sweepTime: number;
  readonly decay: number;
  readonly click: number;
  /** Soft clipping, 0 to 6. */
  readonly drive: number;
}

/** Two modes of a skin and the rattle of its wires. */
export interface SnareSound extends Placed {
  readonly kind: 'snare';
  readonly pitch: number;
  readonly decay: number;
  /** The wires against the skin. */
  readonly noise: number;
  readonly noiseDecay: number;
  /** Where the wires' noise begins and ends. */
  readonly from: number;
  readonly to: number;
  readonly drive: number;
}

/** Hands that do not quite meet: bursts of noise, then the room. */
export interface ClapSound extends Placed {
  readonly kind: 'clap';
  readonly bursts: number;
  /** Seconds between bursts. */
  readonly spacing: number;
  readonly decay: number;
  readonly from: number;
  readonly to: number;
}

/** Metal: hats, ride, crash. */
export interface MetalSound extends Placed {
  readonly kind: 'metal';
  /** Factor on the frequencies of the squares. */
  readonly tune: number;
  readonly from: number;
  readonly decay: number;
  /** How much is noise rather than squares. */
  readonly noise: number;
  readonly attack?: number;
}

/** A falling sine, with skin. */
export interface TomSound extends Placed {
  readonly kind: 'tom';
  readonly pitch: number;
  readonly sweep: number;
  readonly decay: number;
  readonly noise: number;
}

/** A few short resonances struck at once: rim, snap, wood, conga, bottle. */
export interface StruckSound extends Placed {
  readonly kind: 'struck';
  /** [Hz, seconds to fall to 1/e, strength] of each resonance. */
  readonly modes: readonly (readonly [number, number, number])[];
  readonly noise: number;
  readonly noiseDecay: number;
}

/** Two squares through a band: the TR-808's cowbell. */
export interface CowbellSound extends Placed {
  readonly kind: 'cowbell';
  readonly pitch: number;
  readonly decay: number;
}

/** Beads: noise that swells before it stops. */
export interface ShakerSound extends Placed {
  readonly kind: 'shaker';
  readonly from: number;
  readonly to: number;
  readonly attack: number;
  readonly decay: number;
}

/** A recording, mono, which velocity makes louder and brighter. */
export interface OneShotSound extends Placed {
  readonly kind: 'oneShot';
  readonly sound: Sound;
}

export type DrumSound =
  | KickSound
  | SnareSound
  | ClapSound
  | MetalSound
  | TomSound
  | StruckSound
  | CowbellSound
  | ShakerSound
  | OneShotSound;

/** A long sine that glides and is made to speak on small speakers. */
export interface EightOhEight {
  readonly kind: '808';
  readonly level: number;
  readonly decay: number;
  /** The knock at the start: octaves above the note, and how fast they fall. */
  readonly knock: number;
  readonly knockTime: number;
  /** Soft clipping, 0 to 8. */
  readonly drive: number;
  /** How lopsided the clipping is, which adds even harmonics. */
  readonly bias: number;
  readonly tone: number;
  /** Seconds from a note's end to silence. */
  readonly release: number;
  /** Whether a kick within a long note cuts it. */
  readonly kickChokes: boolean;
}

/** A recording of an 808, mono, played at the pitch of each note. */
export interface SampledBass extends Pick<EightOhEight, 'level' | 'release' | 'kickChokes'> {
  readonly kind: 'sampled';
  readonly sound: Sound;
  /** The MIDI pitch that it sounds at, which may lie between two keys. */
  readonly pitch: number;
}

/** Oscillators through a filter. */
export interface AnalogSound {
  readonly kind: 'analog';
  readonly level: number;
  readonly wave: 'saw' | 'square' | 'triangle' | 'sine' | 'cowbell';
  /** Oscillators of each note, 1 to 7, and how far apart in cents. */
  readonly voices: number;
  readonly detune: number;
  /** How far the voices are spread between left and right. */
  readonly spread: number;
  /** A sine an octave below. */
  readonly sub?: number;
  readonly cutoff: number;
  readonly resonance: number;
  /** Octaves that the filter opens at an attack, and seconds that it takes to fall. */
  readonly sweep: number;
  readonly sweepTime: number;
  readonly attack: number;
  readonly decay: number;
  readonly sustain: number;
  readonly release: number;
  /** Seconds from one pitch to the next where notes touch; 0 for none. */
  readonly portamento?: number;
  /** Cents of vibrato, which comes in after a third of a second. */
  readonly vibrato?: number;
  readonly transpose?: number;
}

/** A bass of detuned waves that beat, under notches that wander, over a sine in the middle. */
export interface ReeseSound {
  readonly kind: 'reese';
  readonly level: number;
  readonly wave: 'saw' | 'square';
  /** Cents from the middle one of its three waves to the others. */
  readonly detune: number;
  /** How far they are spread between left and right; what is below 120 Hz stays in the middle. */
  readonly spread: number;
  /** How strong the sine is against them. */
  readonly sub: number;
  readonly cutoff: number;
  /** The middle of the lower notch, the octaves that it wanders to either side, and the 16ths of its cycle. */
  readonly notch: number;
  readonly octaves: number;
  readonly sway: number;
  readonly attack: number;
  readonly release: number;
  /** As in `AnalogSound`. */
  readonly portamento?: number;
}

/** A preset of a SoundFont. */
export interface SoundFontSound {
  readonly kind: 'soundFont';
  readonly level: number;
  /** Path of the SoundFont; Beatwright's own unless told. */
  readonly font?: string;
  /** General MIDI program, 0 to 127, and the bank that holds it. */
  readonly program: number;
  readonly bank?: number;
  /** Semitones, usually an octave. */
  readonly transpose?: number;
  /** Seconds in which a released note falls silent; 1 unless told. */
  readonly ring?: number;
  /** Seconds between the notes of a chord, from the lowest up. */
  readonly strum?: number;
}

export type Instrument = AnalogSound | SoundFontSound;
export type BassSound = EightOhEight | SampledBass | ReeseSound | Instrument;

/** What a part goes through before the master. */
export interface Bus {
  readonly level: number;
  /** 0 mono, 1 as it is, up to 2. */
  readonly width?: number;
  readonly bands?: readonly Band[];
  /** Decibels by which the middle makes room for a voice between 400 Hz and 4 kHz; the sides stay. */
  readonly voice?: number;
  /** A second, swaying copy on each side, which makes one voice wide. */
  readonly chorus?: number;
  /** Soft clipping, 0 to 4. */
  readonly drive?: number;
  /** Decibels that a full kick takes away. */
  readonly duck?: number;
  /** Levels into reverb and delay; silent unless told. */
  readonly reverb?: number;
  readonly delay?: number;
  /** The character of an old machine. */
  readonly dust?: Dust;
}

/** A sampler of 12 bits and a low rate, and tape that is not quite steady. */
export interface Dust {
  /** Samples a second of the old machine; the loop's own unless told. */
  readonly rate?: number;
  readonly bits?: number;
  /** Cents that the tape's speed sways by. */
  readonly wow?: number;
}

/** Noise under the music: a record's crackle and hiss, a tape's hiss. */
export interface Texture {
  readonly level: number;
  readonly crackle: number;
  readonly hiss: number;
}

/** What an artist's tracks have in common as mixes: what a mix is moved toward. */
export interface MixAim {
  /** Levels of the third octaves from 31 Hz to 12.7 kHz against the mean of them all. */
  readonly thirds: readonly number[];
  /** The sides against the middle, in dB. */
  readonly width: readonly [lows: number, mids: number, highs: number];
  /** Integrated, in LUFS. */
  readonly loudness: number;
  /** How far its hiss lies under the whole, in dB. */
  readonly floor: number;
}

export interface Mix {
  readonly drums: Bus;
  readonly bass: Bus;
  readonly chords: Bus;
  readonly melody: Bus;
  readonly reverb: Reverb;
  readonly delay: Delay;
  /** 16ths that a ducked part stays down and takes to come back. */
  readonly duckHold: number;
  readonly duckRelease: number;
  readonly texture?: Texture;
  /** Soft clipping of the whole before the limiter, 0 to 2, and its equaliser. */
  readonly drive: number;
  readonly bands?: readonly Band[];
  /** Whose mix it should sound like. */
  readonly aim?: MixAim;
}

export interface Kit {
  readonly drums: Readonly<Record<Drum, DrumSound>>;
  readonly bass: BassSound;
  readonly chords: Instrument;
  readonly melody: Instrument;
  readonly mix: Mix;
}
