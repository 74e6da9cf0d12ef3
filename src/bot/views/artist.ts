/** Artists: the card of one and the list of a server's. */

import { STYLE_FACTS } from '../../music/index.ts';
import type { ArtistCard, ListedArtist, VersionCard } from '../../services/index.ts';
import type { View } from '../command.ts';
import { flowLines } from './lyrics.ts';
import { compareHeldOut } from './train.ts';
import { ago, clip, count, keyNames, lines, member, number, plain, small } from './words.ts';

/** The most versions that the card lists. */
const VERSIONS = 5;

/** What is known of an artist. */
export function artistCardView(artist: ArtistCard): View {
  const { ready, waiting, checking } = artist.references;
  const counts = [
    `${ready} ready`,
    waiting > 0 && `${waiting} waiting for a listener that hears surely`,
    checking > 0 && `${checking} being read`,
  ];
  const style = artist.style === undefined ? undefined : STYLE_FACTS[artist.style].label;
  return {
    content: '',
    embeds: [
      {
        title: plain(artist.name),
        description: lines(
          `Owner ${member(artist.ownerId)}${withOthers(artist.collaboratorIds)}`,
          style !== undefined && `Starts from ${style}`,
          `References: ${counts.filter((part) => part !== false).join(', ')}`,
          artist.bpm !== undefined && tempoRange(artist.bpm),
          ...(artist.flow === undefined ? [] : flowLines(artist.flow)),
          artist.keys.length > 0 && `Keys ${keyNames(artist.keys)}`,
          generatorLine(artist),
          ...versionLines(artist),
          nextStep(artist),
        ),
      },
    ],
    components: [],
  };
}

/** An artist that has just been made, and how to go on. */
export function artistCreatedView(artist: ArtistCard): View {
  return {
    content: lines(
      `**${plain(artist.name)}** is an artist now, owned by ${member(artist.ownerId)}.`,
      'Hand over a few tracks with `/reference add`, then `/train`.',
    ),
  };
}

/** The artists of a server. `most` is how many a list holds at most. */
export function artistListView(artists: readonly ListedArtist[], most: number): View {
  if (artists.length === 0) {
    return { content: 'No artist here yet. Make one with `/artist create`.' };
  }
  const items = artists.map(
    (artist) =>
      `• **${plain(artist.name, 50)}** · ${artist.trained ? 'ready for `/beat`' : 'not trained yet'}`,
  );
  return {
    content: '',
    embeds: [{ title: 'Artists here', description: clip(items.join('\n'), 4000) }],
    ...(artists.length < most
      ? {}
      : { content: `The first ${most}; \`/artist show\` finds the rest as you type.` }),
  };
}

/** Who may work on an artist, after that changed. */
export function collaboratorsView(artist: ArtistCard): View {
  const others = withOthers(artist.collaboratorIds);
  return {
    content:
      others === ''
        ? `Only ${member(artist.ownerId)} works on **${plain(artist.name)}** now.`
        : `${member(artist.ownerId)}${others} may add references to **${plain(artist.name)}** and train it.`,
  };
}

function withOthers(ids: readonly string[]): string {
  if (ids.length === 0) return '';
  const shown = ids.slice(0, 10).map(member).join(', ');
  return ids.length > 10 ? `, with ${shown} and ${ids.length - 10} more` : `, with ${shown}`;
}

function tempoRange([slow, fast]: readonly [number, number]): string {
  return slow === fast ? `Tempo ${number(slow)} BPM` : `Tempo ${number(slow)}–${number(fast)} BPM`;
}

function generatorLine({ generator }: ArtistCard): string | undefined {
  if (generator === undefined) return undefined;
  const facts = `Generator v${generator.version}, trained ${ago(generator.trainedAt)}`;
  return generator.heldOut === undefined ? facts : `${facts}: ${compareHeldOut(generator.heldOut)}`;
}

/** An artist that makes beats with another version from now on. */
export function rolledBackView({ name, generator, versions }: ArtistCard): View {
  const newest = versions.find(({ isRetired }) => !isRetired);
  return {
    content: lines(
      `**${plain(name)}** makes beats with generator v${generator?.version} from now on.`,
      newest !== undefined &&
        newest.version !== generator?.version &&
        `\`/artist rollback\` brings v${newest.version} back the same way; the next training makes a new version.`,
    ),
  };
}

/** One line for the option of /artist rollback: `v3 · 2026-11-22 · 9 references · 2.41 bits · in use`. */
export function versionChoice(version: VersionCard): string {
  const { trainedAt, references, heldOut, isInUse } = version;
  return [
    `v${version.version}`,
    trainedAt.toISOString().slice(0, 10),
    count(references, 'reference'),
    heldOut !== undefined && `${heldOut.after.toFixed(2)} bits`,
    isInUse && 'in use',
  ]
    .filter((part) => part !== false)
    .join(' · ');
}

/** Whether uploads start a training by themselves, after that was set. */
export function autoTrainView({ name, autoTrain }: ArtistCard): View {
  return {
    content: autoTrain
      ? `A minute after the last upload, training of **${plain(name)}** starts by itself.`
      : `**${plain(name)}** is trained only when somebody says \`/train\`.`,
  };
}

/** The newest versions in short, where there is more than the one in use. */
function versionLines({ versions }: ArtistCard): string[] {
  if (versions.length < 2 && !versions[0]?.isRetired) return [];
  const shown = versions.slice(0, VERSIONS).map((version) => {
    const state = version.isInUse ? ' · **in use**' : version.isRetired ? ' · retired' : '';
    const bits = version.heldOut === undefined ? '' : ` · ${version.heldOut.after.toFixed(2)} bits`;
    return `• v${version.version} · ${count(version.references, 'reference')}${bits}${state}`;
  });
  const older = versions.length - shown.length;
  return ['Versions', ...shown, ...(older > 0 ? [small(`and ${older} older`)] : [])];
}

function nextStep(artist: ArtistCard): string | undefined {
  if (artist.references.ready === 0) return '*Next: hand over tracks with `/reference add`.*';
  if (artist.trainsAt !== undefined) return '*A training starts by itself in a moment.*';
  if (artist.generator === undefined && artist.versions.length > 0)
    return '*What was learned is retired, since a reference was taken back: `/train` learns from the rest.*';
  if (artist.generator === undefined) return '*Next: `/train` learns this sound.*';
  if (artist.unlearned > 0) {
    const since =
      artist.unlearned === 1 ? 'is new since: `/train` learns it' : 'are new since: `/train` learns them';
    return `*${count(artist.unlearned, 'reference')} ${since}.*`;
  }
  return undefined;
}
