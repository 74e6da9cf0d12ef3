/** Drums of kits made for the drum machine Hydrogen: many makers', played softly and hard. */
import { access } from 'node:fs/promises';
import { join } from 'node:path';
import type { Audio } from '../../../src/audio/index.ts';
import { DRUMS, type Drum } from '../../../src/music/index.ts';
import { BeatwrightError } from '../../../src/words/index.ts';
import { readStroke } from './samples.ts';
import { byForce, noShots, type RecordedKit, type RecordedKits, type Shots } from './shots.ts';

/** Where Debian's package `hydrogen-drumkits` puts them, in /usr/share. */
const FOLDER = 'hydrogen/data/drumkits';

const EMPIRE = 'ElectricEmpireKit/EE_';
const HARD = 'HardElectro1/';
const BREAKS = 'VariBreaks/VP ';
const PACIFIC = 'BJA_Pacific/';
const COLOMBO = 'ColomboAcousticDrumkit/';
const RUMPF = 'rumpf_kit_z01_h2/beats_';
const AFRIQUE = 'circAfrique v4/';
const AUDIOPHOB = 'Audiophob/';

/** Files by what they sound like: a folder with the beginning of their names, and the rest of each. */
type Files = Readonly<Record<Drum, readonly (readonly [string, string])[]>>;

/**
 * Those that train; `[1-8]` are one drum struck in eight ways. Of the kits only those whose licences
 * leave free what is made of them: Audiophob (CC0); rumpf kit, Emanuel Rumpf (CC BY 3.0); BJA Pacific, Luc Tunguay,
 * and circAfrique, Jim Harney (CC BY-SA 3.0); Electric Empire, Hard Electro and VariBreaks, Artemiy Pavlov (GPL, and
 * all rights granted); Colombo Acoustic, Marcos Guglielmetti (GPL, but not for what it is mixed into).
 */
