import { describe, expect, it } from 'vitest';
import { type Drum, type Score, type Style, TICKS_PER_STEP } from '../../src/music/index.ts';
import { fingerprint, mean, ON_THE_GRID, songsOf, stepsByBar, UNINTERRUPTED } from './songs.ts';

const BACKBEAT: readonly Drum[] = ['snare', 'clap', 'rim'];
const PLAIN = { ...ON_THE_GRID, ...UNINTERRUPTED };
const COUNT = 30;

/** Every bar of some songs with its hits of some drums. */
function barsOf(style: Style, drums: readonly Drum[], atLeast = 1): number[][] {
  return songsOf(style, COUNT, PLAIN).flatMap((song) => stepsByBar(song, drums, atLeast));
}

function share(bars: readonly number[][], test: (bar: number[], i: number) => boolean): number {
  return bars.filter(test).length / bars.length;
}

/** Hits of the closed hat that follow another by less than a 16th. */
function rolled(song: Score): number {
  const hats = song.drums.filter(({ drum }) => drum === 'closedHat').map(({ tick }) => tick);
  return hats.filter((tick, i) => i > 0 && tick - hats[i - 1]! < TICKS_PER_STEP).length;
}

describe('the backbeat', () => {
  it.each(['boom-bap', 'lo-fi', 'memphis', 'drift-phonk', 'g-funk', 'crunk', 'west-coast-bounce'] as const)(
    'of %s falls on 4 and 12',
    (style) => {
      expect(share(barsOf(style, BACKBEAT, 30), (bar) => bar.includes(4) && bar.includes(12))).toBe(1);
    },
  );

  it.each(['trap', 'plugg', 'rage', 'cloud', 'detroit'] as const)('of %s is half-time, on 8', (style) => {
    expect(share(barsOf(style, BACKBEAT, 30), (bar) => bar.includes(8))).toBe(1);
  });

  it('of UK drill falls on 8, then late in the second bar', () => {
    const bars = barsOf('uk-drill', ['snare', 'clap'], 70);
    expect(
      share(bars, (bar, i) => (i % 2 === 0 ? bar.includes(8) : bar.includes(12) || bar.includes(14))),
    ).toBe(1);
    // In the second bar the half-time snare mostly fails to come.
    const second = bars.filter((_, i) => i % 2 === 1);
    expect(share(second, (bar) => bar.includes(8))).toBeLessThan(0.5);
  });

  it('of NY drill falls on 8 and 14', () => {
    const bars = barsOf('ny-drill', ['snare', 'clap'], 70);
    expect(share(bars, (bar, i) => (i % 2 === 0 ? bar.includes(8) : bar.includes(14)))).toBe(1);
  });
});

describe('the kick', () => {
  it('of Jersey club never leaves its five', () => {
    const five = [0, 4, 8, 11, 14];
    expect(share(barsOf('jersey-club', ['kick']), (bar) => five.every((step) => bar.includes(step)))).toBe(1);
  });

  it('of boom bap rarely falls on 8, and opens the bar', () => {
    const bars = barsOf('boom-bap', ['kick']);
    expect(share(bars, (bar) => bar.includes(8))).toBeLessThan(0.1);
    expect(share(bars, (bar) => bar.includes(0))).toBe(1);
  });

  it('of trap opens most bars, not all', () => {
    const opens = share(barsOf('trap', ['kick']), (bar) => bar.includes(0));
    expect(opens).toBeGreaterThan(0.6);
    expect(opens).toBeLessThan(0.95);
  });

  it('of UK drill leaves the snare alone', () => {
    expect(share(barsOf('uk-drill', ['kick']), (bar, i) => bar.includes(i % 2 === 0 ? 8 : 14))).toBeLessThan(
      0.05,
    );
  });

  it('of Memphis is the same bar after bar in most songs', () => {
    const same = songsOf('memphis', COUNT, PLAIN).filter((song) => {
      const [first, second] = stepsByBar(song, ['kick']);
      return String(first) === String(second);
    });
    expect(same.length / COUNT).toBeGreaterThan(0.6);
  });
});

