import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { DRUMS, keyName, type MidiReading, parseKey, readMidi } from '../../src/music/index.ts';

/** Small files as real tools write them, each with its right answer. They lie outside the repository. */
const folder = new URL('../../../shared/cases/', import.meta.url);
const isThere = existsSync(folder);

const file = (name: string) => readFileSync(new URL(encodeURIComponent(name), folder));

/** The parts that sound, with how much: `kick 12 snare 4 melody 8`. */
function told({ score }: MidiReading): string {
  const drums = DRUMS.map((drum) => [drum, score.drums.filter((hit) => hit.drum === drum).length] as const);
  const parts = (['bass', 'chords', 'melody'] as const).map((part) => [part, score[part].length] as const);
  return [...drums, ...parts]
    .filter(([, count]) => count > 0)
    .map(([name, count]) => `${name} ${count}`)
    .join(' ');
}

const BEAT = 'kick 3 snare 1 closedHat 8';

describe.skipIf(!isThere)('the files of ../shared/cases', () => {
  it.each([
    ['hats_track_42_46_49.mid', 'closedHat 14 openHat 2 crash 1'],
    ['kick_drum_snare_drum_c5.mid', 'kick 6 snare 2 closedHat 19'],
    ['kit_ch1_humanised.mid', 'kick 12 snare 4 closedHat 38'],
    ['kit_ch1_named_Schlagzeug.mid', 'kick 12 snare 4 closedHat 38'],
    ['type0_merged_names.mid', 'kick 12 snare 4 closedHat 38'],
    ['samplers_c5_unnamed_tracks.mid', 'kick 6 snare 2 closedHat 19'],
    ['Hat Loop 140 BPM.mid', 'closedHat 19'],
    ['808 Loop 140 BPM Em.mid', 'bass 4'],
    ['meta_channel_prefix_len0.mid', 'melody 8'],
    ['meta_keysig_len0.mid', 'melody 8'],
    ['meta_smpte_offset_len4.mid', 'melody 8'],
    ['realtime_f8.mid', 'melody 8'],
    ['rmid.mid', 'melody 8'],
    ['trailing_1a.mid', 'melody 8'],
    ['junk_between_chunks.mid', 'melody 8'],
    ['last_length_too_long.mid', 'melody 8'],
    ['name_808_Cowbell.mid', `${BEAT} melody 8`],
    ['name_Ch_1.mid', `${BEAT} melody 8`],
    ['name_Piano_Break.mid', `${BEAT} melody 8`],
    ['name_Steel_Drums.mid', `${BEAT} melody 8`],
    ['program_steel_drums.mid', `${BEAT} melody 8`],
  ])('are read: %s is %s, with the name and without what it says', (name, expected) => {
    expect(told(readMidi(file(name), { fileName: name }))).toBe(expected);
    // These two are told by their names alone.
    if (!name.includes('140 BPM')) expect(told(readMidi(file(name)))).toBe(expected);
  });

  it.each([
    ['808 Loop 140 BPM Em.mid', 140, 'name', 'Em', 'name'],
    ['Hat Loop 140 BPM.mid', 140, 'name', 'Cm', 'nothing'],
    ['keysig_mode255_Bb.mid', 140, 'file', 'Gm', 'notes'],
  ] as const)('say where tempo and key are from: %s', (name, bpm, tempoFrom, key, keyFrom) => {
    const reading = readMidi(file(name), { fileName: name });
    expect([reading.score.bpm, keyName(reading.score.key)]).toEqual([bpm, key]);
    expect(reading).toMatchObject({ tempoFrom, keyFrom });
  });

  it.each([
    ['junk_between_chunks.mid', 'Skipped 1 byte outside the tracks.'],
    ['last_length_too_long.mid', '1 track gave a wrong length. Everything up to the real end was read.'],
  ])('warn of what is odd: %s', (name, warning) => {
    expect(readMidi(file(name)).warnings).toEqual([warning]);
  });

  it('that are too long say how long', () => {
    expect(() => readMidi(file('ten_minutes.mid'))).toThrow(
      'This MIDI file is 10:04 long; it must be shorter than 10:00. Export only the part with the loop.',
    );
  });

  it('with keys as producers type them are those keys', () => {
    const lines = file('keys.txt').toString('utf8').trim().split('\n');
    expect(lines.length).toBeGreaterThan(5);
    for (const line of lines) {
      const [typed = '', key = ''] = line.replace(/\(.*\)/, '').split('=');
      expect(`${typed.trim()} = ${keyName(parseKey(typed))}`).toBe(`${typed.trim()} = ${key.trim()}`);
    }
  });
});
