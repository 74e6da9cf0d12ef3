import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { createAudio } from '../../src/audio/index.ts';
import { type HearOptions, hear, LISTEN_RATE, openEars } from '../../src/listen/index.ts';
import { TICKS_PER_STEP } from '../../src/music/index.ts';

/** Small sounds as people upload them, each with its right answer. They lie outside the repository. */
const folder = new URL('../../../shared/cases/', import.meta.url);
const isThere = existsSync(folder);

const audio = createAudio();
const ears = isThere ? await openEars() : undefined;

async function heard(name: string, options: Partial<HearOptions> = {}) {
  const sound = await audio.decode(readFileSync(new URL(name, folder)), {
    sampleRate: LISTEN_RATE,
    channels: 1,
  });
  return hear(sound, { ...ears!, ...options });
}

describe.skipIf(!isThere)('the sounds of ../shared/cases', () => {
  it.each([
    ['a constant part is no bass', 'dc_offset_3_percent.flac', 90],
    ['kick, snare and hats in plain 8ths are no metronome', 'drums_straight_8ths_75bpm.flac', 75],
    ['channels that cancel each other out are not silent', 'inverted_stereo_90bpm.flac', 90],
  ])('%s', async (_, name, bpm) => {
    const hearing = await heard(name);
    expect(hearing.bpm).toBeCloseTo(bpm, 0);
    const [loop] = hearing.loops;
    expect(loop?.score.bass).toEqual([]);
    const drums = new Set(loop?.score.drums.map(({ drum }) => drum));
    expect(drums).toEqual(new Set(['kick', 'snare', 'closedHat']));
  });

  it('kick, snare and hats in plain 8ths fall where they are played', async () => {
    const { loops } = await heard('drums_straight_8ths_75bpm.flac');
    const placesOf = (drum: string) => [
      ...new Set(
        loops[0]!.score.drums
          .filter((hit) => hit.drum === drum)
          .map(({ tick }) => Math.round(tick / TICKS_PER_STEP) % 16),
      ),
    ];
    expect(placesOf('kick').sort((a, b) => a - b)).toEqual([0, 8]);
    expect(placesOf('snare').sort((a, b) => a - b)).toEqual([4, 12]);
  });

  it('three-four time is refused, as it is in MIDI', async () => {
    await expect(heard('waltz_90bpm.flac')).rejects.toMatchObject({ id: 'listen-three' });
  });
});
