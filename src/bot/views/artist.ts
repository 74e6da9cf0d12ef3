/** Artists: the card of one and the list of a server's. */
import { ButtonStyle } from 'discord.js';
import { STYLE_FACTS } from '../../music/index.ts';
import type { ArtistCard, ListedArtist, Picture, Receipt, VersionCard } from '../../services/index.ts';
import { words } from '../../words/index.ts';
import type { View } from '../command.ts';
import { buttonRow } from './buttons.ts';
import { flowLines } from './lyrics.ts';
import { receiptLines } from './receipt.ts';
import { styleLines } from './style.ts';
import { fitOf } from './train.ts';
import { ago, bold, clip, keyNames, lines, member, plain, small } from './words.ts';

/** The most versions that the card lists. */
const VERSIONS = 5;
/** The most collaborators that are named. */
const MEMBERS = 10;

/** What the picture of habits is called where a message shows it. */
const PICTURE = 'habits.png';

/** What is known of an artist. @param habits a picture of what the artist usually does. */
export function artistCardView(artist: ArtistCard, habits?: Picture): View {
  const { ownerId, collaboratorIds, style, isStyleSaid, bpm, keys, flow } = artist;
  const { ready, waiting, checking } = artist.references;
  const next = nextStep(artist);
  return {
    content: '',
    embeds: [
      {
        title: plain(artist.name),
        description: lines(
          words.views.artist.owner({ owner: member(ownerId) }),
          collaboratorIds.length > 0 && words.views.artist.collaborators(membersOf(collaboratorIds)),
          style !== undefined &&
            words.views.artist.style({ style: STYLE_FACTS[style].label, isSaid: isStyleSaid }),
          words.views.artist.references({ ready, unclear: waiting, unread: checking }),
          bpm !== undefined && words.views.artist.tempo({ slowest: bpm[0], fastest: bpm[1] }),
          ...(flow === undefined ? [] : flowLines(flow)),
          keys.length > 0 && words.views.artist.keys({ keys: keyNames(keys) }),
          generatorLine(artist),
          ...versionLines(artist),
          next !== undefined && `*${next}*`,
        ),
        ...(habits && { image: { url: `attachment://${PICTURE}` } }),
      },
    ],
    components: [],
    files: habits === undefined ? [] : [{ name: PICTURE, bytes: habits.png, description: habits.alt }],
  };
}

/** An artist that has just been made, and how to go on. */
export function artistCreatedView({ ownerId, name }: ArtistCard): View {
  return {
    content: lines(
      words.views.artist.created({ owner: member(ownerId), artist: bold(plain(name)) }),
      words.views.artist.createdNext,
    ),
  };
}

/** The artists of a server. `most` is how many a list holds at most. */
export function artistListView(artists: readonly ListedArtist[], most: number): View {
  const { title, none, ready, untrained, more } = words.views.artist.list;
  if (artists.length === 0) return { content: none };
  const items = artists.map(({ name, trained }) => {
    const artist = bold(plain(name, 50));
    return `• ${trained ? ready({ artist }) : untrained({ artist })}`;
  });
  return {
    content: artists.length < most ? '' : more({ shown: most }),
    embeds: [{ title, description: clip(items.join('\n'), 4000) }],
  };
}

/** Who may work on an artist, after that changed. */
export function collaboratorsView({ ownerId, collaboratorIds, name }: ArtistCard): View {
  const artist = bold(plain(name));
  return {
    content:
      collaboratorIds.length === 0
        ? words.views.artist.alone({ owner: member(ownerId), artist })
        : words.views.artist.together({ ...membersOf([ownerId, ...collaboratorIds]), artist }),
  };
}

function membersOf(ids: readonly string[]): { members: string[]; more: number } {
  const members = ids.slice(0, MEMBERS).map(member);
  return { members, more: ids.length - members.length };
}

function generatorLine({ generator }: ArtistCard): string | undefined {
  if (generator === undefined) return undefined;
  const { version, trainedAt, heldOut } = generator;
  const fit = heldOut === undefined ? undefined : fitOf(heldOut);
  return words.views.artist.generator({ version, ago: ago(trainedAt), fit });
}

/** An artist that makes beats with another version from now on. */
export function rolledBackView({ name, generator, versions }: ArtistCard): View {
  // The version's last reference has been removed meanwhile.
  if (generator === undefined) return { content: words.views.artist.next.retrain };
  const { version } = generator;
  const newest = versions.find(({ isRetired }) => !isRetired)?.version;
  return {
    content: lines(
      words.views.artist.rolledBack({ artist: bold(plain(name)), version }),
      newest !== undefined && newest !== version && words.views.artist.rollForward({ version: newest }),
    ),
  };
}

