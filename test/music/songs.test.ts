import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { songsOf } from '../../src/music/index.ts';

/** The songs among names, as `Night: drums, 808 | mix`. */
function told(...names: string[]): string[] {
  return songsOf(names).map(({ name, stems, leftOut }) => {
    const labels = stems.map(({ label, part }) => (part === undefined ? `(${label})` : label)).join(', ');
    return [`${name}: ${labels}`, ...leftOut.map(({ why }) => why)].join(' | ');
  });
}

describe('files are the stems of one song', () => {
  it.each<[string, string[], string[]]>([
    [
      'however the part is set apart',
      ['Night - drums.wav', 'Night 808.wav', 'Night_keys_140bpm.wav'],
      ['Night: drums, 808, keys'],
    ],
    [
      'with tempo and key in some',
      ['Dusk 92 BPM Fm Drums.mid', 'Dusk bass.mid', 'Dusk_F minor_chords_92bpm.mid'],
      ['Dusk: drums, bass, chords'],
    ],
    [
      'several of one part',
      ['Dusk kick.wav', 'Dusk snare.wav', 'Dusk hats.wav', 'Dusk sub.wav'],
      ['Dusk: kick, snare, hats, sub'],
    ],
    [
      'several of one instrument',
      ['Dusk drums.wav', 'Dusk 808.wav', 'Dusk lead 1.wav', 'Dusk lead 2.wav'],
      ['Dusk: drums, 808, lead, lead'],
    ],
    ['in camel case', ['NightShiftDrums.wav', 'NightShiftBass.wav'], ['Night Shift: drums, bass']],
    [
      'in a folder named after it',
      ['Night/drums.wav', 'Night/bass.wav', 'Day/drums.wav', 'Day/keys.wav'],
      ['Night: drums, bass', 'Day: drums, keys'],
    ],
    [
      'with nothing but the parts for names',
      ['drums.mid', 'bass.mid', 'melody.mid'],
      [': drums, bass, melody'],
    ],
    ['numbered by the DAW', ['01 Drums.wav', '02 Bass.wav', '03 Keys.wav'], [': drums, bass, keys']],
    ['numbered by the DAW, with a name', ['01-Night Drums.wav', '02-Night Bass.wav'], ['Night: drums, bass']],
    [
      'of a numbered kit',
      ['Kit 01 - Drums.mid', 'Kit 01 - Bass.mid', 'Kit 02 - Drums.mid', 'Kit 02 - Bass.mid'],
      ['Kit 01: drums, bass', 'Kit 02: drums, bass'],
    ],
    [
      'beside the mix and vocals',
      [
        'Night drums.wav',
        'Night bass.wav',
        'Night.wav',
        'Night master.wav',
        'Night vox.wav',
        'Night lead vocals.wav',
      ],
      ['Night: drums, bass | mix | mix | vocals | vocals'],
    ],
    ['with effects', ['Night drums.wav', 'Night piano.wav', 'Night fx.wav'], ['Night: drums, piano, (fx)']],
    [
      'by microphone',
      ['Lost in Time Kick In.wav', 'Lost in Time Snare Left.wav', 'Lost in Time Bass DI.wav'],
      ['Lost in Time: kick, snare, bass'],
    ],
    [
      'in other languages',
      ['Nacht Schlagzeug.wav', 'Nacht Klavier.wav', 'Nacht Bass.wav'],
      ['Nacht: schlagzeug, klavier, bass'],
    ],
    [
      'of a song with part words in its name',
      ['Drum and Bass Anthem - lead.wav', 'Drum and Bass Anthem - sub.wav'],
      ['Drum and Bass Anthem: lead, sub'],
    ],
  ])('%s', (_, names, songs) => {
    expect(told(...names)).toEqual(songs);
  });
});

