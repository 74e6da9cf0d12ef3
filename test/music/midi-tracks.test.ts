import { describe, expect, it } from 'vitest';
import {
  type MidiReading,
  readMidi,
  TRACK_PARTS,
  type TrackReading,
  writeMidi,
} from '../../src/music/index.ts';
import { chunk, END, header, nameOf } from './midi-bytes.ts';
import { type At, metre, midiFile, named, note, pattern, program, tempo } from './midi-files.ts';

/** A kit of three sounds on some pads: kick, snare, hats. */
const kit = (channel: number, [kick, snare, hat]: readonly [number, number, number] = [36, 38, 42]): At[] => [
  ...pattern(channel, kick, [0, 7, 10]),
  ...pattern(channel, snare, [4, 12]),
  ...pattern(channel, hat, [0, 2, 4, 6, 8, 10, 12, 14]),
];
const tune = (channel: number): At[] =>
  [69, 72, 76, 74, 69, 72, 76, 74].flatMap((pitch, i) => note(channel, i * 240, 200, pitch));
const bass = (channel: number): At[] =>
  [28, 31, 33, 26].flatMap((pitch, i) => note(channel, i * 1920, 1800, pitch));
const chords = (channel: number): At[] =>
  [0, 5, 3, 7].flatMap((up, i) => [60, 64, 67].flatMap((pitch) => note(channel, i * 1920, 1900, pitch + up)));

const setup = [tempo(90)];
const parts = ({ tracks }: MidiReading) => tracks.map(({ part }) => part);
const only = (content: readonly At[], fileName?: string): TrackReading =>
  readMidi(midiFile([setup, content]), fileName === undefined ? {} : { fileName }).tracks[0]!;
const padsOf = ({ pads = [] }: TrackReading) => pads.map(({ pitch, drum }) => `${pitch} ${drum}`).join(', ');

describe('a track', () => {
  it('is told with its name, its channel, its program, and how surely', () => {
    const { tracks } = readMidi(midiFile([setup, [named('Sub'), program(2, 38), ...bass(2)], kit(9)]));
    expect(tracks).toMatchObject([
      { index: 0, name: 'Sub', channel: 3, program: 39, notes: 4, part: 'bass' },
      { index: 1, name: '', channel: 10, notes: 52, part: 'drums' },
    ]);
    for (const { confidence } of tracks) {
      expect(confidence).toBeGreaterThan(0.9);
      expect(confidence).toBeLessThanOrEqual(1);
    }
  });

  it.each(['drums', 'bass', 'chords', 'melody'] as const)(
    'without any name is told by its notes: %s',
    (part) => {
      const content = { drums: kit, bass, chords, melody: tune }[part](0);
      expect(only(content).part).toBe(part);
    },
  );

  it.each([
    ['Schlagzeug', 'drums'],
    ['Batería', 'drums'],
    ['Ударные', 'drums'],
    ['ドラム', 'drums'],
    ['鼓組', 'drums'],
    ['Бас', 'bass'],
    ['Basse', 'bass'],
    ['Akkorde', 'chords'],
    ['メロディ', 'melody'],
    ['808', 'bass'],
    ['Synth Lead', 'melody'],
    ['Pad', 'chords'],
  ])('called %s, whose notes leave it open, is %s', (name, part) => {
    // Two notes a bar in the middle could be anything.
    const notes = [...pattern(0, 50, [0]), ...pattern(0, 55, [8])];
    expect(only([named(Buffer.from(name).toString('latin1')), ...notes]).part).toBe(part);
  });

  it.each([
    ['Ch 1'],
    ['CP-70'],
    ['Bassoon'],
    ['808 Cowbell'],
    ['Steel Drums'],
    ['Piano Break'],
    ['Drum & Bass'],
  ])('is no drum or bass for a fragment of its name: %s', (name) => {
    expect(only([named(name), ...tune(0)]).part).toBe('melody');
  });

  it.each([112, 113, 114])('of the tuned percussion of General MIDI is a melody: program %i', (number) => {
    expect(only([program(0, number), ...tune(0)]).part).toBe('melody');
  });

  it('that counts in is left out', () => {
    const { tracks, score } = readMidi(
      midiFile([setup, kit(9), [named('Click'), ...pattern(0, 76, [0, 4, 8, 12])]]),
    );
    expect(tracks.map(({ part }) => part)).toEqual(['drums', 'leave-out']);
    expect(score.melody).toEqual([]);
  });

  it('is not lost whatever it is called', () => {
    expect(only([named('FX riser'), ...tune(0)]).part).not.toBe('leave-out');
  });

  it.each([
    ['Ударные', [0xd3, 0xe4, 0xe0, 0xf0, 0xed, 0xfb, 0xe5]],
    ['ドラム', [0x83, 0x68, 0x83, 0x89, 0x83, 0x80]],
    ['Batería', [0x42, 0x61, 0x74, 0x65, 0x72, 0xed, 0x61]],
    ['鼓組', [0xb9, 0xaa, 0xb2, 0xd5]],
    ['鼓组', [0xb9, 0xc4, 0xd7, 0xe9]],
    ['드럼', [0xb5, 0xe5, 0xb7, 0xb3]],
    ['Für Elise', [0x46, 0xfc, 0x72, 0x20, 0x45, 0x6c, 0x69, 0x73, 0x65]],
  ])('has its name in whatever encoding: %s', (name, bytes) => {
    const strokes = [0, 4, 8, 12].flatMap(() => [0, 0x90, 50, 99, 60, 0x80, 50, 0, 0x83, 0x24, 0x90, 50, 0]);
    const file = [...header(1), ...chunk('MTrk', [...nameOf(bytes), ...strokes, ...END])];
    expect(readMidi(Uint8Array.from(file)).tracks[0]?.name).toBe(name);
  });

  it('that is not sure is asked about', () => {
    const { tracks, warnings } = readMidi(midiFile([setup, pattern(0, 47, [0, 6])]));
    expect(tracks[0]!.confidence).toBeLessThan(0.7);
    expect(warnings).toContainEqual(
      expect.stringMatching(/^Track 1 is (read as \w+|left out), but this is only \d\d % certain\.$/),
    );
  });
});

