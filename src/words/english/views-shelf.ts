/** What Discord messages show of the takes of a server that are found again. */
import { count, listed } from '../text.ts';

const MONTHS = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
];

export const views = {
  shelf: {
    title: ({ all, page, pages }: { all: number; page: number; pages: number }) =>
      `${count(all, 'take')} of this server${pages > 1 ? `, page ${page} of ${pages}` : ''}. A number shows one again, to you alone:`,
    nothing: 'Nothing of this server is like that. Ask for less, or make a beat with `/beat`.',
    /** What the takes were looked for by. */
    by: ({ facts }: { facts: readonly string[] }) => `Only ${listed(facts)}.`,
    wish: {
      votes: ({ votes }: { votes: number }) => `${count(votes, 'vote')} or more`,
      days: ({ days }: { days: number }) => `the last ${count(days, 'day')}`,
      bpm: ({ tempo }: { tempo: string }) => `about ${tempo}`,
      starred: 'what you starred',
    },
    take: ({ take }: { take: string }) => `take ${take}`,
    votes: ({ votes }: { votes: number }) => count(votes, 'vote'),
    starMark: '★',
    buttons: {
      show: ({ place }: { place: number }) => `${place}`,
      older: 'Further on',
      newer: 'Back',
      byVotes: 'Most votes first',
      byDate: 'Newest first',
      star: 'Star it',
      unstar: 'Take the star back',
      take: 'This take',
      whole: 'The whole beat',
    },
    best: {
      subject: 'the best of the month',
      month: ({ month }: { month: string }) =>
        `${MONTHS[Number(month.slice(5)) - 1] ?? ''} ${month.slice(0, 4)}`.trim(),
      title: ({
        month,
        sound,
        take,
        member,
        votes,
      }: {
        month: string;
        sound: string;
        take: string;
        member: string;
        votes: number;
      }) =>
        `🏆 The best of ${month}: ${sound}, take ${take}, asked for by ${member}, with ${count(votes, 'vote')}.`,
      on: ({ channel }: { channel: string }) =>
        `From now on the best take of each month is posted in ${channel} when the month is over: the one with the most votes. Run this without a channel to stop it.`,
      off: 'The best take of the month is no longer posted.',
      deaf: ({ permissions }: { permissions: readonly string[] }) =>
        `There the bot may not ${listed(permissions, 'or')} yet: allow it, or nothing will come.`,
    },
  },
};