const TRAINING: Files = {
  kick: [
    [EMPIRE, 'Kick_Lite_1.flac|Kick_Lite_2.flac|Kick_Low_1.flac|Kick_Low_2.flac|Kick_Nz.flac|Kick_Old.flac'],
    [
      EMPIRE,
      'Kick_Power.flac|Kick_Ring.flac|Kick_Stomp.flac|Kick_Dist.flac|Kick_Hard_1.flac|Kick_Hard_2.flac',
    ],
    [HARD, 'HardHse_K_02.flac|HardHse_K_03_B.flac|PowR_BD_1.flac'],
    [BREAKS, 'Kick 1.flac|Kick 2.flac|Kick 3.flac'],
    [RUMPF, '06-38.flac|06-46.flac|07-18.flac|07-20.flac'],
    [PACIFIC, 'BD_0[1-8].aiff'],
    [`${COLOMBO}bassdrum-4mics-br-stereo-`, 'soft2.flac|soft4.flac|normal3.flac'],
    [AUDIOPHOB, '86335__zgump__tom-0105.wav'],
  ],
  snare: [
    [EMPIRE, 'Snare_1.flac|Snare_2.flac|Snare_3.flac|Snare_Low.flac|Snare_Ring.flac'],
    [HARD, 'PowR_SN_1.flac'],
    [BREAKS, 'Snare 1.flac|Snare 2.flac|Snare 3.flac'],
    [RUMPF, '01-21.flac|06-25.flac'],
    [PACIFIC, 'SN_0[1-8].aiff|SN4_0[1-8].aiff'],
    [
      `${COLOMBO}snare-opaque-`,
      '2mics_normal-shot1.flac|normal-mic-normal_shot2.flac|normal-mic-normal_shot3.flac',
    ],
    [`${COLOMBO}snare-opaque-normal-mic-`, 'rimshot2.flac|rimshot6.flac|rimshot7.flac'],
    [AUDIOPHOB, '124382__cubix__8bit-snare.wav|25671__walter-odington__garage-city-snare-snappy.wav'],
  ],
  clap: [
    [EMPIRE, 'Clap.flac|Clap_Hard.flac'],
    [HARD, 'Amp_Clap_1.flac|Clap_1.flac'],
    [RUMPF, '01-26.flac'],
    [AUDIOPHOB, '29800__stomachache__3.wav'],
  ],
  rim: [
    [COLOMBO, 'stick-rim-9.flac'],
    [AUDIOPHOB, '16336__sstokes__ss-ht-crunchtime.wav'],
  ],
  closedHat: [
    [EMPIRE, 'Hat_Cl_Dirty.flac|Hat_Low.flac|Hat_Ring_1.flac'],
    [HARD, 'CHH_1.flac|FX_Chh_01.flac|Hard_CHH_01.flac|Hard_CHH_02.flac|PowR_HH_1.flac'],
    [BREAKS, 'Hat 1 Cl.flac|Hat 1 Pd.flac|Hat 2 Cl.flac|Hat 3 Cl.flac'],
    [RUMPF, '09-10.flac'],
    [PACIFIC, 'HH_0[1-8].aiff'],
    [`${COLOMBO}hihat-`, 'closed-1.flac|closed-4.flac|closed-6.flac'],
    [AUDIOPHOB, '116973__cbeeching__hat-light.wav'],
  ],
  openHat: [
    [EMPIRE, 'Hat_Op_Dirty.flac|Hat_Op_Phaser.flac'],
    [HARD, 'Hard_Hse_OHH_1.flac'],
    [BREAKS, 'Hat 1 Op.flac'],
    [PACIFIC, 'HH2_0[1-8].aiff|HH3_0[1-5].aiff'],
    [`${COLOMBO}hihat-`, 'semi-open-1.flac|semi-open-2.flac|open-1.flac|open-4.flac|open-5.flac'],
    [AUDIOPHOB, '104227__minorr__hhat-paiste-302-14-open-p.wav'],
  ],
  lowTom: [
    [RUMPF, '08-17.flac|08-18.flac|08-20.flac'],
    [BREAKS, 'Tom Low.flac'],
    [PACIFIC, 'TM2_0[1-8].aiff'],
    [COLOMBO, 'tom-low-1.flac|tom-mid-1.flac'],
  ],
  highTom: [
    [EMPIRE, 'Drum_2.flac'],
    [BREAKS, 'Tom Hi.flac|Tom Mid.flac'],
    [PACIFIC, 'TM_0[1-8].aiff'],
    [COLOMBO, 'tom-hi-1.flac|tom-mid-1.flac'],
  ],
  crash: [
    [PACIFIC, 'CB_0[1-3].aiff|CB2_0[1-3].aiff'],
    [COLOMBO, 'crash16i__crash1.flac|crash20i__crash.flac'],
    [AUDIOPHOB, '124101__connersaw8__crash.wav'],
  ],
  ride: [
    [PACIFIC, 'BL_0[1-4].aiff|RD_0[1-6].aiff|RD2_0[1-5].aiff'],
    [COLOMBO, 'crash16i__ride2.flac|crash16i__ride_cup4.flac|crash20i__ride-cup1.flac|crash20i__ride4.flac'],
    [AUDIOPHOB, '15590__lewis__sabmute.wav'],
  ],
  percussion: [
    [EMPIRE, 'Conga_1.flac|Conga_2.flac|Click.flac|Drum_1.flac'],
    [RUMPF, '08-32.flac'],
    [AFRIQUE, 'Djembe1 Slap.wav|Djembe2 Slap.wav|Djembe3 Slap.wav|Djembe4 Slap.wav|Djembe5 Slap.wav'],
    [AFRIQUE, 'Djembe1 Tone.wav|Djembe2 Tone.wav|Djembe3 Tone.wav|Djembe4 Tone.wav|Djembe5 Tone.wav'],
    [AFRIQUE, 'Djembe1 Bass.wav|Djembe2 Bass.wav|Djembe3 Bass.wav|Djembe4 Bass.wav|Djembe5 Bass.wav'],
    [AFRIQUE, 'Dununba1 Head Hit.wav|Dununba1 Head Mute.wav|Dununba1 Bell.wav|Dununba1 Bell Mute.wav'],
    [AFRIQUE, 'Kenkeni1 Head Hit.wav|Kenkeni1 Head Mute.wav|Kenkeni1 Bell Hit.wav|Kenkeni1 Bell Mute.wav'],
    [AFRIQUE, 'Sangban1 Head Hit.wav|Sangban1 Head Mute.wav|Sangban1 Bell Hit.wav|Sangban1 Bell Mute.wav'],
  ],
  shaker: [[AUDIOPHOB, '156272__dayvonjersen__fxshake5.wav']],
};

const FORZEE = 'ForzeeStereo/';
const MILLO = 'Millo-Drums_v.1/';
const MILLO_2 = 'Millo_MultiLayered2/';
const MILLO_3 = 'Millo_MultiLayered3/';

/**
 * Those that no network learns from: thresholds are chosen by how they are heard. Forzee Stereo, Vladimir Sadovnikov and
 * Alexander Belokurov, and Emiliano Grilli's three kits (all GPL).
 */