describe('files are tracks of their own', () => {
  const ten = (name: (i: number) => string) => Array.from({ length: 10 }, (_, i) => name(i + 1));
  it.each<[string, string[]]>([
    ['a pack of loops of one part', ten((i) => `Drum Loop ${i}.wav`)],
    [
      'a pack of loops of several parts',
      [...ten((i) => `Drum Loop ${i}.mid`), ...ten((i) => `Bass Loop ${i}.mid`)],
    ],
    [
      'and with a name',
      [...ten((i) => `Trap Vault Drum Loop ${i}.mid`), ...ten((i) => `Trap Vault Bass Loop ${i}.mid`)],
    ],
    [
      'and numbered in front',
      [...ten((i) => `${i} Drum Loop.mid`), ...ten((i) => `${i + 10} Bass Loop.mid`)],
    ],
    [
      'two of each',
      ['Vault drum loop 1.mid', 'Vault drum loop 2.mid', 'Vault bass 1.mid', 'Vault bass 2.mid'],
    ],
    ['songs', ['Night.mid', 'Day.mid', 'Dusk.wav']],
    ['versions of a song', ['Night.wav', 'Night master.wav', 'Night final mix.wav']],
    ['parts of different songs', ['Night drums.wav', 'Day bass.wav']],
    ['parts of different tempo', ['Night drums 140bpm.wav', 'Night bass 92bpm.wav']],
    ['parts in folders of their own', ['Drums/Loop 1.wav', 'Bass/Loop 1.wav']],
    ['one part and vocals', ['Night drums.wav', 'Night vocals.wav']],
    ['drums alone', ['Night kick.wav', 'Night snare.wav', 'Night hats.wav']],
  ])('%s', (_, names) => {
    expect(told(...names)).toEqual([]);
  });
});

describe('whatever files are called', () => {
  const word = fc.constantFrom(
    'Night',
    'Day',
    'kit',
    'drums',
    '808',
    'keys',
    'vox',
    'mix',
    'loop',
    '1',
    '02',
    '140bpm',
    'Fm',
    'ドラム',
  );
  const name = fc
    .tuple(
      fc.constantFrom('', 'A/', 'A/B/'),
      fc.array(word, { minLength: 1, maxLength: 4 }),
      fc.constantFrom(' ', '_', ' - '),
      fc.constantFrom('.wav', '.mid', ''),
    )
    .map(([folder, some, between, ending]) => `${folder}${some.join(between)}${ending}`);
  const names = fc.array(fc.oneof(name, fc.string({ unit: 'grapheme' })), { maxLength: 12 });

  it('a file is in one song at most, and a song has two parts at least', () => {
    fc.assert(
      fc.property(names, (some) => {
        const songs = songsOf(some);
        const places = songs.flatMap(({ stems, leftOut }) =>
          [...stems, ...leftOut].map(({ index }) => index),
        );
        expect(new Set(places).size).toBe(places.length);
        for (const place of places) expect(some[place]).toBeDefined();
        for (const { stems } of songs) {
          expect(new Set(stems.flatMap(({ part }) => part ?? [])).size).toBeGreaterThan(1);
        }
      }),
    );
  });

  it('their order does not matter', () => {
    const sets = (some: readonly string[]) =>
      songsOf(some)
        .map(({ stems, leftOut }) =>
          [stems, leftOut].map((each) => each.map(({ index }) => some[index]).sort()),
        )
        .map((each) => JSON.stringify(each))
        .sort();
    fc.assert(
      fc.property(fc.uniqueArray(name, { maxLength: 12 }), (some) => {
        expect(sets(some.toReversed())).toEqual(sets(some));
      }),
    );
  });

  it('loops of one part are never a song', () => {
    const part = fc.constantFrom('drum', 'bass', 'piano', 'lead');
    fc.assert(
      fc.property(
        part,
        fc.integer({ min: 2, max: 30 }),
        fc.constantFrom('', 'Vault '),
        (which, most, first) => {
          const loops = Array.from({ length: most }, (_, i) => `${first}${which} loop ${i + 1}.wav`);
          expect(songsOf(loops)).toEqual([]);
        },
      ),
    );
  });
});