describe('a tune in one hand', () => {
  it('stays whole, however low it goes', () => {
    const wandering = [45, 48, 52, 57, 60, 64, 57, 52].flatMap((pitch, i) => note(0, i * 240, 200, pitch));
    expect(readMidi(midiFile([setup, wandering])).score.bass).toEqual([]);
  });
});

describe('drums', () => {
  it('on channel 10 are drums, however many other channels play', () => {
    // Cymbals struck together, which notes alone take for chords.
    const cymbals = [49, 52, 55].flatMap((pitch) => pattern(9, pitch, [0, 8]));
    const others = [0, 1, 2, 3, 4, 5, 6, 7, 8].map((channel) => [
      program(channel, 48 + channel),
      ...tune(channel),
    ]);
    expect(readMidi(midiFile([setup, ...others, cymbals])).tracks.at(-1)).toMatchObject({ part: 'drums' });
    const numbered = others.map((track) => track.slice(1));
    expect(readMidi(midiFile([setup, ...numbered, tune(9)])).tracks.at(-1)).toMatchObject({ part: 'melody' });
  });

  it('on channel 1 with strokes some ticks apart and long notes are a kit', () => {
    const loose = kit(0).map(([tick, event], i): At => [tick + (i % 5) * 4, event]);
    const long = [36, 38, 42].flatMap((pitch, i) =>
      Array.from({ length: 16 }, (_, n) => note(0, (n * 4 + i * 2) * 120, 470, pitch)).flat(),
    );
    expect(padsOf(only(loose))).toBe('36 kick, 38 snare, 42 closedHat');
    expect(only(long).part).toBe('drums');
  });

  it('keep what the pitches tell apart, whatever the name', () => {
    const hats = [...pattern(0, 42, [0, 4, 6, 8, 12]), ...pattern(0, 46, [2, 10])];
    expect(padsOf(only([named('Hats'), ...hats]))).toBe('42 closedHat, 46 openHat');
    const snares = [...pattern(0, 38, [4, 12]), ...pattern(0, 39, [12])];
    expect(padsOf(only([named('Snare'), ...snares]))).toBe('38 snare, 39 clap');
  });

  it('are what the name says where the pitch says nothing', () => {
    expect(padsOf(only([named('Kick Drum'), ...pattern(0, 60, [0, 6])]))).toBe('60 kick');
    expect(padsOf(only([named('Open Hat'), ...pattern(0, 36, [2, 10])]))).toBe('36 openHat');
    const pitchedHats = [60, 62, 64, 67].flatMap((pitch, i) => pattern(0, pitch, [i * 4, i * 4 + 2]));
    expect(padsOf(only([named('Hats'), ...pitchedHats]))).toMatch(/^(\d\d closedHat(, )?){4}$/);
  });

  it('of samplers, all on one pitch, are told by their rhythm', () => {
    const { tracks } = readMidi(
      midiFile([
        setup,
        pattern(0, 60, [0, 7, 10]),
        pattern(1, 60, [4, 12]),
        pattern(2, 60, [0, 2, 4, 6, 8, 10, 12, 14]),
      ]),
    );
    expect(tracks.map(padsOf)).toEqual(['60 kick', '60 snare', '60 closedHat']);
  });

  it('of one voice are what the name of the file says', () => {
    const hat = only(pattern(0, 60, [0, 2, 4, 6, 8, 10, 12, 14]), 'Open Hat Loop 140 BPM.mid');
    expect([hat.part, padsOf(hat)]).toEqual(['drums', '60 openHat']);
  });

  it.each<[string, [number, number, number]]>([
    ['an octave up', [48, 50, 54]],
    ['two octaves up', [60, 62, 66]],
    ['in the order in which they were loaded', [36, 37, 38]],
    ['from C3 on', [60, 61, 62]],
    ['with the hats below', [50, 49, 48]],
  ])('outside the map are told: %s', (_, pads) => {
    const [kick, snare, hat] = pads;
    const track = only(kit(0, pads));
    expect(track.part).toBe('drums');
    expect(new Map(track.pads?.map(({ pitch, drum }) => [pitch, drum]))).toEqual(
      new Map([
        [kick, 'kick'],
        [snare, 'snare'],
        [hat, 'closedHat'],
      ]),
    );
  });

  it('of a type-0 file whose one track has the names of all are a kit', () => {
    const names = ['Trap Kick 06', 'Trap Snare 09', 'Trap Hats 12'].map(named);
    const { score, tracks } = readMidi(midiFile([[...setup, ...names, ...kit(0)]], { format: 0 }));
    expect(score.drums).toHaveLength(52);
    expect(tracks[0]!.name).toBe('Trap Kick 06 / Trap Snare 09 / Trap Hats 12');
  });
});

