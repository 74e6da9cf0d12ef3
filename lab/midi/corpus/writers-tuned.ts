/** The writers that reading is tuned on. Each has the habits of a kind of tool. */
import type { Drum, Random } from '../../../src/music/index.ts';
import { keyName } from '../../../src/music/index.ts';
import * as raw from './bytes.ts';
import {
  anyBpm,
  anyKey,
  type CorpusFile,
  countsOf,
  GM,
  keyInName,
  kit,
  pitched,
  type Truth,
  type Writer,
} from './case.ts';
import { bass, beat, chords, melody, type Piece, type Played, progression } from './material.ts';

interface Song extends Piece {
  readonly parts: { readonly bass: Played[]; readonly chords: Played[]; readonly melody: Played[] };
  readonly hits: ReturnType<typeof beat>;
}

function song(random: Random, bars = random.pick([2, 4, 4, 8])): Song {
  const piece = { bpm: anyBpm(random), key: anyKey(random), bars };
  const degrees = progression(random, bars);
  return {
    ...piece,
    hits: beat(random, bars),
    parts: {
      bass: bass(random, piece, degrees),
      chords: chords(random, piece, degrees),
      melody: melody(random, piece, degrees),
    },
  };
}

const PITCHED = ['bass', 'chords', 'melody'] as const;

/** A sequencer by the book: drums on channel 10, programs, English names or none. */
const sequencer: Writer = (random, number) => {
  const { hits, parts, bpm, bars } = song(random);
  const habits = {
    ppq: random.pick([120, 192, 480]),
    type: random.pick([0, 1, 1] as const),
    running: random.next() < 0.5,
  };
  const programs = {
    bass: random.pick([32, 33, 34, 38, 39]),
    chords: random.pick([0, 4, 48, 89, 90, 16]),
    melody: random.pick([73, 80, 81, 11, 56, 65, 10]),
  };
  const hasNames = habits.type === 1 && random.next() < 0.4;
  const titles = { bass: 'Bass', chords: 'Chords', melody: 'Melody' };
  const tracks = PITCHED.map((part, channel) => [
    ...(hasNames ? [raw.nameEvent(raw.ascii(titles[part]))] : []),
    raw.programEvent(channel, programs[part]),
    ...raw.notesOn(channel, pitched(parts[part], habits.ppq), habits),
  ]);
  const drums = raw.notesOn(9, kit(hits, { ppq: habits.ppq, pads: GM }), habits);
  return {
    writer: 'sequencer',
    fileName: `Song ${number}.mid`,
    bytes: raw.file([[raw.tempoEvent(bpm)], ...tracks, drums], { ...habits, tail: bars % 2 }),
    tracks: [...PITCHED.map((part) => ({ part })), { part: 'drums', drums: countsOf(hits) }],
    bpm,
    bpmFrom: 'file',
  };
};

/** Clips: one part in one track, no tempo, everything else in the name of the file. */
const clips: Writer = (random, number) => {
  const { hits, parts, bpm, key } = song(random);
  const habits = { ppq: 96, type: 0 as const, tail: 3 };
  const part = random.pick(['drums', 'drums', ...PITCHED] as const);
  const words = {
    drums: ['Drum Loop', 'Beat', 'Full Drums', 'Drums', 'Groove'],
    bass: ['808', 'Bass', 'Sub Bass', 'Bassline', 'Reese'],
    chords: ['Chords', 'Pad', 'Piano', 'Keys', 'Rhodes', 'Strings'],
    melody: ['Melody', 'Lead', 'Arp', 'Bell', 'Pluck', 'Flute', 'Synth Lead'],
  };
  const what = random.next() < 0.75 ? random.pick(words[part]) : 'Loop';
  const notes = part === 'drums' ? kit(hits, { ppq: 96, pads: GM }) : pitched(parts[part], 96);
  const way = random.pick(['short', 'min', 'long', 'camelot', 'sharp'] as const);
  const label = part === 'drums' ? '' : keyInName(key, way);
  const fileName = random.pick([
    `${what} ${bpm} BPM ${label}`,
    `${what}_${number}_${bpm}bpm_${label}`,
    `${bpm}bpm ${label} ${what}`,
    `Pack Vol 2 - ${what} - ${label} - ${bpm} BPM`,
    `${what} ${bpm} ${label || 'loop'}`,
    `${label} ${what} (${bpm} bpm)`,
  ]);
  return {
    writer: 'clips',
    fileName: `${fileName.trim()}.mid`,
    bytes: raw.file([raw.notesOn(0, notes, habits)], habits),
    tracks: [{ part, ...(part === 'drums' && { drums: countsOf(hits) }) }],
    bpm,
    bpmFrom: 'name',
    ...(part !== 'drums' && { key: keyName(key) }),
  };
};

