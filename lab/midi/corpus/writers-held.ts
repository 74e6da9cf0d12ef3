/** The writers that reading is measured on and not tuned on: other habits, other music, other ways of naming. */
import { type Drum, keyName, type Random } from '../../../src/music/index.ts';
import * as raw from './bytes.ts';
import { countsOf, keyInName, kit, pitched, type Truth, type Writer } from './case.ts';
import type { Played, Struck } from './material.ts';
import { type Setting, typedBass, typedBeat, typedChords, typedTune } from './material-held.ts';

type Tuned = 'bass' | 'chords' | 'melody';
const TUNED: readonly Tuned[] = ['bass', 'chords', 'melody'];
/** Pads as a map of General MIDI in print has them, with the alternatives. */
const PRINTED: Readonly<Record<Drum, number>> = {
  ...{ kick: 35, snare: 40, clap: 39, rim: 37, closedHat: 42, openHat: 46, lowTom: 41, highTom: 48 },
  ...{ crash: 57, ride: 51, percussion: 62, shaker: 82 },
};

interface Sketch extends Setting {
  readonly bpm: number;
  readonly hits: readonly Struck[];
  readonly bass: readonly Played[];
  readonly chords: readonly Played[];
  readonly melody: readonly Played[];
}

function sketch(random: Random): Sketch {
  const setting: Setting = {
    tonic: random.int(12),
    mode: random.next() < 0.7 ? 'minor' : 'major',
    bars: random.pick([2, 4, 8]),
  };
  return {
    ...setting,
    bpm: 66 + random.int(110),
    hits: typedBeat(random, setting.bars),
    bass: typedBass(random, setting),
    chords: typedChords(random, setting),
    melody: typedTune(random, setting),
  };
}

const drumTruth = (hits: readonly Struck[]): Truth => ({ part: 'drums', drums: countsOf(hits) });

/** A phone app that merges everything into one track and leaves odd bytes behind. */
const phone: Writer = (random, number) => {
  const { hits, bpm, ...parts } = sketch(random);
  const habits = { ppq: 240, type: 0 as const, running: random.next() < 0.5 };
  const odd = [
    raw.meta(0x20, []),
    raw.meta(0x54, [0, 0, 0, 0]),
    raw.meta(0x59, [0xff, 0xff]),
    { tick: 0, bytes: [0xf8] },
    raw.meta(0x7f, [1, 2, 3]),
  ];
  const bytes = raw.file(
    [
      [raw.nameEvent(raw.utf8(`Jam ${number}`)), random.pick(odd), raw.tempoEvent(bpm)],
      ...TUNED.map((part, i) => raw.notesOn([3, 6, 12][i]!, pitched(parts[part], 240), habits)),
      raw.notesOn(9, kit(hits, { ppq: 240, pads: PRINTED }), habits),
    ],
    habits,
  );
  const ending = random.pick([[], [0x1a], [0, 0, 0], [0x0d, 0x0a]]);
  // Voices of one track come by channel: the drums before the tune.
  return {
    writer: 'phone',
    fileName: `jam-${number}.mid`,
    bytes: Uint8Array.from([...bytes, ...ending]),
    tracks: [{ part: 'bass' }, { part: 'chords' }, drumTruth(hits), { part: 'melody' }],
    bpm,
    bpmFrom: 'file',
  };
};

const VENDOR_WORDS: Readonly<Record<Tuned | 'drums', readonly string[]>> = {
  drums: ['Drums', 'Drum_Loop', 'Full_Kit', 'DrumMIDI', 'Trap_Drums'],
  bass: ['Bass', '808', 'SubBass', 'Bassline'],
  chords: ['Chords', 'Pads', 'Rhodes', 'Piano_Chords'],
  melody: ['Lead', 'Melody', 'Arp', 'Bells', 'Synth_Lead'],
};

