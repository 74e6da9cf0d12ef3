/** References: one that was read, one that was removed, and the list of an artist's. */

import { keyName, PARTS } from '../../music/index.ts';
import type {
  CorrectionCard,
  HearingCard,
  IngestResult,
  Picture,
  ReferenceCard,
  RemovedReference,
  ShownReference,
} from '../../services/index.ts';
import type { View } from '../command.ts';
import { correctionRows } from './correction.ts';
import { ago, clip, clock, count, lines, member, percent, plain, size, small, tempo } from './words.ts';

/** The most that a list shows; the option of /reference remove finds the rest. */
const LISTED = 20;
const NAME_LENGTH = 50;

/** A reference that has been read. */
export function ingestView(result: IngestResult, picture?: Picture): View {
  const { artist, reference, warnings, trainsItself } = result;
  const name = `**${plain(reference.name, NAME_LENGTH)}**`;
  const what =
    reference.state === 'waiting'
      ? [
          `📦 ${name} is kept for **${plain(artist)}**${reference.seconds === undefined ? '' : ` (${clock(reference.seconds)})`}.`,
          'It is not learned from: nothing in it was heard surely enough, or it has not been listened to yet. A better listener will try again.',
        ]
      : reference.corrected === undefined
        ? [
            `✅ ${name} is a reference of **${plain(artist)}** now: ${facts(reference).join(', ')}.`,
            trainsItself
              ? 'Hand over more: a minute after the last one, training starts by itself.'
              : 'Hand over more, or learn from them with `/train`.',
          ]
        : [
            `✅ ${name} of **${plain(artist)}** is corrected: ${facts(reference).join(', ')}.`,
            trainsItself
              ? 'In a minute, training starts by itself and learns from it.'
              : 'Learn from it with `/train`.',
          ];
  return { ...foundIn(result, what, warnings), ...pictureOf(picture) };
}

/** A reference as it is now. */
export function referenceView(shown: ShownReference, picture?: Picture): View {
  const { artist, reference, warnings } = shown;
  const what = `**${plain(reference.name, NAME_LENGTH)}** of **${plain(artist)}**: ${facts(reference).join(', ')}.`;
  const by = `Handed over by ${member(reference.addedById)} ${ago(reference.addedAt)}.`;
  return { ...foundIn(shown, [what, by], warnings), ...pictureOf(picture) };
}

function foundIn({ reference }: ShownReference, what: readonly string[], warnings: readonly string[]): View {
  const { hearing, corrected } = reference;
  return {
    content: lines(
      ...what,
      hearing !== undefined && howSure(hearing, corrected),
      corrected !== undefined && correctedBy(corrected),
      ...warnings.map(small),
    ),
    embeds: [],
    components: correctionRows(reference),
  };
}

function pictureOf(picture: Picture | undefined): Pick<View, 'files'> {
  return {
    files: picture === undefined ? [] : [{ name: 'loop.png', bytes: picture.png, description: picture.alt }],
  };
}

/** Less sure keys than this are told with the next likely one. */
const SURE_KEY = 0.7;
/** How surely the best loop was heard: `tempo 98 %, key 61 % (else Ab), drums 88 %. Left out, since not sure: bass 40 %.` */
function howSure(hearing: HearingCard, told?: CorrectionCard): string {
  const { bpmConfidence, keyConfidence, runnerUpKey, parts, leftOut } = hearing;
  const runnerUp = keyConfidence < SURE_KEY ? ` (else ${keyName(runnerUpKey)})` : '';
  const sure = [
    ...(told?.bpm === undefined ? [`tempo ${percent(bpmConfidence)}`] : []),
    ...(told?.key === undefined ? [`key ${percent(keyConfidence)}${runnerUp}`] : []),
    ...sharesOf(parts),
  ];
  const unsure = sharesOf(leftOut);
  return [
    sure.length > 0 && `👂 Heard from sound; how sure: ${sure.join(', ')}.`,
    unsure.length > 0 && `Left out, since not sure: ${unsure.join(', ')}.`,
  ]
    .filter((sentence) => sentence !== false)
    .join(' ');
}

function sharesOf(shares: HearingCard['parts']): string[] {
  return PARTS.flatMap((part) => {
    const share = shares[part];
    return share === undefined ? [] : [`${part} ${percent(share)}`];
  });
}

function correctedBy({ bpm, key, byId }: CorrectionCard): string {
  const what = [bpm !== undefined && `tempo ${tempo(bpm)}`, key !== undefined && `key ${keyName(key)}`];
  return `✏️ Corrected by ${member(byId)}: ${what.filter((each) => each !== false).join(', ')}.`;
}

/** An artist's references, as a list to read on a phone. */
export function referenceListView(artist: string, references: readonly ReferenceCard[]): View {
  if (references.length === 0) {
    return { content: `**${plain(artist)}** has no references yet. Hand one over with \`/reference add\`.` };
  }
  const items = references
    .slice(0, LISTED)
    .map(
      (reference) =>
        `• **${plain(reference.name, NAME_LENGTH)}** · ${[...facts(reference), ...heardIn(reference)].join(' · ')} · ${member(reference.addedById)}`,
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
export function referenceChoice(reference: ReferenceCard): string {
  return clip([clip(reference.name, NAME_LENGTH), ...facts(reference)].join(' · '), 100);
}

/** Whether it was corrected, and which parts were heard in sound. */
function heardIn({ hearing, corrected }: ReferenceCard): string[] {
  const parts = PARTS.filter((part) => hearing?.parts[part] !== undefined);
  return [
    ...(corrected === undefined ? [] : ['corrected']),
    ...(parts.length === 0 ? [] : [parts.join(', ')]),
  ];
}

function facts(reference: ReferenceCard): string[] {
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