describe('the hats', () => {
  it('of drill move in threes', () => {
    for (const style of ['uk-drill', 'ny-drill'] as const) {
      const bars = barsOf(style, ['closedHat', 'openHat']);
      expect(share(bars, (bar) => bar.includes(3) && bar.includes(11) && !bar.includes(4))).toBeGreaterThan(
        0.3,
      );
    }
  });

  it('roll in trap, drill and rage, and not in boom bap or lo-fi', () => {
    const rolling = (style: Style) => songsOf(style, COUNT, ON_THE_GRID).filter((song) => rolled(song) > 0);
    for (const style of ['trap', 'uk-drill', 'ny-drill', 'rage'] as const)
      expect(rolling(style).length / COUNT, style).toBeGreaterThan(0.7);
    for (const style of ['boom-bap', 'lo-fi', 'g-funk'] as const)
      expect(rolling(style).length / COUNT, style).toBeLessThan(0.25);
  });

  it('roll in 32nds and in triplets', () => {
    const gaps = songsOf('trap', COUNT, ON_THE_GRID).flatMap((song) => {
      const hats = song.drums.filter(({ drum }) => drum === 'closedHat').map(({ tick }) => tick);
      return hats.slice(1).map((tick, i) => tick - hats[i]!);
    });
    expect(gaps.filter((gap) => gap === 60).length).toBeGreaterThan(50);
    expect(gaps.filter((gap) => gap === 80).length).toBeGreaterThan(50);
  });
});

describe('bass, harmony and melody', () => {
  it('slide in drill more than in trap, and hardly in boom bap', () => {
    const glides = (style: Style) => {
      const notes = songsOf(style, COUNT).flatMap(({ bass }) => bass);
      return notes.filter(({ glide }) => glide !== undefined).length / notes.length;
    };
    expect(glides('uk-drill')).toBeGreaterThan(glides('trap'));
    expect(glides('trap')).toBeGreaterThan(0.03);
    expect(glides('boom-bap')).toBeLessThan(0.02);
  });

  it('have sevenths where soul and jazz are sampled and fifths where it is loud', () => {
    const notes = (style: Style) =>
      mean(
        songsOf(style, COUNT, { comping: 'block' }).flatMap(({ chords }) =>
          chords.map((c) => c.pitches.length),
        ),
      );
    for (const style of ['lo-fi', 'g-funk', 'plugg'] as const)
      expect(notes(style), style).toBeGreaterThan(3.5);
    for (const style of ['crunk', 'rage', 'drift-phonk'] as const)
      expect(notes(style), style).toBeLessThan(3);
  });

  it('leave room: lo-fi, G-funk and cloud say little, rage and drift phonk do not stop', () => {
    const perBar = (style: Style) =>
      mean(
        songsOf(style, COUNT, { doubles: 0, lift: 'none' }).map(({ melody, bars }) => melody.length / bars),
      );
    for (const style of ['lo-fi', 'g-funk', 'cloud', 'boom-bap'] as const)
      expect(perBar(style), style).toBeLessThan(3.5);
    for (const style of ['rage', 'drift-phonk'] as const) expect(perBar(style), style).toBeGreaterThan(6);
  });

  it('are minor or darker where the style is, and major in plugg and cloud', () => {
    const modes = (style: Style) => new Set(songsOf(style, COUNT).map(({ key }) => key.mode));
    for (const style of ['trap', 'uk-drill', 'memphis', 'detroit', 'crunk'] as const)
      expect(modes(style).has('major'), style).toBe(false);
    for (const style of ['plugg', 'cloud', 'lo-fi'] as const)
      expect(modes(style).has('major'), style).toBe(true);
    expect(modes('plugg').has('lydian')).toBe(true);
  });
});

describe('the form', () => {
  it('says in bars 1 and 2 what 3 and 4 answer, and changes something by bar 4', () => {
    for (const style of ['boom-bap', 'trap', 'uk-drill', 'memphis', 'plugg', 'detroit'] as const) {
      const songs = songsOf(style, COUNT, { ...ON_THE_GRID, bars: 4, feel: 1 });
      const half = (song: Score, from: number): Score => ({
        ...song,
        drums: song.drums
          .filter(({ tick }) => tick >= from && tick < from + 3840)
          .map((hit) => ({ ...hit, tick: hit.tick - from })),
        melody: song.melody
          .filter(({ tick }) => tick >= from && tick < from + 3840)
          .map((note) => ({ ...note, tick: note.tick - from })),
      });
      const differ = songs.filter((song) => {
        const parts = ['drums', 'melody'] as const;
        return fingerprint(half(song, 0), parts) !== fingerprint(half(song, 3840), parts);
      });
      expect(differ.length / COUNT, style).toBeGreaterThan(0.9);
      const shared = mean(songs.map((song) => overlap(half(song, 0), half(song, 3840))));
      expect(shared, style).toBeGreaterThan(0.75);
    }
  });
});

/** Share of drum hits that two passages have in common. */
function overlap(a: Score, b: Score): number {
  const name = ({ tick, drum }: { tick: number; drum: Drum }) => `${Math.round(tick / 120)} ${drum}`;
  const [ours, theirs] = [new Set(a.drums.map(name)), new Set(b.drums.map(name))];
  const common = [...ours].filter((hit) => theirs.has(hit)).length;
  return common / Math.max(ours.size, theirs.size);
}
