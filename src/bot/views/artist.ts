/** Artists: the card of one and the list of a server's. */
import { STYLE_FACTS } from '../../music/index.ts';
import type { ArtistCard, ListedArtist, VersionCard } from '../../services/index.ts';
import { words } from '../../words/index.ts';
import type { View } from '../command.ts';
import { flowLines } from './lyrics.ts';
import { fitOf } from './train.ts';
import { ago, bold, clip, keyNames, lines, member, plain, small } from './words.ts';

/** The most versions that the card lists. */
const VERSIONS = 5;
/** The most collaborators that are named. */
const MEMBERS = 10;

/** What is known of an artist. */
export function artistCardView(artist: ArtistCard): View {
  const { ownerId, collaboratorIds, style, bpm, keys, flow } = artist;
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
          style !== undefined && words.views.artist.style({ style: STYLE_FACTS[style].label }),
          words.views.artist.references({ ready, unclear: waiting, unread: checking }),
          bpm !== undefined && words.views.artist.tempo({ slowest: bpm[0], fastest: bpm[1] }),
          ...(flow === undefined ? [] : flowLines(flow)),
          keys.length > 0 && words.views.artist.keys({ keys: keyNames(keys) }),
          generatorLine(artist),
          ...versionLines(artist),
          next !== undefined && `*${next}*`,
        ),
      },
    ],
    components: [],
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

/** Whether uploads start a training by themselves, after that was set. */
export function autoTrainView({ name, autoTrain }: ArtistCard): View {
  const { autoTrainOn, autoTrainOff } = words.views.artist;
  const artist = bold(plain(name));
  return { content: autoTrain ? autoTrainOn({ artist }) : autoTrainOff({ artist }) };
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
  const { add, wait, retrain, train, update } = words.views.artist.next;
  if (artist.references.ready === 0) return add;
  if (artist.trainsAt !== undefined) return wait;
  if (artist.generator === undefined) return artist.versions.length > 0 ? retrain : train;
  return artist.unlearned > 0 ? update({ references: artist.unlearned }) : undefined;
}