const SAMPLER_NAMES: Readonly<Record<Drum, readonly string[]>> = {
  kick: ['Kick', 'Kick 2', 'Trap Kick 06', 'KICK', 'Hard Kick', 'BD'],
  snare: ['Snare', 'Snare_03', 'SNR', 'Drill Snare'],
  clap: ['Clap', 'Clap 1', 'Handclap', 'Claps'],
  rim: ['Rim', 'Rimshot'],
  closedHat: ['HiHat', 'Hat', 'Hi-Hat', 'Closed Hat', 'HH 1', 'Hats'],
  openHat: ['Open Hat', 'OpenHat', 'OH', 'Hat Open'],
  lowTom: ['Low Tom', 'Floor Tom'],
  highTom: ['High Tom', 'Hi Tom'],
  crash: ['Crash', 'Cymbal'],
  ride: ['Ride'],
  percussion: ['Perc', 'Perc 3', 'Bongo', 'Percussion'],
  shaker: ['Shaker'],
};

/** A channel rack: a sampler a track, all on the same C, tuned instruments beside them. */
const rack: Writer = (random, number) => {
  const { hits, parts, bpm } = song(random);
  const habits = { ppq: 96, type: 1 as const };
  const root = random.pick([60, 60, 72, 48]);
  const drums = [...new Set(hits.map(({ drum }) => drum))];
  const names = {
    bass: ['808', '808 Spinz', 'Sub', 'Bass', 'Reese Bass'],
    chords: ['Piano', 'Pad', 'Chords', 'Keys', 'Strings'],
    melody: ['Lead', 'Bell', 'Pluck 2', 'Flute', 'Melody', 'Synth'],
  };
  const samplers = drums.map((drum) => {
    const own = hits.filter((hit) => hit.drum === drum);
    const notes = kit(own, { ppq: 96, pads: { [drum]: root }, length: random.pick([0.25, 1, 2]) });
    return [raw.nameEvent(raw.ascii(random.pick(SAMPLER_NAMES[drum]))), ...raw.notesOn(0, notes, habits)];
  });
  const tuned = PITCHED.map((part) => [
    raw.nameEvent(raw.ascii(random.pick(names[part]))),
    ...raw.notesOn(0, pitched(parts[part], 96), habits),
  ]);
  return {
    writer: 'rack',
    fileName: `project_${number}.mid`,
    bytes: raw.file([[raw.tempoEvent(bpm)], ...samplers, ...tuned], habits),
    tracks: [
      ...drums.map(
        (drum): Truth => ({
          part: 'drums',
          drums: { [drum]: hits.filter((hit) => hit.drum === drum).length },
        }),
      ),
      ...PITCHED.map((part) => ({ part })),
    ],
    bpm,
    bpmFrom: 'file',
  };
};

/** A studio that names regions, strikes with velocity 0 to end notes, and plays drums on channel 1. */
const studio: Writer = (random, number) => {
  const { hits, parts, bpm } = song(random);
  const habits = { ppq: 480, type: 1 as const, running: true, offByZero: true };
  const names = {
    drums: ['Midi Region Drums', 'SoCal', 'Drum Kit', 'Beat Machine', 'Retro Rock Kit', 'Drummer'],
    bass: ['Liverpool Bass', 'Sub Bass', 'Bass', 'Stinger Bass'],
    chords: ['Steinway Grand Piano', 'Classic Electric Piano', 'Soft Pad', 'Chords'],
    melody: ['Lead Synth', 'Inst 7', 'Vocal Melody', 'Solo Violin', 'Main Melody'],
  };
  const drums = kit(hits, { ppq: 480, pads: GM, human: { random, by: 0.06 }, length: random.pick([0.3, 1]) });
  const tracks = PITCHED.map((part) => [
    raw.nameEvent(raw.ascii(random.pick(names[part]))),
    ...raw.notesOn(0, pitched(parts[part], 480), habits),
  ]);
  return {
    writer: 'studio',
    fileName: `Untitled ${number}.mid`,
    bytes: raw.file(
      [
        [raw.tempoEvent(bpm)],
        [raw.nameEvent(raw.ascii(random.pick(names.drums))), ...raw.notesOn(0, drums, habits)],
        ...tracks,
      ],
      habits,
    ),
    tracks: [{ part: 'drums', drums: countsOf(hits) }, ...PITCHED.map((part) => ({ part }))],
    bpm,
    bpmFrom: 'file',
  };
};

