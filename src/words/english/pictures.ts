/** Pictures of scores and trainings: what is written in them, and their descriptions for those who do not see them. */
import { count, listed, number, percent } from '../text.ts';

export const pictures = {
  /** What came of a battle. */
  'battle-alt': ({ title }: { title: string }) => `What came of ${title}:`,
  'battle-row': ({
    place,
    name,
    votes,
    points,
  }: {
    place: number;
    name: string;
    votes: number;
    points: number;
  }) => `${place}. ${name}, ${count(votes, 'vote')}, ${count(points, 'point')}`,
  'battle-points': ({ points }: { points: number }) => count(points, 'point'),
  /** A name of which nothing can be drawn. */
  'battle-unnamed': 'someone',
  'best-loop': 'Best loop',
  /** In one line above a score. */
  facts: ({ bpm, key, bars }: { bpm: number; key: string; bars: number }) =>
    `${Math.round(bpm)} BPM · ${key} · ${count(bars, 'bar')}`,
  take: ({
    take,
    style,
    bpm,
    key,
    bars,
    seconds,
  }: {
    take: string;
    style: string;
    bpm: number;
    key: string;
    bars: number;
    seconds: number;
  }) =>
    `Take ${take}: ${style}, ${Math.round(bpm)} BPM, ${key}, ${count(bars, 'bar')}, ${number(Math.round(10 * seconds) / 10)} seconds.`,
  loop: ({ label, bpm, key, bars }: { label: string; bpm: number; key: string; bars: number }) =>
    `${label}: ${Math.round(bpm)} BPM, ${key}, ${count(bars, 'bar')}.`,
  'no-drums': 'No drums.',
  drums: ({ kicks, snares, hats }: { kicks: number; snares: number; hats: number }) =>
    `Drums: ${count(kicks, 'kick')}, ${count(snares, 'snare or clap', 'snares and claps')}, ${count(hats, 'hat')}.`,
  'no-bass': 'No bass.',
  bass: ({ notes, low, high, glides }: { notes: number; low: string; high: string; glides: number }) =>
    `Bass: ${count(notes, 'note')} ${range(low, high)}${glides === 0 ? '' : `, ${count(glides, 'glide')}`}.`,
  chords: ({ chords, more }: { chords: readonly string[]; more: number }) =>
    `Chords: ${chords.join(', ')}${more === 0 ? '' : ` and ${more} more`}.`,
  melody: ({ notes, low, high }: { notes: number; low: string; high: string }) =>
    `Melody: ${count(notes, 'note')} ${range(low, high)}.`,
  loss: 'Loss in bits per 16th step (lower is better)',
  'loss-step': ({ step }: { step: number }) => `step ${step}`,
  'loss-trained': 'training',
  'loss-held-out': 'validation',
  curve: ({ steps }: { steps: number }) =>
    `Loss over ${count(steps, 'training step')}, in bits per 16th step; lower is better.`,
  'curve-trained': ({ from, to }: { from: number; to: number }) => `Training loss: ${way(from, to)}.`,
  'curve-held-out': ({
    from,
    to,
    lowest,
    step,
  }: {
    from: number;
    to: number;
    lowest: number;
    step: number;
  }) => `Validation loss: ${way(from, to)}, lowest ${lowest.toFixed(2)} at step ${step}.`,
  /** Tempi that lie close together. */
  span: ({ low, high }: { low: number; high: number }) =>
    low === high ? `${low} BPM` : `${low}–${high} BPM`,
  others: ({ others }: { others: number }) => `${others} others`,
  notes: ({ low, high }: { low: string; high: string }) => (low === high ? low : `${low}–${high}`),
  share: ({ share }: { share: number }) => percent(share),
  range: ({ low, high }: { low: string; high: string }) => range(low, high),
  /** The picture of what an artist usually does; first what is written in it. */
  habits: {
    title: ({ references }: { references: number }) => `Habits in ${count(references, 'reference')}`,
    names: { drums: 'Drums', bass: 'Bass', chords: 'Chords', melody: 'Melody' },
    inReferences: 'in references',
    perBar: 'per bar',
    range: 'range',
    density: ({ events }: { events: number }) => (events < 10 ? events.toFixed(1) : events.toFixed(0)),
    never: 'never',
    tempo: 'Tempo',
    key: 'Key',
    loop: 'Repeats after (bars)',
    swung: 'Swing',
    straight: 'straight',
    triplet: 'triplets and more',
    nextBar: 'Next bar alike',
    new: 'all new',
    same: 'the same',
    untold: '–',
    parts: ({ parts }: { parts: readonly string[] }) => `Parts: ${parts.join('; ')}.`,
    part: ({
      part,
      share,
      density,
      register,
    }: {
      part: string;
      share: number;
      density: number | undefined;
      register: string | undefined;
    }) =>
      [
        `${part} in ${percent(share)}`,
        ...(density === undefined ? [] : [`${density.toFixed(1)} per bar`]),
        ...(register === undefined ? [] : [register]),
      ].join(', '),
    /** One of several, and how often. */
    item: ({ label, share }: { label: string; share: number }) => `${label} (${percent(share)})`,
    tempi: ({ tempi }: { tempi: readonly string[] }) => `Tempo: ${tempi.join(', ')}.`,
    keys: ({ keys }: { keys: readonly string[] }) => `Key: ${keys.join(', ')}.`,
    bars: ({ bars }: { bars: number }) => count(bars, 'bar'),
    loops: ({ loops }: { loops: readonly string[] }) => `Repeats after ${listed(loops, 'or')}.`,
    swing: ({ swing }: { swing: number }) => `Swing: ${Math.round(swing)} %.`,
    alike: ({ share }: { share: number }) => `A bar is ${percent(share)} like the one before.`,
  },
};

function range(low: string, high: string): string {
  return low === high ? `on ${low}` : `between ${low} and ${high}`;
}

function way(from: number, to: number): string {
  return from === to ? to.toFixed(2) : `from ${from.toFixed(2)} to ${to.toFixed(2)}`;
}
