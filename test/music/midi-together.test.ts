import { describe, expect, it } from 'vitest';
import { readMidi, readMidiTogether, TICKS_PER_BAR } from '../../src/music/index.ts';
import { type At, bend, midiFile, note, pattern, signature, tempo } from './midi-files.ts';

const drums = (bars = 4, more: At[] = []) =>
  midiFile([[...pattern(0, 36, [0, 8], { bars }), ...pattern(0, 38, [4, 12], { bars }), ...more]]);
const bass = (bars = 4, more: At[] = []) => midiFile([[...pattern(0, 29, [0, 6, 10], { bars }), ...more]]);
const lead = (bars = 4, more: At[] = []) => midiFile([[...pattern(0, 77, [0, 3, 6, 9], { bars }), ...more]]);
const together = (...files: [name: string, bytes: Uint8Array][]) =>
  readMidiTogether(files.map(([name, bytes]) => ({ name, bytes })));

describe('MIDI files that play together', () => {
  it('are one piece, each part by the name of its file', () => {
    const { score, loops, tracks } = together(
      ['Night drums.mid', drums()],
      ['Night 808.mid', bass()],
      ['Night lead.mid', lead()],
    );
    expect(score.bars).toBe(4);
    expect(score.drums).toHaveLength(16);
    expect(score.drums[0]).toMatchObject({ drum: 'kick', tick: 0 });
    expect(score.bass).toHaveLength(12);
    expect(score.melody).toHaveLength(16);
    expect(score.chords).toEqual([]);
    expect(loops).toEqual([score]);
    expect(tracks.map(({ index, part }) => [index, part])).toEqual([
      [0, 'drums'],
      [1, 'bass'],
      [2, 'melody'],
    ]);
  });

  it('may be a kit in files of its drums', () => {
    const one = (pitch: number, steps: number[]) => midiFile([pattern(0, pitch, steps)]);
    const { score } = together(
      ['x kick.mid', one(60, [0, 8])],
      ['x snare.mid', one(60, [4, 12])],
      ['x sub.mid', bass()],
    );
    expect(score.drums.slice(0, 4).map(({ drum }) => drum)).toEqual(['kick', 'snare', 'kick', 'snare']);
  });

  it('take the tempo and the key from whichever says them', () => {
    const named = together(['x drums.mid', drums()], ['x bass 140bpm Fm.mid', bass()]);
    expect(named).toMatchObject({ tempoFrom: 'name', score: { bpm: 140, key: { tonic: 5, mode: 'minor' } } });
    const filed = together(
      ['x drums 140bpm.mid', drums()],
      ['x bass.mid', bass(4, [tempo(92), signature(-4, 1)])],
    );
    // The one that says no tempo is no reason to doubt it.
    expect(together(['x drums.mid', drums()], ['x bass.mid', bass(4, [tempo(92)])]).warnings).toEqual(
      readMidi(bass(4, [tempo(92)]), { fileName: 'x bass.mid' }).warnings,
    );
    expect(filed).toMatchObject({
      tempoFrom: 'file',
      keyFrom: 'file',
      score: { bpm: 92, key: { tonic: 5, mode: 'minor' } },
    });
    expect(together(['x drums.mid', drums()], ['x bass.mid', bass()])).toMatchObject({
      tempoFrom: 'default',
      keyFrom: 'notes',
    });
  });

  it('go round where they are shorter, as they do in a DAW, with their glides', () => {
    const glide = [...note(0, 0, 1800, 29), bend(0, 900, 4096), bend(0, 1800, 0)];
    const { score } = together(
      ['x drums.mid', drums(2)],
      ['x bass.mid', midiFile([glide])],
      ['x lead.mid', lead(8)],
    );
    expect(score.bars).toBe(8);
    expect(score.drums.filter(({ drum }) => drum === 'kick').map(({ tick }) => tick % TICKS_PER_BAR)).toEqual(
      Array.from({ length: 16 }, (_, i) => ((i % 2) * TICKS_PER_BAR) / 2),
    );
    expect(score.bass).toHaveLength(8);
    const [first, ...others] = score.bass.map(({ tick, ...each }) => each);
    expect(first).toHaveProperty('glide');
    for (const other of others) expect(other).toEqual(first);
    // Three bars do not go into eight.
    expect(together(['x drums.mid', drums(3)], ['x lead.mid', lead(8)]).score.drums).toHaveLength(12);
  });

  it('are what a single file is, if there is only one', () => {
    const { score, warnings } = readMidi(lead(), { fileName: 'Night lead.mid' });
    expect(together(['Night lead.mid', lead()])).toMatchObject({ score, warnings });
  });

  it('say which of them cannot be read', () => {
    const broken = () => together(['x drums.mid', drums()], ['x bass.mid', bass().subarray(0, 20)]);
    expect(broken).toThrow(/^x bass\.mid cannot be read/);
  });
});
