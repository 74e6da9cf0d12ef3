/** References: one that was read, one that was removed, and the list of an artist's. */
import type { IngestResult, ReferenceView, RemovedReference } from '../../jobs/index.ts';
import { keyName } from '../../music/index.ts';
import type { View } from '../command.ts';
import { clip, clock, count, lines, member, plain, size, small, tempo } from './words.ts';

/** The most that a list shows; the option of /reference remove finds the rest. */
const LISTED = 20;
const NAME_LENGTH = 50;

/** A reference that has been read. */
export function ingestView({ artist, reference, warnings, trainsItself }: IngestResult): View {
  const name = `**${plain(reference.name, NAME_LENGTH)}**`;
  const what =
    reference.state === 'waiting'
      ? [
          `📦 ${name} is kept for **${plain(artist)}**${reference.seconds === undefined ? '' : ` (${clock(reference.seconds)})`}.`,
          'It is not learned from: nothing in it was heard surely enough, or it has not been listened to yet.',
        ]
      : [
          `✅ ${name} is a reference of **${plain(artist)}** now: ${facts(reference).join(', ')}.`,
          trainsItself
            ? 'Hand over more: a minute after the last one, training starts by itself.'
            : 'Hand over more, or learn from them with `/train`.',
        ];
  return { content: lines(...what, ...warnings.map(small)), embeds: [], components: [] };
}

/** An artist's references, as a list to read on a phone. */
export function referenceListView(artist: string, references: readonly ReferenceView[]): View {
  if (references.length === 0) {
    return { content: `**${plain(artist)}** has no references yet. Hand one over with \`/reference add\`.` };
  }
  const items = references
    .slice(0, LISTED)
    .map(
      (reference) =>
        `• **${plain(reference.name, NAME_LENGTH)}** · ${facts(reference).join(' · ')} · ${member(reference.addedById)}`,
    );
  const more = references.length - items.length;
  return {
    content: '',
    embeds: [
      {
        title: `References of ${plain(artist)}`,
        description: clip(items.join('\n'), 4000),
        ...(more > 0 ? { footer: { text: `and ${more} older` } } : {}),
      },
    ],
  };
}

/** A reference that has been taken back. */
export function referenceRemovedView(artist: string, removed: RemovedReference): View {
  const versions = removed.retired.map((version) => `v${version}`).join(', ');
  return {
    content: lines(
      `**${plain(removed.name, NAME_LENGTH)}** is no reference of **${plain(artist)}** any more; its file is erased.`,
      removed.retired.length > 0 &&
        `What had learned from it is retired too (${versions}). ${
          removed.version === undefined
            ? '`/beat` makes the plain style until `/train` has learned from the rest.'
            : `\`/beat\` uses v${removed.version} now; \`/train\` learns from the rest.`
        }`,
    ),
  };
}

/** One line for the option of /reference remove: `loop.mid · 92 BPM · Fm · 3 loops`. */
export function referenceChoice(reference: ReferenceView): string {
  return clip([clip(reference.name, NAME_LENGTH), ...facts(reference)].join(' · '), 100);
}

function facts(reference: ReferenceView): string[] {
  if (reference.state === 'checking') return ['being read'];
  if (reference.state === 'waiting') {
    const length = reference.seconds === undefined ? size(reference.size) : clock(reference.seconds);
    return ['sound', length, 'waiting'];
  }
  return [
    count(reference.loops, 'loop'),
    ...(reference.bpm === undefined ? [] : [tempo(reference.bpm)]),
    ...(reference.key === undefined ? [] : [keyName(reference.key)]),
  ];
}
