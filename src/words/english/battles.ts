/** Battles: why something is not done, and what is being done. */
import { count, size } from '../text.ts';

export const errors = {
  'battle-unknown': 'This battle no longer exists. See /battle list for those that do.',
  'battle-over': ({ title }: { title: string }) =>
    `“${title}” is over or not under way, so nothing changed. See /battle list for those that are open.`,
  'battle-not-open': ({ title }: { title: string }) =>
    `“${title}” takes no entries now. See its message for what is next.`,
  'battle-full': ({ most }: { most: number }) =>
    `This battle already has ${count(most, 'entry', 'entries')}, which is the most. Vote when they are all in.`,
  'battle-no-vote': 'This vote is over. The battle’s message shows what is next.',
  'battle-own': 'You cannot vote for your own entry. Pick another one.',
  'battle-choices': ({ most }: { most: number }) =>
    `You can choose ${most} in all, so your ballot stays as it was. Pick fewer, also in the other menu.`,
  'battle-entry-gone': 'One of these entries has been taken back. Pick another one.',
  'battle-no-entry': 'You have no entry in this battle, so there is nothing to take back.',
  'battle-not-yours':
    'Only the member who started this battle and members who manage this server can do that. Ask one of them.',
  'battle-artists': ({ least, most }: { least: number; most: number }) =>
    `A battle of generators takes ${least} to ${most} artists, each once. Pick others.`,
  'battle-hours': ({ hours, most }: { hours: number; most: number }) =>
    `${hours} hours are out of range. Pick a time from 1 to ${most} hours.`,
  'battle-no-sample':
    'A battle needs a sample: pick a take of a beat, or hand over a file and set consent to True.',
  'battle-sample-twice': 'Pick a take or hand over a file, not both.',
  'battle-season': ({ season }: { season: string }) =>
    `“${season}” is no season. Name a year and a quarter, such as 2026-4.`,
  'battle-file': ({ name }: { name: string }) => `${name} is no recording. Send one MP3 or WAV.`,
  'entry-silent': 'There is nothing to hear in this file. Export it again and send that.',
  'sample-too-big': ({ name, most }: { name: string; most: number }) =>
    `${name} would not fit into a message of ${size(most)}. Send an MP3, or only the part with the loop.`,
  'limit-battles': ({ whose, most }: { whose: 'member' | 'server'; most: number }) =>
    `${whose === 'member' ? 'You have' : 'This server has'} ${count(most, 'battle')} under way, which is the most. Start another one when one of them is over.`,
};

export const stages = {
  levelling: 'checking and levelling',
};
