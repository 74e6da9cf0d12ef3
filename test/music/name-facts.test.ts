import { describe, expect, it } from 'vitest';
import { factsOfName, keyName, readMidi } from '../../src/music/index.ts';
import { midiFile, named, pattern, signature, tempo } from './midi-files.ts';

/** What a name says, as `140 Em`; a tonic without its mode stands in brackets. */
function facts(name: string): string {
  const { tempo, key } = factsOfName(name);
  const written = key && (key.hasMode ? keyName(key.key) : `(${keyName(key.key)})`);
  return [tempo?.bpm, written].filter((one) => one !== undefined).join(' ');
}

describe('the name of a file', () => {
  it.each([
    ['808 Loop 140 BPM Em.mid', '140 Em'],
    ['x_140bpm_Fmin.mid', '140 Fm'],
    ['BPM 90 - Keys - F# minor.mid', '90 F#m'],
    ['bpm90_c#m.mid', '90 C#m'],
    ['92.5bpm Gm groove.mid', '92.5 Gm'],
    ['070bpm loop.mid', '70'],
    ['Melody 8A 140.mid', '140 Am'],
    ['140 - 12A - Pluck.mid', '140 C#m'],
    ['Lead (C) 92bpm.mid', '92 (C)'],
    ['140BPM_F#_Strings.mid', '140 (F#)'],
    ['SP_Melody_04_Key_D_bpm_128.mid', '128 (D)'],
    ['Drill_Loop_01_142_Am.mid', '142 Am'],
    ['85_lofi_drums.mid', '85'],
    ['Bells 140 H-Moll.mid', '140 Bm'],
    ['Bass B-Dur 120.mid', '120 Bb'],
    ['La mineur 120.mid', '120 Am'],
    ['Beat @ 150 - D minor.mid', '150 Dm'],
    ['LEAD_120_EM.mid', '120 Em'],
    ['Loop_120_Fs_min.mid', '120 F#m'],
    ['Bb major - 95 - Rhodes.mid', '95 Bb'],
    ['G Pad (129 bpm).mid', '129 (G)'],
    ['79_Midnight_Bassline_D.mid', '79 (D)'],
    ['C:\\packs\\140 bpm\\Bass Em 130 BPM.mid', '130 Em'],
    ['night-shift-trap_140bpm_Fsharpmin_8bar_7A.mid', '140 F#m'],
  ])('says tempo and key: %s is %s', (name, expected) => {
    expect(facts(name)).toBe(expected);
  });

  it.each([
    ['Trap Kick 06.mid', ''],
    ['TR-808 Kit 3.mid', ''],
    ['Melody 61.mid', ''],
    ['Vol. 100.mid', ''],
    ['Pack Vol 2 - Melody 12.mid', ''],
    ['Loop A 140 BPM.mid', '140'],
    ['Take 3A 140bpm.mid', '140'],
    ['FM Bass 140.mid', '140'],
    ['E Piano 90 bpm.mid', '90'],
    ['G Funk Drums 95 bpm.mid', '95'],
    ['A Beat 95 bpm.mid', '95'],
    ['Am I Wrong.mid', ''],
    ['I Am Legend 140bpm.mid', '140'],
    ['Drums 174 bpm (Drum and Bass).mid', '174'],
    ['', ''],
  ])('says no more than it means: %s is %j', (name, expected) => {
    expect(facts(name)).toBe(expected);
  });
});

const tune = [...pattern(0, 69, [0, 8]), ...pattern(0, 72, [4]), ...pattern(0, 76, [12])];

describe('a reading', () => {
  it('takes tempo and key from the name where the file has none, and says so', () => {
    const { score, tempoFrom, keyFrom, warnings } = readMidi(midiFile([tune]), {
      fileName: 'Lead 92 BPM Dm.mid',
    });
    expect([score.bpm, keyName(score.key), tempoFrom, keyFrom]).toEqual([92, 'Dm', 'name', 'name']);
    expect(warnings).toEqual(['The file does not say its tempo. Its name does: 92 BPM.']);
  });

  it('takes the mode of a tonic alone from the signature or the notes', () => {
    const keyOf = (name: string, fifths?: number) => {
      const setup = fifths === undefined ? [] : [signature(fifths, 0)];
      return keyName(readMidi(midiFile([[tempo(90), ...setup, ...tune]]), { fileName: name }).score.key);
    };
    expect(keyOf('Lead (A).mid')).toBe('Am');
    expect(keyOf('Lead (C).mid')).toBe('C');
    expect(keyOf('Lead (E).mid', 1)).toBe('Em');
  });

  it('shows both tempi where file and name disagree, and keeps the event', () => {
    const { score, tempoFrom, warnings } = readMidi(midiFile([[tempo(120), ...tune]]), {
      fileName: 'Lead 140 BPM.mid',
    });
    expect([score.bpm, tempoFrom]).toEqual([120, 'file']);
    expect(warnings).toEqual(['The file says 120 BPM, its name 140 BPM. It is read at 120 BPM.']);
  });

  it('shows both keys where they disagree, and keeps the signature', () => {
    const { score, keyFrom, warnings } = readMidi(midiFile([[tempo(90), signature(2, 0), ...tune]]), {
      fileName: 'Lead Fm.mid',
    });
    expect([keyName(score.key), keyFrom]).toEqual(['D', 'file']);
    expect(warnings).toEqual(['The file says D, its name Fm. It is read in D.']);
  });

  it('says nothing where they agree, or where a number only may be a tempo', () => {
    for (const fileName of ['Lead 90bpm.mid', 'Lead 89.6 bpm Bm.mid', 'Lead_140.mid', 'D Major lead.mid']) {
      const file = midiFile([[tempo(90), signature(2, 0), ...tune]]);
      expect(readMidi(file, { fileName }).warnings).toEqual([]);
    }
  });

  it('finds the tempo in the name of a track as well', () => {
    const { score, tempoFrom } = readMidi(midiFile([[named('VLT Lead 93 BPM'), ...tune]]), {
      fileName: 'export.mid',
    });
    expect([score.bpm, tempoFrom]).toEqual([93, 'name']);
  });

  it('is at 120 where nothing says a tempo', () => {
    expect(readMidi(midiFile([tune]), { fileName: 'export.mid' })).toMatchObject({ tempoFrom: 'default' });
  });
});
