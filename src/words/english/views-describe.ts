/** What Discord messages show of a track that is described. */
import { count, listed, percent, tempo } from '../text.ts';

export const views = {
  describe: {
    title: ({ name }: { name: string }) => `What ${name} sounds like`,
    /** `sure`: how surely it was heard, 0–1; of MIDI it is read. */
    tempo: ({ bpm, sure }: { bpm: number; sure: number | undefined }) =>
      `Tempo: ${tempo(bpm)}${surely(sure)}`,
    key: ({ key, sure }: { key: string; sure: number | undefined }) => `Key: ${key}${surely(sure)}`,
    /** Each is a `styleShare` of trainings. */
    styles: ({ styles }: { styles: readonly string[] }) => `Nearest styles: ${listed(styles)}`,
    loop: ({ bars, parts }: { bars: number; parts: readonly string[] }) =>
      `Best loop: ${count(bars, 'bar')}; ${parts.join(', ')}`,
    part: ({ part, events }: { part: 'drums' | 'bass' | 'chords' | 'melody'; events: number }) =>
      `${part} ${events.toFixed(1)} a bar`,
    swing: ({ swing }: { swing: number }) => `Swing: ${Math.round(swing)} %`,
    settings: ({ settings }: { settings: string }) => `Settings that come near: ${settings}`,
    kept: 'Nothing of the track is kept. To learn from it, use `/reference add`.',
  },
};

function surely(sure: number | undefined): string {
  return sure === undefined ? '' : ` (${percent(sure)} sure)`;
}
