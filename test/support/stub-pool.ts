/** Threads that compute nothing: what jobs ask of them is answered at once with a little plain data. */
import {
  type Key,
  playingOf,
  type Score,
  secondsOf,
  type TrackReading,
  writeMidi,
} from '../../src/music/index.ts';
import type { Told } from '../../src/store/index.ts';
import { TASTE_FEATURES } from '../../src/taste/index.ts';
import type { Pool, Tasks } from '../../src/threads/index.ts';
import type { TaskName } from '../../src/threads/messages.ts';
import { BeatwrightError } from '../../src/words/index.ts';

type Answers = { readonly [N in TaskName]?: (input: Tasks[N]['input']) => Tasks[N]['output'] };

const F_MINOR: Key = { tonic: 5, mode: 'minor' };
/** One transparent pixel. */
const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);

function loop(bpm: number, key: Key, bars: number): Score {
  const drums = [{ drum: 'kick', tick: 0, velocity: 100 }] as const;
  return { bpm, key, bars, drums, bass: [], chords: [], melody: [] };
}

/** A kit with a note that is in no map, and a line that may be a melody. */
function tracks({ tracks: told = {}, pads = {} }: Told = {}): TrackReading[] {
  const kit = { index: 0, name: 'Kit', channel: 10, notes: 12, part: 'drums', confidence: 1 } as const;
  const lead = { index: 1, name: 'Lead', channel: 1, notes: 16, part: 'melody', confidence: 0.55 } as const;
  const unknown = { pitch: 27, hits: 4, drum: 'percussion', from: 'unknown' } as const;
  const snare = pads[0]?.[27];
  return [
    {
      ...kit,
      part: told[0] ?? kit.part,
      pads: [
        snare === undefined ? unknown : { ...unknown, drum: snare, from: 'told' },
        { pitch: 36, hits: 8, drum: 'kick', from: 'map' },
      ],
    },
    told[1] === undefined ? lead : { ...lead, part: told[1], confidence: 1 },
  ];
}