type Encoded = readonly [
  drums: string,
  bass: string,
  chords: string,
  melody: string,
  encode: (text: string) => number[],
];

/** Names in the languages of producers, in the encodings of their systems. */
const LANGUAGES: readonly Encoded[] = [
  ['Schlagzeug', 'Bass', 'Akkorde', 'Melodie', raw.utf8],
  ['Batterie', 'Basse', 'Accords', 'Mélodie', raw.ascii],
  ['Batería', 'Bajo', 'Acordes', 'Melodía', raw.utf8],
  ['Batería', 'Bajo', 'Acordes', 'Melodía', raw.ascii],
  ['Bateria', 'Baixo', 'Acordes', 'Melodia', raw.ascii],
  ['Batteria', 'Basso', 'Accordi', 'Melodia', raw.ascii],
  ['Ударные', 'Бас', 'Аккорды', 'Мелодия', raw.cp1251],
  ['Ударные', 'Бас', 'Аккорды', 'Мелодия', raw.utf8],
  ['ドラム', 'ベース', 'コード', 'メロディ', raw.shiftJis],
  ['鼓組', '貝斯', '和弦', '旋律', raw.utf8],
  ['Perkusja', 'Bas', 'Akordy', 'Melodia', raw.utf8],
];

const polyglot: Writer = (random, number) => {
  const { hits, parts, bpm } = song(random);
  const habits = { ppq: 960, type: 1 as const };
  const [drumName, bassName, chordName, melodyName, encode] = random.pick(LANGUAGES);
  const names = { bass: bassName, chords: chordName, melody: melodyName };
  const drums = kit(hits, { ppq: 960, pads: GM });
  return {
    writer: 'polyglot',
    fileName: `demo ${number}.mid`,
    bytes: raw.file(
      [
        [raw.tempoEvent(bpm)],
        [raw.nameEvent(encode(drumName)), ...raw.notesOn(0, drums, habits)],
        ...PITCHED.map((part, i) => [
          raw.nameEvent(encode(names[part])),
          ...raw.notesOn(i + 1, pitched(parts[part], 960), habits),
        ]),
      ],
      habits,
    ),
    tracks: [{ part: 'drums', drums: countsOf(hits) }, ...PITCHED.map((part) => ({ part }))],
    bpm,
    bpmFrom: 'file',
  };
};

/** A tracker: channels without names, long notes of one loudness, drums as samples on one C. */
const tracker: Writer = (random, number) => {
  const { hits, parts, bpm } = song(random, random.pick([4, 8]));
  const habits = { ppq: 48, type: 1 as const };
  const drums = (['kick', 'snare', 'closedHat'] as const).filter((drum) =>
    hits.some((hit) => hit.drum === drum),
  );
  const level = (notes: readonly raw.RawNote[]) => notes.map((note) => ({ ...note, velocity: 100 }));
  const samplers = drums.map((drum) => {
    const own = hits.filter((hit) => hit.drum === drum);
    return level(kit(own, { ppq: 48, pads: { [drum]: 60 }, length: random.pick([1, 4]) }));
  });
  const tracks = [...samplers, ...PITCHED.map((part) => level(pitched(parts[part], 48)))];
  const hasNames = random.next() < 0.5;
  return {
    writer: 'tracker',
    fileName: `mod_${number}.mid`,
    bytes: raw.file(
      [
        [raw.tempoEvent(bpm)],
        ...tracks.map((notes, i) => [
          ...(hasNames ? [raw.nameEvent(raw.ascii(`Ch ${i + 1}`))] : []),
          ...raw.notesOn(Math.min(i, 8), notes, habits),
        ]),
      ],
      habits,
    ),
    tracks: [
      ...drums.map(
        (drum): Truth => ({
          part: 'drums',
          drums: { [drum]: hits.filter((hit) => hit.drum === drum).length },
        }),
      ),
      ...PITCHED.map((part) => ({ part })),
    ],
    bpm,
    bpmFrom: 'file',
  };
};