/** One line for the option of /artist rollback: `v3 · 2026-11-22 · 9 references · loss 2.41 · in use`. */
export function versionChoice(version: VersionCard): string {
  const date = version.trainedAt.toISOString().slice(0, 10);
  return versionLine(version, date, version.isInUse ? words.views.artist.states.used : undefined);
}

/** An artist's settings, after one of them was set. */
export function settingsView(card: ArtistCard): View {
  const { name, autoTrain, hidesReferences, followsTaste } = card;
  const { autoTrainOn, autoTrainOff, privateOn, privateOff, tasteOn, tasteOff } = words.views.artist;
  const artist = bold(plain(name));
  return {
    content: lines(
      autoTrain ? autoTrainOn({ artist }) : autoTrainOff({ artist }),
      hidesReferences ? privateOn : privateOff,
      followsTaste ? tasteOn : tasteOff,
      ...styleLines(card),
    ),
  };
}

/** The newest versions in short, where there is more than the one in use. */
function versionLines({ versions }: ArtistCard): string[] {
  if (versions.length < 2 && !versions[0]?.isRetired) return [];
  const { used, retired } = words.views.artist.states;
  const shown = versions.slice(0, VERSIONS).map((version) => {
    const state = version.isInUse ? bold(used) : version.isRetired ? retired : undefined;
    return `• ${versionLine(version, undefined, state)}`;
  });
  const older = versions.length - shown.length;
  return [
    words.views.artist.versions,
    ...shown,
    ...(older > 0 ? [small(words.views.artist.older({ versions: older }))] : []),
  ];
}

function versionLine(
  { version, references, heldOut }: VersionCard,
  date: string | undefined,
  state: string | undefined,
): string {
  return words.views.artist.version({ version, date, references, loss: heldOut?.after, state });
}

function nextStep(artist: ArtistCard): string | undefined {
  const { add, wait, retrain, train, update, style } = words.views.artist.next;
  if (artist.references.ready === 0) return add;
  if (artist.trainsAt !== undefined) return wait;
  if (artist.generator === undefined) return artist.versions.length > 0 ? retrain : train;
  if (artist.unlearned > 0) return update({ references: artist.unlearned });
  return artist.wantsStyle ? style : undefined;
}

/** The prefixes of the buttons that take an offer and that delete. */
export const ACCEPT_PREFIX = 'accept';
export const DELETE_PREFIX = 'delete';

export function renamedView({ before, artist }: { before: string; artist: ArtistCard }): View {
  const said = { before: bold(plain(before)), artist: bold(plain(artist.name)) };
  return { content: words.views.artist.renamed(said) };
}

/** An artist that is offered to a member, who says yes with the button; or to nobody any more. */
export function offerView({ id, name, ownerId, offeredToId }: ArtistCard): View {
  const said = { artist: bold(plain(name)), owner: member(ownerId) };
  if (offeredToId === undefined) return { content: words.views.artist.notOffered(said), components: [] };
  return {
    content: words.views.artist.offered({ ...said, member: member(offeredToId) }),
    components: buttonRow(`${ACCEPT_PREFIX}:${id}`, words.views.artist.buttons.accept, ButtonStyle.Success),
  };
}

export function acceptedView({ name, ownerId }: ArtistCard): View {
  const said = { artist: bold(plain(name)), owner: member(ownerId) };
  return { content: words.views.artist.accepted(said), components: [] };
}

/** What goes with an artist, and the button that deletes it. */
export function deleteView({ id, name, references, versions }: ArtistCard): View {
  const { ready, waiting, checking } = references;
  const what = { references: ready + waiting + checking, versions: versions.length };
  return {
    content: lines(
      words.views.artist.deleting({ artist: bold(plain(name)) }),
      words.views.artist.deletingWhat(what),
    ),
    components: buttonRow(`${DELETE_PREFIX}:${id}`, words.views.artist.buttons.delete, ButtonStyle.Danger),
  };
}

export function artistDeletedView({ artist, receipt }: { artist: string; receipt: Receipt }): View {
  return {
    content: lines(words.views.artist.deleted({ artist: bold(plain(artist)) }), ...receiptLines(receipt)),
    components: [],
  };
}
