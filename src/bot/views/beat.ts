/** A beat: its card, the files of its takes and the buttons to vote with. */
import {
  type APIActionRowComponent,
  type APIButtonComponent,
  type APIComponentInMessageActionRow,
  ButtonStyle,
  ComponentType,
} from 'discord.js';
import { takeFileName as baseName, keyName, STYLE_FACTS } from '../../music/index.ts';
import type { BeatCard, Picture, TakeCard, TakeFiles, TakeName } from '../../services/index.ts';
import { tempo, words } from '../../words/index.ts';
import type { View, ViewFile } from '../command.ts';
import { downloadRow, soundOf } from './download.ts';
import { moreLikeRow, reworkRow } from './rework.ts';
import { bold, lines, member, plain, small } from './words.ts';

/** The prefix of the vote buttons' `custom_id`. */
export const VOTE_PREFIX = 'vote';

/** The longest note that is shown whole. */
const NOTE_LENGTH = 500;

/** The picture's name among the message's files. */
const SHEET = 'takes.png';

/**
 * A finished beat. What would make the message heavier than `maxBytes` is left out, sound before MIDI, and
 * the card says so.
 * @param files by the take's id.
 * @param sheet the picture of all takes, shown within the card.
 */
export function beatView(
  beat: BeatCard,
  requestedById: string,
  files: ReadonlyMap<string, TakeFiles>,
  maxBytes: number,
  sheet?: Picture,
): View {
  const packed = pack(beat, files, maxBytes - (sheet?.png.byteLength ?? 0));
  return {
    content: words.views.beat.title({ sound: soundOf(beat), member: member(requestedById) }),
    embeds: [
      {
        description: lines(
          `${bold(factsOf(beat).join(' · '))} (${words.views.beat.seconds({ seconds: beat.seconds })})`,
          // Names of artists and files stand in them.
          ...beat.notes.map((note) => plain(note, NOTE_LENGTH)),
          beat.parent !== undefined &&
            small(words.views.beat.parent({ seed: beat.parent.seed, link: beat.parent.link })),
          beat.originality !== undefined && small(originalityLine(beat.originality)),
          packed.missing.length > 0 && words.views.beat.heavy({ takes: packed.missing }),
        ),
        footer: { text: words.views.beat.origin(originOf(beat)) },
        ...(sheet === undefined ? {} : { image: { url: `attachment://${SHEET}` } }),
      },
    ],
    components: beatRows(beat),
    files:
      sheet === undefined
        ? packed.files
        : [...packed.files, { name: SHEET, bytes: sheet.png, description: sheet.alt }],
  };
}

/** What a beat can be answered with: a vote for a take, work on one, a wish for more of it or for its files, and its removal. */
export function beatRows({
  id,
  takes,
}: Pick<BeatCard, 'id' | 'takes'>): APIActionRowComponent<APIComponentInMessageActionRow>[] {
  return [voteRow(takes), reworkRow(id, takes), downloadRow(id, takes), moreLikeRow(id, takes), askRow(id)];
}

/** A take that has become a reference. */
export function keptView({ artist, ...kept }: { artist: string; take: TakeName; left: number }): View {
  return { content: words.views.beat.kept({ artist: bold(plain(artist)), ...kept }) };
}

/** The prefixes of the buttons that ask for more, that keep the take that won, and that remove a beat. */
export const MORE_PREFIX = 'more';
export const KEEP_PREFIX = 'keep';
export const REMOVE_PREFIX = 'remove';

function askRow(beatId: string): APIActionRowComponent<APIButtonComponent> {
  const { more, keep, remove } = words.views.beat.buttons;
  const button = (prefix: string, label: string): APIButtonComponent => ({
    type: ComponentType.Button,
    custom_id: `${prefix}:${beatId}`,
    label,
    style: ButtonStyle.Secondary,
  });
  return {
    type: ComponentType.ActionRow,
    components: [button(MORE_PREFIX, more), button(KEEP_PREFIX, keep), button(REMOVE_PREFIX, remove)],
  };
}

/** The row of vote buttons: a take's name with its votes, the leading ones in green. */
function voteRow(takes: readonly TakeCard[]): APIActionRowComponent<APIButtonComponent> {
  const most = Math.max(...takes.map((take) => take.votes));
  return {
    type: ComponentType.ActionRow,
    components: takes.map((take) => ({
      type: ComponentType.Button,
      custom_id: `${VOTE_PREFIX}:${take.id}`,
      label: take.votes === 0 ? take.name : `${take.name} · ${take.votes}`,
      style: take.votes > 0 && take.votes === most ? ButtonStyle.Success : ButtonStyle.Secondary,
    })),
  };
}

/** `night-shift-trap_140bpm_Fmin_8bar_7A.mid`: all that it takes to find a loop again in a folder of loops. */
export function takeFileName(beat: BeatCard, take: TakeName, extension: 'mp3' | 'mid'): string {
  return `${baseName({ ...beat, take })}.${extension}`;
}

/** What made it. */
export function originOf({ seed, generatorVersion, ownSounds }: BeatCard) {
  return { seed, version: generatorVersion, sounds: ownSounds };
}

/** Tempo, key and length, and how loud it is where that is out of the ordinary. */
function factsOf({ bpm, key, bars, master }: BeatCard): string[] {
  const loudness = master === 'streaming' ? [] : [words.views.beat.masters[master]];
  return [tempo(bpm), keyName(key), words.views.beat.bars({ bars }), ...loudness];
}

/** What the takes were checked for: `Checked against 9 references · no four bars of melody in common · …`. */
function originalityLine({ references, rewritten, twoBars }: NonNullable<BeatCard['originality']>): string {
  const parts = (['melody', 'bass', 'chords', 'drums'] as const).flatMap((part) => {
    const share = twoBars[part];
    return share === undefined ? [] : [words.views.partShare({ part, share })];
  });
  return [
    words.views.beat.checked({ references }),
    ...(twoBars.melody === undefined ? [] : [words.views.beat.melodyOwn]),
    ...(parts.length === 0 ? [] : [words.views.beat.closest({ parts })]),
    ...(rewritten === 0 ? [] : [words.views.beat.rewritten({ takes: rewritten })]),
  ].join(' · ');
}

/** Every MIDI file first counted in, then as much sound as fits; shown with the sound first. */
function pack(
  beat: BeatCard,
  files: ReadonlyMap<string, TakeFiles>,
  maxBytes: number,
): { files: ViewFile[]; missing: TakeName[] } {
  const sound: ViewFile[] = [];
  const midi: ViewFile[] = [];
  const missing: TakeName[] = [];
  const there = beat.takes.flatMap((take) => {
    const bytes = files.get(take.id);
    return bytes === undefined ? [] : [{ take, ...bytes }];
  });
  let left = maxBytes - there.reduce((sum, { midi: { byteLength } }) => sum + byteLength, 0);
  const style = STYLE_FACTS[beat.style].label;
  const facts = [...(beat.artist === undefined ? [] : [beat.artist]), style, ...factsOf(beat)];
  for (const { take, midi: midiBytes, mp3 } of there) {
    midi.push({
      name: takeFileName(beat, take.name, 'mid'),
      bytes: midiBytes,
      description: words.views.beat.midi({ take: take.name, facts }),
    });
    if (mp3.byteLength > left) {
      missing.push(take.name);
      continue;
    }
    left -= mp3.byteLength;
    sound.push({
      name: takeFileName(beat, take.name, 'mp3'),
      bytes: mp3,
      description: words.views.beat.audio({ take: take.name, facts }),
    });
  }
  return { files: [...sound, ...midi], missing };
}