/** A loop vendor: one part a file, the house's own way of naming, no events but notes. */
const vendor: Writer = (random, number) => {
  const { hits, bpm, tonic, mode, ...parts } = sketch(random);
  const habits = { ppq: 96, type: random.pick([0, 1] as const), offByZero: true };
  const part = random.pick(['drums', 'drums', 'drums', ...TUNED] as const);
  const key = { tonic, mode };
  const word = random.pick(VENDOR_WORDS[part]);
  const label = part === 'drums' ? '' : `_${keyInName(key, random.pick(['short', 'min', 'sharp']))}`;
  const title = random.pick(['Midnight', 'VLT', 'Street Heat', 'OCEAN']).replace(' ', '_');
  const fileName = random.pick([
    `${title}_${String(number).padStart(2, '0')}_${word}_${bpm}BPM${label}`,
    `${bpm}_${title}_${word}${label}`,
    `${title} - ${word.replaceAll('_', ' ')} - ${bpm} bpm${label.replace('_', ' - ')}`,
    `[${bpm} BPM] ${word}${label.replace('_', ' ')} ${number}`,
  ]);
  const notes =
    part === 'drums'
      ? kit(hits, { ppq: 96, pads: PRINTED, length: random.pick([0.5, 1, 3]) })
      : pitched(parts[part], 96);
  return {
    writer: 'vendor',
    fileName: `${fileName}.mid`,
    bytes: raw.file([raw.notesOn(0, notes, habits)], habits),
    tracks: [part === 'drums' ? drumTruth(hits) : { part }],
    bpm,
    bpmFrom: 'name',
    ...(part !== 'drums' && { key: keyName(key) }),
  };
};

/** Sixteen pads in the order in which samples were loaded, on channel 1, played with a feel. */
const pads: Writer = (random, number) => {
  const { hits, bpm } = sketch(random);
  const habits = { ppq: 960, type: 1 as const };
  const drums = [...new Set(hits.map(({ drum }) => drum))];
  const first = random.pick([36, 37, 48]);
  const layout = Object.fromEntries(drums.map((drum, i) => [drum, first + i]));
  const notes = kit(hits, {
    ppq: 960,
    pads: layout,
    human: { random, by: 0.07 },
    length: random.pick([0.2, 0.9]),
  });
  return {
    writer: 'pads',
    fileName: `Sequence ${number}.mid`,
    bytes: raw.file([[raw.tempoEvent(bpm)], raw.notesOn(0, notes, habits)], habits),
    tracks: [drumTruth(hits)],
    bpm,
    bpmFrom: 'file',
  };
};

const STEM_NAMES: Readonly<Partial<Record<Drum, readonly string[]>>> = {
  kick: ['KICK_01', 'Kick (sat)', 'bd', 'Grosse Caisse', 'Бочка'],
  snare: ['Snare Top', 'snare dry', 'Caja', 'Kleine Trommel', 'Малый барабан'],
  clap: ['clap layer', 'Palmas', 'Clap_2'],
  rim: ['Side Stick', 'rimshot'],
  closedHat: ['CH', 'hats tight', 'Hi Hat 2', 'Charleston', 'Хай-хэт'],
  openHat: ['OpenHH', 'hat open', 'OH'],
  crash: ['Crash L', 'Cymbals'],
  ride: ['ride cym', 'Ride'],
  percussion: ['perc loop', 'Conga hi', 'Перкуссия'],
  shaker: ['shkr Shaker', 'Shaker'],
};
const TUNED_NAMES: Readonly<Record<Tuned, readonly string[]>> = {
  bass: ['BASS DI', 'sub', '808 glide', 'Basse', 'Бас', 'Moog Bass'],
  chords: ['PAD wide', 'keys L', 'E-Piano', 'Akkorde', 'Gtr chords', 'String Ensemble'],
  melody: ['LEAD dbl', 'Bell 3', 'topline', 'Melodía', 'Мелодия', 'Flute solo'],
};

/** A mixer's session: a track a sound, its names as engineers write them, each sampler on its own note. */
const session: Writer = (random, number) => {
  const { hits, bpm, ...parts } = sketch(random);
  const habits = { ppq: 480, type: 1 as const, running: true };
  const drums = [...new Set(hits.map(({ drum }) => drum))];
  const strokes = drums.map((drum) => {
    const notes = kit(
      hits.filter((hit) => hit.drum === drum),
      { ppq: 480, pads: { [drum]: random.pick([60, 48, 36, 64]) }, length: 1 },
    );
    return [
      raw.nameEvent(raw.utf8(random.pick(STEM_NAMES[drum] ?? ['Perc']))),
      ...raw.notesOn(0, notes, habits),
    ];
  });
  const tuned = TUNED.map((part) => [
    raw.nameEvent(raw.utf8(random.pick(TUNED_NAMES[part]))),
    ...raw.notesOn(0, pitched(parts[part], 480), habits),
  ]);
  return {
    writer: 'session',
    fileName: `Mix session ${number}.mid`,
    bytes: raw.file([[raw.tempoEvent(bpm)], ...tuned, ...strokes], habits),
    tracks: [
      ...TUNED.map((part) => ({ part })),
      ...drums.map((drum) => drumTruth(hits.filter((hit) => hit.drum === drum))),
    ],
    bpm,
    bpmFrom: 'file',
  };
};