/** A kit alone, on any channel, played by hand, in a map of its own, with notes as long as they come. */
const player: Writer = (random, number) => {
  const { hits, bpm } = song(random, random.pick([2, 4, 8]));
  const habits = { ppq: random.pick([96, 384, 960]), type: random.pick([0, 1] as const), running: true };
  const order: Drum[] = [
    'kick',
    'snare',
    'closedHat',
    'openHat',
    'clap',
    'percussion',
    'crash',
    'lowTom',
    'highTom',
    'ride',
  ];
  const base = random.pick([36, 48, 60]);
  const row = Object.fromEntries(order.map((drum, i) => [drum, base + i]));
  const shifted = Object.fromEntries(order.map((drum) => [drum, GM[drum] + 12]));
  const pads = random.pick([GM, GM, GM, row, shifted]);
  const notes = kit(hits, {
    ppq: habits.ppq,
    pads,
    human: { random, by: random.pick([0, 0.05, 0.1]) },
    length: random.pick([0.2, 1, 2, 4]),
  });
  const saysTempo = random.next() < 0.5;
  return {
    writer: 'player',
    fileName: saysTempo ? `take_${number}.mid` : `${random.pick(['Loop', 'Drums', 'Take'])} ${bpm} BPM.mid`,
    bytes: raw.file(
      [[...(saysTempo ? [raw.tempoEvent(bpm)] : []), ...raw.notesOn(random.int(9), notes, habits)]],
      habits,
    ),
    tracks: [{ part: 'drums', drums: countsOf(hits) }],
    bpm,
    bpmFrom: saysTempo ? 'file' : 'name',
  };
};

/** One voice of a kit a file, told by the name of the file alone. */
const oneShots: Writer = (random, number) => {
  const { hits, bpm } = song(random);
  const drum = random.pick(hits).drum;
  const own = hits.filter((hit) => hit.drum === drum);
  const habits = { ppq: 96, type: 0 as const };
  const notes = kit(own, { ppq: 96, pads: random.next() < 0.5 ? GM : { [drum]: 60 } });
  const name = random.pick(SAMPLER_NAMES[drum]);
  return {
    writer: 'one voice',
    fileName: random.pick([
      `${name} Loop ${bpm} BPM.mid`,
      `${bpm}_${name}_${number % 40}.mid`,
      `Kit - ${name} - ${bpm}bpm.mid`,
    ]),
    bytes: raw.file([raw.notesOn(0, notes, habits)], habits),
    tracks: [{ part: 'drums', drums: { [drum]: own.length } }],
    bpm,
    bpmFrom: 'name',
  };
};

const SONGS = [
  'Clap Your Hands',
  'Solo Flight',
  'Ring The Bells',
  'Low End Theory',
  'Piano Man',
  'Break Of Dawn',
  'Untitled',
  'idea',
];

/** Sketches named like songs: one part or two, no names of tracks, words that are no parts. */
const sketcher: Writer = (random, number) => {
  const { hits, parts, bpm } = song(random);
  const habits = { ppq: 240, type: 1 as const };
  const wanted = (['drums', ...PITCHED] as const).filter(() => random.next() < 0.4);
  const played = wanted.length > 0 ? wanted : [random.pick(['drums', ...PITCHED] as const)];
  const tracks = played.map((part, i) =>
    raw.notesOn(
      i,
      part === 'drums' ? kit(hits, { ppq: 240, pads: GM, length: 1 }) : pitched(parts[part], 240),
      habits,
    ),
  );
  return {
    writer: 'sketcher',
    fileName: `${random.pick(SONGS)} ${number}.mid`,
    bytes: raw.file([[raw.tempoEvent(bpm)], ...tracks], habits),
    tracks: played.map((part): Truth => (part === 'drums' ? { part, drums: countsOf(hits) } : { part })),
    bpm,
    bpmFrom: 'file',
  };
};

export const TUNED_WRITERS: readonly Writer[] = [
  sequencer,
  clips,
  clips,
  rack,
  studio,
  polyglot,
  tracker,
  player,
  oneShots,
  sketcher,
  sketcher,
];

/** Some files of each writer, the same for a seed. */
export function written(writers: readonly Writer[], random: Random, each: number): CorpusFile[] {
  return writers.flatMap((writer, i) =>
    Array.from({ length: each }, (_, n) => writer(random.fork(`${i}/${n}`), n + 1)),
  );
}