/** `kit` and `song` are left out: only the terminal asks for them. */
const ANSWERS: Answers = {
  /** Two loops of four bars in F minor at 92 BPM and two tracks, whatever the file holds. */
  readMidi({ corrections }) {
    const score = loop(corrections?.bpm ?? 92, corrections?.key ?? F_MINOR, 4);
    const picture = { png: PNG, alt: 'A loop, drawn.' };
    return {
      ...{ scores: [score, score], seconds: 2 * secondsOf(score), warnings: [], others: [], picture },
      ...{ tracks: tracks(corrections), tempoFrom: 'file', keyFrom: 'file' },
    };
  },

  listen({ corrections }) {
    const score = loop(corrections?.bpm ?? 92, corrections?.key ?? F_MINOR, 4);
    const { bpm, key } = score;
    const confidence = { drums: 0.9, bass: 0, chords: 0, melody: 0 };
    return {
      ...{ bpm, bpmConfidence: 0.9, octaveConfidence: 0.9, beats: [], downbeats: [], pocketMs: {} },
      ...{ key, keyConfidence: 0.6, runnerUpKey: { tonic: 8, mode: 'major' } },
      ...{ seconds: 10, drums: [], notes: [], warnings: [] },
      loops: [{ start: 0, bars: 4, score, confidence }],
      picture: { png: PNG, alt: 'A loop, drawn.' },
    };
  },

  /** A generator that is a quarter better than the style. */
  learn({ style: said, references }) {
    const style = said ?? 'trap';
    const styles = [
      { style, share: 0.5 },
      { style: 'memphis', share: 0.3 },
    ] as const;
    const gain = { before: 2, after: 1.5 };
    const parts = { drums: gain, bass: gain, chords: gain, melody: gain };
    return {
      generator: Buffer.from(`a generator of ${references.map(({ id }) => id).join()}`),
      kind: 'adapter',
      base: '000000000000',
      style,
      ...(said === undefined && { styles }),
      heldOut: { ...gain, parts, by: 'references', turns: 1 },
      curve: [0, 1].map((step) => ({ step, loss: 2 - step })),
      steps: 1,
      seconds: 1,
      settings: {},
    };
  },

  write: ({ request: { bpm, key, bars, title }, names }) => ({
    takes: names.map((name) => {
      const score = loop(bpm, key, bars);
      const traits = TASTE_FEATURES.map((_, i) => (i === 'ABCD'.indexOf(name) ? 1 : 0));
      return { name, score, midi: writeMidi(score, { title: `${title} ${name}` }), ms: 1, traits };
    }),
  }),

  check: ({ scores }) => ({
    reports: scores.map(() => ({ isOriginal: true, parts: {}, reasons: [] })),
  }),

  habits: ({ references }) => ({
    plays: references.map(({ scores }) => playingOf(scores)),
    png: PNG,
    alt: 'Habits.',
  }),

  styles: () => ({
    styles: [
      { style: 'memphis', share: 0.6 },
      { style: 'trap', share: 0.3 },
    ],
  }),

  taste: ({ votes }) => ({ png: PNG, alt: `What ${votes} votes say.` }),

  curve: () => ({ png: PNG, alt: 'It falls.' }),

  /** The bytes as they are, with a root where there is one. */
  oneShot: ({ bytes, voice }) => ({ wav: bytes, seconds: 0.5, ...(voice === '808' && { pitch: 33.2 }) }),

  /** The drums that are named in the bytes, the cleaner the shorter the file is. */
  cutDrums: ({ bytes }) => ({
    sounds: (['kick', 'snare', 'closedHat'] as const)
      .filter((voice) => Buffer.from(bytes).toString().includes(voice))
      .map((voice) => ({
        ...{ heardAs: voice, voice, seconds: 0.3, clean: 1 / bytes.length },
        wav: Buffer.from(`${voice} out of ${Buffer.from(bytes)}`),
      })),
  }),

  /** Nothing is told of how tracks sound. */
  hearTimbre: () => ({ drums: [] }),
  timbre: () => undefined,

  kitSheet: ({ sounds }) => ({
    png: PNG,
    alt: `A kit: ${sounds.map(({ voice }) => voice).join(', ')}.`,
    mp3: Buffer.from(`ID3 of ${sounds.length}`),
  }),

  sound: ({ tags: { title } }) => ({
    mp3: Buffer.from(`ID3 ${title}`),
    outline: new Float32Array(4),
    ms: { render: 1, encode: 1 },
  }),

  sheet: () => ({ png: PNG, alt: 'Four takes, drawn.' }),

  /** As long as the file, and as it is; silence where it says so. */
  level({ bytes }) {
    if (Buffer.from(bytes).includes('silence')) throw new BeatwrightError('entry-silent');
    return { mp3: Buffer.from(`ID3 levelled ${Buffer.from(bytes)}`), seconds: bytes.length, loudness: -9.5 };
  },

  blind: ({ mp3 }) => ({ mp3: Buffer.from(`ID3 blind, ${mp3.length} bytes`) }),

  battleSheet: ({ title, rows }) => ({
    png: PNG,
    alt: `${title}: ${rows.map(({ name, place, points }) => `${place}. ${name} ${points}`).join(', ')}`,
  }),

  download({ download, name: { take } }) {
    const endings = { stems: ['zip'], wav: ['wav'], ogg: ['ogg'], song: ['mp3', 'mid'] }[download];
    return {
      files: endings.map((ending) => ({ ending, bytes: Buffer.from(`${download} of ${take} as ${ending}`) })),
    };
  },
};

export const stubPool: Pool = {
  async run(name, input) {
    const answer = ANSWERS[name];
    if (answer === undefined) throw new Error(`no stub for ${name}`);
    return answer(input);
  },
  close: async () => {},
};