const UNHEARD: Files = {
  kick: [
    [FORZEE, 'Kick-[0-4].wav'],
    [MILLO, 'bd1.flac'],
    [MILLO_2, 'bd_0[1-5].flac'],
    [MILLO_3, 'bd_0[1-4].flac'],
  ],
  snare: [
    [FORZEE, 'Snare-[0-4].wav|SnareRim-[0-4].wav|SnareOff-[0-4].wav'],
    [MILLO, 'snare1.flac|snare3.flac'],
    [MILLO_2, 'jsnare_0[1-5].flac|rsnare_0[1-5].flac'],
    [MILLO_3, 'sd_0[1-6].flac|sr_0[1-2].flac'],
  ],
  clap: [
    [MILLO, 'clap_Dry_c.flac'],
    [MILLO_2, 'clap_0[1-4].flac'],
  ],
  rim: [
    [FORZEE, 'RimClick-[0-4].wav'],
    [MILLO, 'stick_Woody.flac'],
    [MILLO_2, 'rim_0[1-4].flac'],
    [MILLO_3, 'rs_0[1-3].flac'],
  ],
  closedHat: [
    [FORZEE, 'HiHatClosed-[0-4].wav|HiHatFoot-[0-4].wav'],
    [MILLO, 'closehihat3.flac|pedalhihat.flac'],
    [MILLO_2, 'hhclosed_0[1-5].flac|hhpedal_0[1-2].flac'],
    [MILLO_3, 'hh_0[1-4].flac|hh_p.flac'],
  ],
  openHat: [
    [FORZEE, 'HiHatOpen-[0-3].wav|HiHatSemiopen-[0-4].wav'],
    [MILLO, 'openhat2.flac'],
    [MILLO_2, 'hhopen_0[0-3].flac'],
    [MILLO_3, 'ho_0[1-3].flac'],
  ],
  lowTom: [
    [FORZEE, 'TomLow-[0-4].wav'],
    [MILLO, 'tom2_1.flac'],
    [MILLO_2, 'floortom_0[1-4].flac'],
    [MILLO_3, 'ft_0[1-3].flac'],
  ],
  highTom: [
    [FORZEE, 'TomHigh-[0-4].wav|TomMid-[0-4].wav'],
    [MILLO, 'tom1_1.flac|tom1_a.flac'],
    [MILLO_2, 'tom_0[1-4].flac'],
    [MILLO_3, 't1_0[1-3].flac|t2_0[1-3].flac'],
  ],
  crash: [
    [FORZEE, 'Crash18-[0-3].wav|Splash10-[0-4].wav|China-[0-4].wav'],
    [MILLO, 'crash.flac|cra_Rock_a.flac'],
    [MILLO_2, 'crash_0[1-5].flac'],
    [MILLO_3, 'cc_0[1-3].flac'],
  ],
  ride: [
    [FORZEE, 'RideBow-[0-3].wav|RideBell-[0-3].wav'],
    [MILLO, 'ride1.flac|ride2.flac'],
    [MILLO_2, 'ride_0[1-5].flac'],
    [MILLO_3, 'rc_0[1-3].flac'],
  ],
  percussion: [
    [FORZEE, 'AgogoHigh-[0-4].wav|AgogoLow-[0-4].wav'],
    [MILLO, 'misc_Cowbell.flac'],
    [MILLO_3, 'mc_cb.flac'],
  ],
  shaker: [[FORZEE, 'Tambourine-[0-4].wav']],
};

/**
 * The kits, each drum's softest stroke first.
 * @param share the folder in which Debian's packages put what is for all machines.
 * @throws BeatwrightError `kits-absent`.
 */
export async function readHydrogen(audio: Audio, share: string): Promise<RecordedKits> {
  const folder = join(share, FOLDER);
  await access(join(folder, 'BJA_Pacific')).catch((cause: unknown) => {
    throw new BeatwrightError(
      'kits-absent',
      { what: 'Hydrogen’s drum kits', where: folder, package: 'hydrogen-drumkits', inside: FOLDER },
      { cause },
    );
  });
  return {
    training: await kitsOf(audio, folder, TRAINING),
    unheard: await kitsOf(audio, folder, UNHEARD),
  };
}

async function kitsOf(audio: Audio, folder: string, files: Files): Promise<RecordedKit[]> {
  const kits = new Map<string, Record<Drum, Shots[]>>();
  for (const drum of DRUMS) {
    for (const [from, names] of files[drum]) {
      const maker = from.slice(0, from.indexOf('/'));
      const kit = kits.get(maker) ?? noShots();
      kits.set(maker, kit);
      for (const name of names.split('|')) kit[drum].push(await drumOf(audio, join(folder, from + name)));
    }
  }
  return [...kits.values()];
}

/** The strokes of one drum. */
async function drumOf(audio: Audio, pattern: string): Promise<Shots> {
  const [, from, first, last, to] = /^(.*)\[(\d)-(\d)\](.*)$/.exec(pattern) ?? [];
  const files = [];
  if (from === undefined) files.push(pattern);
  else for (let n = Number(first); n <= Number(last); n++) files.push(`${from}${n}${to}`);
  return byForce(await Promise.all(files.map((file) => readStroke(audio, file))));
}
