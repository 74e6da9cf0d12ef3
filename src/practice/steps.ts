/** The tour: from a beat to its stems in five steps, each done by what really happens in the room. */
import { STYLE_FACTS } from '../music/index.ts';
import type { TourPlan } from '../page/index.ts';
import type { RoomEvent, RoomInteraction } from '../room/index.ts';
import { ARTIST, ARTIST_STYLE } from './artist.ts';

/** Members who vote in the tour. */
const VOTERS = 3;

/** @param hasLearned whether the artist of the room has a generator of its own by now. */
export function tourPlans(hasLearned: () => boolean): readonly TourPlan[] {
  const voters = new Map<string, Set<string>>();
  return [
    {
      title: 'Ask for a beat',
      text: `Put the command into the composer and press Enter: four takes come. ${ARTIST} is an artist with eight tracks made by this project; while it still learns from them, ask for its style.`,
      command: () => ({
        label: 'Put it into the composer',
        line: hasLearned() ? `/beat artist:${ARTIST}` : `/beat style:${STYLE_FACTS[ARTIST_STYLE].label}`,
      }),
      isDoneBy: (event) => isBeat(event),
    },
    {
      title: 'Listen',
      text: 'Play a take. The keys A to D change takes, the space bar plays and stops. The loop comes round without a gap, and the notes of its MIDI file move with it.',
      isDoneBy: (event) => event === 'heard',
    },
    {
      title: 'Vote as three members',
      text: 'Press a letter under the beat. Then click another member at the right to act as them, and vote again: one vote each.',
      isDoneBy(event) {
        const vote = pressed(event, 'vote');
        if (vote === undefined || vote.answer === undefined) return false;
        const message = vote.message?.id ?? '';
        const who = voters.get(message) ?? new Set();
        voters.set(message, who.add(vote.member.id));
        return who.size >= VOTERS;
      },
    },
    {
      title: 'Rework a take',
      text: 'Open “Rework” under the beat and pick a change, such as new drums. The answer is a beat of its own.',
      isDoneBy: (event) => pressed(event, 'rework')?.answer !== undefined,
    },
    {
      title: 'Take the stems',
      text: 'Open the menu for files and pick the stems of the take you like: a ZIP for your DAW, one file per part. Save it with the arrow.',
      isDoneBy: (event) => pressed(event, 'files')?.answer !== undefined,
    },
  ];
}

/** A message with takes to vote on. */
function isBeat(event: RoomEvent | 'heard'): boolean {
  if (event === 'heard' || (event.type !== 'edit' && event.type !== 'message')) return false;
  return event.message.customIds.some((id) => id.startsWith('vote:'));
}

/** A button or menu of that family that the bot has answered. */
function pressed(event: RoomEvent | 'heard', family: string): RoomInteraction | undefined {
  if (event === 'heard' || event.type !== 'answer') return undefined;
  const { interaction } = event;
  const isOf = interaction.kind === 'component' && interaction.name.startsWith(`${family}:`);
  return isOf ? interaction : undefined;
}
