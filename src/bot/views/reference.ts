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
import { clock, size, words } from '../../words/index.ts';
import type { View } from '../command.ts';
import { correctionRows, otherTempo } from './correction.ts';
import { isUnsure, trackLines } from './tracks.ts';
import { ago, bold, clip, lines, member, plain, sentence, small } from './words.ts';

/** The most that a list shows; the option of /reference remove finds the rest. */
const LISTED = 20;
const NAME_LENGTH = 50;

/** A reference that has been read. */
export function ingestView(result: IngestResult, picture?: Picture): View {
  return { ...foundIn(result, outcomeOf(result)), ...pictureOf(picture) };
}

/** What became of a reference, and what comes next. */
function outcomeOf({ artist: whose, reference, trainsItself }: IngestResult): string[] {
  const said = words.views.reference;
  const name = nameOf(reference);
  const artist = bold(plain(whose));
  const facts = factsOf(reference);
  if (reference.state === 'waiting') {
    const { seconds } = reference;
    const length = seconds === undefined ? undefined : clock(seconds);
    return [`📦 ${said.unclear({ name, artist, length })}`];
  }
  return reference.corrected === undefined
    ? [`✅ ${said.added({ name, artist, facts })}`, trainsItself ? said.addedTrains : said.addedNext]
    : [
        `✅ ${said.corrected({ name, artist, facts })}`,
        trainsItself ? said.correctedTrains : said.correctedNext,
      ];
}

/** A reference as it is now. */
export function referenceView(shown: ShownReference, picture?: Picture): View {
  const { artist, reference } = shown;
  const { addedById, addedAt } = reference;
  const what = words.views.reference.shown({
    name: nameOf(reference),
    artist: bold(plain(artist)),
    facts: factsOf(reference),
  });
  const by = words.views.reference.addedBy({ member: member(addedById), ago: ago(addedAt) });
  return { ...foundIn(shown, [what, by]), ...pictureOf(picture) };
}

function foundIn({ reference, warnings }: ShownReference, what: readonly string[]): View {
  const { hearing, corrected, midi } = reference;
  const button = words.views.correction.buttons.parts;
  return {
    content: lines(
      ...what,
      hearing !== undefined && howSure(hearing, corrected),
      ...(midi === undefined ? [] : trackLines(midi)),
      midi !== undefined && isUnsure(midi) && `❓ ${words.views.tracks.ask({ button })}`,
      corrected !== undefined && correctedBy(corrected),
      ...warnings.map((warning) => small(sentence(warning))),
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
/** How surely the best loop was detected, but for what a member has told since. */
function howSure(hearing: HearingCard, told?: CorrectionCard): string {
  const { bpmConfidence, keyConfidence, runnerUpKey, parts, leftOut } = hearing;
  const said = words.views.reference;
  const other = keyConfidence < SURE_KEY ? keyName(runnerUpKey) : undefined;
  const facts = [
    ...(told?.bpm === undefined
      ? [said.tempoSure({ share: bpmConfidence, other: otherTempo(hearing) })]
      : []),
    ...(told?.key === undefined ? [said.keySure({ share: keyConfidence, other })] : []),
    ...sharesOf(parts),
  ];
  const unclear = sharesOf(leftOut);
  return [
    ...(facts.length === 0 ? [] : [`👂 ${said.detected({ facts })}`]),
    ...(unclear.length === 0 ? [] : [said.leftOut({ parts: unclear })]),
  ].join(' ');
}

function sharesOf(shares: HearingCard['parts']): string[] {
  return PARTS.flatMap((part) => {
    const share = shares[part];
    return share === undefined ? [] : [words.views.partShare({ part, share })];
  });
}

function correctedBy({ bpm, key, tracks = {}, pads = {}, byId }: CorrectionCard): string {
  const corrected = {
    ...{ member: member(byId), bpm, key: key && keyName(key) },
    tracks: Object.keys(tracks).length,
    pads: Object.values(pads).reduce((sum, drums) => sum + Object.keys(drums).length, 0),
  };
  return `✏️ ${words.views.reference.correctedBy(corrected)}`;
}

/** An artist's references, as a list to read on a phone. */
export function referenceListView(artist: string, references: readonly ReferenceCard[]): View {
  const { title, none, older } = words.views.reference.list;
  if (references.length === 0) return { content: none({ artist: bold(plain(artist)) }) };
  const items = references
    .slice(0, LISTED)
    .map((reference) =>
      [
        `• ${nameOf(reference)}`,
        ...factsOf(reference),
        ...heardIn(reference),
        member(reference.addedById),
      ].join(' · '),
    );
  const more = references.length - items.length;
  return {
    content: '',
    embeds: [
      {
        title: title({ artist: plain(artist) }),
        description: clip(items.join('\n'), 4000),
        ...(more > 0 ? { footer: { text: older({ references: more }) } } : {}),
      },
    ],
  };
}

/** A reference that has been removed. */
export function referenceRemovedView(artist: string, { name, retired, version }: RemovedReference): View {
  const versions = retired.map((each) => `v${each}`);
  const used = version === undefined ? undefined : `v${version}`;
  return {
    content: lines(
      words.views.reference.removed({ name: nameOf({ name }), artist: bold(plain(artist)) }),
      versions.length > 0 && words.views.reference.retired({ versions, used }),
    ),
  };
}

/** One line for the option of /reference remove: `loop.mid · 3 loops · 92 BPM · Fm`. */
export function referenceChoice(reference: ReferenceCard): string {
  return clip([clip(reference.name, NAME_LENGTH), ...factsOf(reference)].join(' · '), 100);
}

function nameOf({ name }: Pick<ReferenceCard, 'name'>): string {
  return bold(plain(name, NAME_LENGTH));
}

/** Whether it was corrected, and which parts were heard in sound. */
function heardIn({ hearing, corrected }: ReferenceCard): string[] {
  const parts = PARTS.filter((part) => hearing?.parts[part] !== undefined);
  return [
    ...(corrected === undefined ? [] : [words.views.reference.facts.corrected]),
    ...(parts.length === 0 ? [] : [parts.join(', ')]),
  ];
}

export function factsOf(reference: ReferenceCard): string[] {
  const { state, stems, seconds, size: bytes, loops } = reference;
  const said = words.views.reference.facts;
  if (reference.isKept) return [said.kept, ...factsOf({ ...reference, isKept: false })];
  if (state === 'checking') return [said.checking];
  if (state === 'waiting') {
    return [said.audio, seconds === undefined ? size(bytes) : clock(seconds), said.unclear];
  }
  return [
    ...(stems.length === 0 ? [] : [said.stems({ stems: stems.length })]),
    said.loops({ loops }),
    ...tempoIn(reference),
    ...keyIn(reference),
  ];
}

/** The tempo, and where it is from if the file does not say it itself. */
function tempoIn({ bpm, midi }: ReferenceCard): string[] {
  if (bpm === undefined) return [];
  return [words.views.reference.facts.tempo({ bpm, from: midi?.tempoFrom ?? 'file' })];
}

/** The key, likewise; none of drums alone, where nobody has said it. */
function keyIn({ key, midi }: ReferenceCard): string[] {
  const from = midi?.keyFrom ?? 'file';
  if (key === undefined || from === 'nothing') return [];
  return [words.views.reference.facts.key({ key: keyName(key), from })];
}