describe('what people put right', () => {
  const file = midiFile([setup, kit(0), bass(1), chords(2), tune(3)]);

  it('is read so, and stays when the file is read again', () => {
    const corrections = { tracks: { 1: 'melody', 3: 'leave-out' } } as const;
    const reading = readMidi(file, { corrections });
    expect(parts(reading)).toEqual(['drums', 'melody', 'chords', 'leave-out']);
    expect(reading.tracks[1]).toMatchObject({ part: 'melody', confidence: 1 });
    expect(reading.score.bass).toEqual([]);
    expect(reading.score.melody).toHaveLength(4);
    expect(readMidi(file, { corrections })).toEqual(reading);
  });

  it('can be any part', () => {
    for (const part of TRACK_PARTS) {
      expect(readMidi(file, { corrections: { tracks: { 3: part } } }).tracks[3]).toMatchObject({ part });
    }
  });

  it('makes drums of a track that was none, and tells their pads', () => {
    const { tracks, score } = readMidi(file, {
      corrections: { tracks: { 3: 'drums' }, pads: { 3: { 69: 'rim' }, 0: { 42: 'shaker' } } },
    });
    expect(tracks[3]!.pads?.find(({ pitch }) => pitch === 69)).toMatchObject({ drum: 'rim', from: 'told' });
    expect(padsOf(tracks[0]!)).toBe('36 kick, 38 snare, 42 shaker');
    expect(score.drums.some(({ drum }) => drum === 'shaker')).toBe(true);
  });

  it('leaves out a pad, but not all that there is', () => {
    const { score, tracks } = readMidi(file, { corrections: { pads: { 0: { 42: 'leave-out' } } } });
    expect(padsOf(tracks[0]!)).toBe('36 kick, 38 snare, 42 leave-out');
    expect(new Set(score.drums.map(({ drum }) => drum))).toEqual(new Set(['kick', 'snare']));
    const none = { 36: 'leave-out', 38: 'leave-out', 42: 'leave-out' } as const;
    expect(() => readMidi(midiFile([setup, kit(9)]), { corrections: { pads: { 0: none } } })).toThrow(
      expect.objectContaining({ id: 'midi-all-left-out' }),
    );
  });

  it('leaves a piano whole that would have been parted', () => {
    const piano = midiFile([setup, [...bass(0), ...chords(0), ...tune(0)]]);
    const parted = readMidi(piano);
    expect(parted.tracks[0]).toMatchObject({ hasTwoHands: true });
    expect(parted.score.bass).toHaveLength(4);
    const whole = readMidi(piano, { corrections: { tracks: { 0: 'chords' } } });
    expect(whole.tracks[0]).not.toHaveProperty('hasTwoHands');
    expect([whole.score.bass, whole.score.melody]).toEqual([[], []]);
  });

  it('leaves something', () => {
    const all = { 0: 'leave-out', 1: 'leave-out', 2: 'leave-out', 3: 'leave-out' } as const;
    expect(() => readMidi(file, { corrections: { tracks: all } })).toThrow(
      expect.objectContaining({
        id: 'midi-all-left-out',
        message: expect.stringContaining('Keep at least one'),
      }),
    );
  });

  it('counts tracks the same where a change of metre hides one', () => {
    const later = kit(9).map(([tick, event]): At => [tick + 1680, event]);
    const file = midiFile([[tempo(90), metre(7, 8), metre(4, 4, 1680)], note(0, 0, 60, 60), later]);
    expect(readMidi(file).tracks).toMatchObject([{ index: 1, part: 'drums' }]);
  });
});

describe('our own files', () => {
  it('have the parts that they are named for, however they sound', () => {
    const high = { tick: 0, duration: 480, pitch: 90, velocity: 90 };
    const score = {
      bpm: 90,
      key: { tonic: 0, mode: 'minor' },
      bars: 1,
      drums: [],
      chords: [],
      melody: [],
    } as const;
    expect(readMidi(writeMidi({ ...score, bass: [high] })).score.bass).toEqual([high]);
  });
});