/** Numbered tracks on numbered channels, so that channel 10 is whatever the tenth track plays. */
const numbered: Writer = (random, number) => {
  const { hits, bpm, ...parts } = sketch(random);
  const other = sketch(random.fork('more'));
  const habits = { ppq: 384, type: 1 as const };
  const plan = [
    { truth: drumTruth(hits), notes: kit(hits, { ppq: 384, pads: PRINTED }) },
    ...[...TUNED, ...TUNED, 'chords' as const, 'melody' as const].map((part, i) => ({
      truth: { part },
      notes: pitched((i < 3 ? parts : other)[part], 384),
    })),
    { truth: { part: 'melody' as const }, notes: pitched(other.melody, 384) },
  ];
  return {
    writer: 'numbered',
    fileName: `arrangement ${number}.mid`,
    bytes: raw.file(
      [
        [raw.tempoEvent(bpm)],
        ...plan.map(({ notes }, i) => [
          raw.nameEvent(raw.ascii(`${i + 1}-MIDI`)),
          ...raw.notesOn(i, notes, habits),
        ]),
      ],
      habits,
    ),
    tracks: plan.map(({ truth }) => truth),
    bpm,
    bpmFrom: 'file',
  };
};

/** A notation program: instruments by program and by name, drums on channel 10, a signature. */
const notation: Writer = (random, number) => {
  const { hits, bpm, tonic, mode, ...parts } = sketch(random);
  const habits = { ppq: 1024, type: 1 as const };
  const players: Readonly<Record<Tuned, readonly (readonly [string, number])[]>> = {
    bass: [
      ['Contrabass', 43],
      ['Electric Bass', 33],
      ['Tuba', 58],
      ['', 35],
    ],
    chords: [
      ['Piano', 0],
      ['Guitar', 24],
      ['Organ', 19],
      ['', 4],
    ],
    melody: [
      ['Flute', 73],
      ['Violin', 40],
      ['Steel Drums', 114],
      ['Voice', 52],
      ['', 12],
      ['Bassoon', 70],
    ],
  };
  const tracks = TUNED.map((part, channel) => {
    const [name, program] = random.pick(players[part]);
    return [
      ...(name === '' ? [] : [raw.nameEvent(raw.ascii(name), random.pick([3, 4]))]),
      raw.programEvent(channel, program),
      ...raw.notesOn(channel, pitched(parts[part], 1024), habits),
    ];
  });
  return {
    writer: 'notation',
    fileName: `Score_${number}.mid`,
    bytes: raw.file(
      [[raw.tempoEvent(bpm)], ...tracks, raw.notesOn(9, kit(hits, { ppq: 1024, pads: PRINTED }), habits)],
      habits,
    ),
    tracks: [...TUNED.map((part) => ({ part })), drumTruth(hits)],
    bpm,
    bpmFrom: 'file',
  };
};

const TITLES = [
  'Ride Out',
  'Crash Landing',
  'Keys To The City',
  'Bass Culture',
  'Top Of The World',
  'Lead Me Home',
  'Snap Back',
  'Drum Circle Dreams',
  'Bell Jar',
  'Kick It',
  'Hook Line Sinker',
  'Pad Thai',
];

/** Ideas named like songs, whose words are no parts: one part without any other name, in one track. */
const titled: Writer = (random, number) => {
  const { hits, bpm, ...parts } = sketch(random);
  const habits = { ppq: 192, type: 0 as const };
  const part = random.pick(['drums', ...TUNED] as const);
  const notes =
    part === 'drums'
      ? kit(hits, { ppq: 192, pads: PRINTED, human: { random, by: 0.04 }, length: random.pick([0.3, 1, 2]) })
      : pitched(parts[part], 192);
  return {
    writer: 'titled',
    fileName: `${random.pick(TITLES)} ${number}.mid`,
    bytes: raw.file([[raw.tempoEvent(bpm)], raw.notesOn(random.int(4), notes, habits)], habits),
    tracks: [part === 'drums' ? drumTruth(hits) : { part }],
    bpm,
    bpmFrom: 'file',
  };
};

export const HELD_WRITERS: readonly Writer[] = [
  phone,
  vendor,
  vendor,
  pads,
  session,
  numbered,
  notation,
  titled,
  titled,
];
