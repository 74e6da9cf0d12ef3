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
import type { View, ViewFile } from '../command.ts';
import { downloadRow } from './download.ts';
import { reworkRow } from './rework.ts';
import { count, lines, member, plain, small, tempo } from './words.ts';

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
    content: `${title(beat)} for ${member(requestedById)}`,
    embeds: [
      {
        description: lines(
          `**${tempo(beat.bpm)} · ${keyName(beat.key)} · ${count(beat.bars, 'bar')}** (${beat.seconds.toFixed(1)} s)`,
          // Names of artists and files stand in them.
          ...beat.notes.map((note) => plain(note, NOTE_LENGTH)),
          beat.originality !== undefined && small(originalityWords(beat.originality)),
          packed.missing.length > 0 &&
            `The sound of ${packed.missing.join(', ')} does not fit into one message. Ask for fewer bars to hear every take.`,
        ),
        footer: { text: provenance(beat) },
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

/** What a beat can be answered with: a vote for a take, work on one, and a wish for more of its files. */
export function beatRows({
  id,
  takes,
}: Pick<BeatCard, 'id' | 'takes'>): APIActionRowComponent<APIComponentInMessageActionRow>[] {
  return [voteRow(takes), reworkRow(id, takes), downloadRow(id, takes)];
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

function title(beat: BeatCard): string {
  const style = STYLE_FACTS[beat.style].label;
  return beat.artist === undefined ? `**${style}**` : `**${plain(beat.artist)}** · ${style}`;
}

/** What the takes were checked for: `held against 9 references · no four bars of melody shared · …`. */
function originalityWords({ references, rewritten, twoBars }: NonNullable<BeatCard['originality']>): string {
  const parts = (['melody', 'bass', 'chords', 'drums'] as const).flatMap((part) => {
    const share = twoBars[part];
    return share === undefined ? [] : `${part} ${Math.round(share * 100)} %`;
  });
  return [
    `held against ${count(references, 'reference')}`,
    twoBars.melody !== undefined && 'no four bars of melody shared',
    parts.length > 0 && `closest two bars: ${parts.join(', ')}`,
    rewritten > 0 && `${count(rewritten, 'take')} written anew for coming too close`,
  ]
    .filter((words) => words !== false)
    .join(' · ');
}

function provenance(beat: BeatCard): string {
  const origin = beat.generatorVersion === undefined ? 'plain style' : `generator v${beat.generatorVersion}`;
  return `seed ${beat.seed} · ${origin}`;
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
  const facts = `${plainTitle(beat)}, ${tempo(beat.bpm)}, ${keyName(beat.key)}, ${count(beat.bars, 'bar')}`;
  for (const { take, midi: midiBytes, mp3 } of there) {
    midi.push({
      name: takeFileName(beat, take.name, 'mid'),
      bytes: midiBytes,
      description: `Take ${take.name} as MIDI, one track a part: ${facts}`,
    });
    if (mp3.byteLength > left) {
      missing.push(take.name);
      continue;
    }
    left -= mp3.byteLength;
    sound.push({
      name: takeFileName(beat, take.name, 'mp3'),
      bytes: mp3,
      description: `Take ${take.name} as sound: ${facts}`,
    });
  }
  return { files: [...sound, ...midi], missing };
}

function plainTitle(beat: BeatCard): string {
  const style = STYLE_FACTS[beat.style].label;
  return beat.artist === undefined ? style : `${beat.artist}, ${style}`;
}
