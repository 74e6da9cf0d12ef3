import tone from '@tonejs/midi';
import fc from 'fast-check';
import { type MidiEvent, parseMidi } from 'midi-file';
import { describe, expect, it } from 'vitest';
import { parseKey, readMidi, type Score, ticksOf, writeMidi } from '../../src/music/index.ts';
import { anyScore, anySoundingScore } from './arbitrary.ts';

const drill: Score = {
  bpm: 141.5,
  key: parseKey('F# minor'),
  bars: 2,
  drums: [
    { drum: 'kick', tick: 0, velocity: 118 },
    { drum: 'closedHat', tick: 7, velocity: 60 },
    { drum: 'closedHat', tick: 27, velocity: 40 },
    { drum: 'snare', tick: 968, velocity: 110 },
  ],
  bass: [
    { tick: 0, duration: 960, pitch: 30, velocity: 110, glide: { pitch: 54, offset: 480, duration: 240 } },
    { tick: 960, duration: 480, pitch: 30, velocity: 105, glide: { pitch: 6, offset: 0, duration: 480 } },
    { tick: 1440, duration: 480, pitch: 33, velocity: 100 },
  ],
  chords: [{ tick: 0, duration: 1920, pitches: [54, 57, 61], velocity: 64 }],
  melody: [{ tick: 240, duration: 120, pitch: 73, velocity: 90 }],
};

describe('writeMidi', () => {
  it('is read back as the very same score', () => {
    fc.assert(
      fc.property(anySoundingScore(), (score) => {
        const reading = readMidi(writeMidi(score));
        expect(reading.score).toEqual(score);
        expect(reading.warnings).toEqual([]);
        expect(reading.keyFrom).toBe('file');
      }),
      { numRuns: 300 },
    );
  });

  it('marks places on the ruler, and is read back as the same score', () => {
    const markers = [
      { seconds: 0, label: 'Intro' },
      { seconds: 240 / drill.bpm, label: 'Hook 1' },
    ];
    const bytes = writeMidi(drill, { markers });
    let tick = 0;
    const found = parseMidi(bytes).tracks[0]!.flatMap((event) => {
      tick += event.deltaTime;
      return event.type === 'marker' ? [[tick, event.text]] : [];
    });
    expect(found).toEqual([
      [0, 'Intro'],
      [1_920, 'Hook 1'],
    ]);
    expect(readMidi(bytes)).toMatchObject({ score: drill, warnings: [] });
  });

  it('gives the same bytes for the same score and title', () => {
    fc.assert(
      fc.property(anyScore({ maxBars: 8 }), (score) => {
        expect(writeMidi(structuredClone(score), { title: 'A' })).toEqual(writeMidi(score, { title: 'A' }));
      }),
      { numRuns: 30 },
    );
  });

  it('is understood by another reader: tempo, names, channels, programs, notes', () => {
    const midi = new tone.Midi(writeMidi(drill, { title: 'Night shift' }));
    expect(midi.name).toBe('Night shift');
    expect(midi.header.ppq).toBe(480);
    expect(midi.header.tempos[0]?.bpm).toBeCloseTo(141.5, 3);
    expect(midi.header.timeSignatures[0]?.timeSignature).toEqual([4, 4]);
    expect(midi.tracks.map(({ name, channel, instrument }) => [name, channel, instrument.name])).toEqual([
      ['Drums', 9, 'standard kit'],
      ['Bass', 0, 'synth bass 1'],
      ['Chords', 1, 'electric piano 1'],
      ['Melody', 2, 'vibraphone'],
    ]);
    expect(midi.tracks[0]?.notes.map(({ midi: pitch, ticks }) => [pitch, ticks])).toEqual([
      [36, 0],
      [42, 7],
      [42, 27],
      [38, 968],
    ]);
  });

  it('lasts exactly as many bars as the score in every track, whatever is in them', () => {
    fc.assert(
      fc.property(anyScore(), (score) => {
        for (const track of parseMidi(writeMidi(score)).tracks) {
          expect(track.at(-1)?.type).toBe('endOfTrack');
          expect(track.reduce((sum, event) => sum + event.deltaTime, 0)).toBe(ticksOf(score));
        }
      }),
      { numRuns: 50 },
    );
  });

  it('leaves out the tracks of absent parts', () => {
    const { tracks } = parseMidi(writeMidi({ ...drill, chords: [], bass: [] }));
    expect(tracks.slice(1).map(nameOf)).toEqual(['Drums', 'Melody']);
  });

  it('writes glides as pitch bends over 24 semitones, and straightens them before the next note', () => {
    const bass = timed(parseMidi(writeMidi(drill)).tracks[2]!);
    const controls = bass.flatMap(({ event }) =>
      event.type === 'controller' ? [[event.controllerType, event.value]] : [],
    );
    expect(controls.slice(0, 4)).toEqual([
      [101, 0],
      [100, 0],
      [6, 24],
      [38, 0],
    ]);
    const story = bass
      .filter(
        ({ event }) => event.type === 'noteOn' || event.type === 'noteOff' || event.type === 'pitchBend',
      )
      .map(({ tick, event }) => `${tick} ${event.type === 'pitchBend' ? event.value : event.type}`);
    // Up two octaves from tick 480 to 720 in steps that nobody hears as steps.
    const rise = bass.flatMap(({ tick, event }) =>
      event.type === 'pitchBend' && tick >= 480 && tick < 960 ? [[tick, event.value] as const] : [],
    );
    expect(rise.at(0)).toEqual([480, 0]);
    expect(rise.at(-1)).toEqual([720, 8191]);
    for (let i = 1; i < rise.length; i++) {
      const step = rise[i]![1] - rise[i - 1]![1];
      expect(step > 0 && step <= 8192 / 24 / 4).toBe(true);
    }
    // One note ends, the bend goes back, and then the next begins; the last note is straight.
    const at960 = story.filter((line) => line.startsWith('960 '));
    expect(at960).toEqual(['960 noteOff', '960 0', '960 noteOn']);
    const at1440 = story.filter((line) => line.startsWith('1440 '));
    expect(at1440).toEqual(['1440 -8192', '1440 noteOff', '1440 0', '1440 noteOn']);
  });

  it('keeps a title in any script', () => {
    const [conductor] = parseMidi(writeMidi(drill, { title: 'Nächte – 夜 🌃' })).tracks;
    const bytes = Uint8Array.from(nameOf(conductor!), (one) => one.charCodeAt(0));
    expect(new TextDecoder().decode(bytes)).toBe('Nächte – 夜 🌃');
  });
});

function nameOf(track: MidiEvent[]): string {
  const name = track.find((event) => event.type === 'trackName');
  return name?.type === 'trackName' ? name.text : '';
}

function timed(track: MidiEvent[]): { tick: number; event: MidiEvent }[] {
  let tick = 0;
  return track.map((event) => {
    tick += event.deltaTime;
    return { tick, event };
  });
}
