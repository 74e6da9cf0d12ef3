/** Recordings of single strokes, split by name into those that train a listener and those it is measured with. */
import { access } from 'node:fs/promises';
import { join } from 'node:path';
import type { Audio } from '../../../src/audio/index.ts';
import { DATA_FOLDER } from '../../../src/corpus/index.ts';
import { LISTEN_RATE } from '../../../src/listen/index.ts';
import type { Drum, Sound } from '../../../src/music/index.ts';
import { BeatwrightError } from '../../../src/words/index.ts';
import { type Stroke, strokeOf } from './shots.ts';

export type SampleSide = 'train' | 'heldOut';
export type Samples = Readonly<Record<SampleSide, Readonly<Record<Drum, readonly Sound[]>>>>;

/** Files of Sonic Pi's samples (CC0) by what they sound like. Whatever has no recording stays synthesised. */
const FILES: Readonly<Record<SampleSide, Readonly<Record<Drum, string>>>> = {
  train: {
    kick: 'bd_ada bd_chip bd_fat bd_gas bd_jazz bd_klub bd_pure bd_zum drum_heavy_kick elec_hollow_kick elec_soft_kick',
    snare: 'sn_dolf sn_generic elec_filt_snare elec_hi_snare elec_mid_snare elec_snare',
    clap: 'perc_snap2',
    rim: '',
    closedHat:
      'hat_bdu hat_cab hat_gem hat_hier hat_mess hat_metal hat_noiz hat_raw hat_sci hat_snap hat_star hat_yosh',
    openHat: 'hat_cats hat_gump hat_zan elec_cymbal',
    lowTom: 'elec_fuzz_tom elec_blup',
    highTom: 'elec_fuzz_tom',
    crash: '',
    ride: '',
    percussion:
      'elec_blip elec_bong elec_flip elec_ping elec_plip elec_pop elec_tick elec_triangle elec_twip',
    shaker: '',
  },
  heldOut: {
    kick: 'bd_808 bd_haus bd_tek drum_bass_hard drum_bass_soft',
    snare: 'drum_snare_hard drum_snare_soft elec_lo_snare sn_dub sn_zome',
    clap: 'perc_snap',
    rim: '',
    closedHat: 'drum_cymbal_closed drum_cymbal_pedal hat_gnu hat_psych hat_tap hat_zap hat_zild',
    openHat: 'drum_cymbal_open',
    lowTom: 'drum_tom_lo_hard drum_tom_lo_soft drum_tom_mid_soft',
    highTom: 'drum_tom_hi_hard drum_tom_hi_soft drum_tom_mid_hard',
    crash: 'drum_splash_hard drum_cymbal_hard',
    ride: 'drum_cymbal_soft',
    percussion: 'drum_cowbell elec_bell elec_blip2 elec_twang perc_bell',
    shaker: '',
  },
};

/**
 * Reads all recordings, cut to begin at their onset and brought to full scale.
 * @param data the folder that holds `sonic-pi-samples/`.
 * @throws BeatwrightError `samples-absent`.
 */
export async function readSamples(audio: Audio, data = DATA_FOLDER): Promise<Samples> {
  const folder = join(data, 'sonic-pi-samples');
  const one = async (name: string): Promise<Sound> => {
    const file = join(folder, `${name}.flac`);
    await access(file).catch((cause: unknown) => {
      throw new BeatwrightError('samples-absent', { file }, { cause });
    });
    return { sampleRate: LISTEN_RATE, channels: [(await readStroke(audio, file)).samples] };
  };
  const read: Record<string, Record<string, Sound[]>> = {};
  for (const [side, drums] of Object.entries(FILES)) {
    const sounds: Record<string, Sound[]> = {};
    for (const [drum, names] of Object.entries(drums)) {
      sounds[drum] = [];
      for (const name of names.split(' ')) if (name !== '') sounds[drum].push(await one(name));
    }
    read[side] = sounds;
  }
  return read as unknown as Samples;
}

/** @param source a sound file, or its bytes. */
export async function readStroke(audio: Audio, source: string | Uint8Array): Promise<Stroke> {
  const { channels } = await audio.decode(source, { sampleRate: LISTEN_RATE, channels: 1 });
  return strokeOf(channels[0]!);
}
