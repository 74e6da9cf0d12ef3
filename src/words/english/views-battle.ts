/** What Discord messages show of battles. */
import { clock, count, listed, size, tempo } from '../text.ts';

type Season = { season: string };

export const views = {
  battle: {
    kinds: { generators: 'battle of generators', flip: 'sample flip', bracket: 'bracket' },
    title: ({ title, kind, host }: { title: string; kind: string; host: string | undefined }) =>
      `⚔️ ${title} · ${kind}${host === undefined ? '' : ` by ${host}`}`,
    entry: ({ number }: { number: number }) => `Entry ${number}`,
    seconds: ({ seconds }: { seconds: number }) => clock(seconds),
    /** In the tags of a take whose artist is not told yet. */
    blind: 'AI-generated with Beatwright. Whose it is, the battle tells at its end.',
    /** In the ZIP of a sample. */
    readme: ({ title }: { title: string }) =>
      `The sample of the battle “${title}”. Whoever started the battle said that it may be used for entries of it.\n`,
    preparing: {
      sample: 'The sample is being prepared.',
      takes: ({ artists }: { artists: number }) =>
        `${count(artists, 'artist')} each make a take of the same request.`,
    },
    open: ({ until, left }: { until: string; left: string }) => `Hand in until ${until} (${left}).`,
    sample: 'The sample is in the ZIP.',
    handIn: ({ seconds, most }: { seconds: number; most: number }) =>
      `One MP3 or WAV each, up to ${clock(seconds)} and ${size(most)}. It is levelled to −14 LUFS and shown without a name; handing in again replaces it.`,
    entries: ({ entries, most }: { entries: number; most: number }) =>
      `${count(entries, 'entry', 'entries')} so far, of ${most} at most.`,
    voting: ({ until, left }: { until: string; left: string }) => `Vote until ${until} (${left}).`,
    choose: ({ most }: { most: number }) =>
      most === 1 ? 'Choose one in the menu.' : `Choose 1 to ${most} in the menu.`,
    meet: 'Choose one of the two in each pair.',
    where: ({ thread }: { thread: string }) => `Listen in ${thread}.`,
    round: ({ round, rounds }: { round: number; rounds: number }) =>
      round === rounds ? 'The final.' : `Round ${round} of ${rounds}.`,
    voters: ({ voters }: { voters: number }) => `${count(voters, 'member has', 'members have')} voted.`,
    take: ({ bpm, key, bars, seed }: { bpm: number; key: string; bars: number; seed: number }) =>
      `All takes: ${tempo(bpm)}, ${key}, ${count(bars, 'bar')}, seed ${seed}.`,
    /** The rules, told beforehand. */
    rules: {
      tie: 'A tie goes to the entry that came in earlier.',
      artists: 'A tie goes to the artist who was named earlier.',
      absent: 'Whoever enters and does not vote keeps half of the points. Nobody votes for their own.',
      points: ({ points, others }: { points: readonly string[]; others: number }) =>
        `Points for the season: ${points.join(', ')}, then ${others} each.`,
    },
    off: {
      cancelled: 'This battle was called off. No entry is kept, and no points are given.',
      few: 'Fewer than two entries came in, so there is nothing to vote on.',
      takes: 'Fewer than two artists could make a take, so there is nothing to vote on.',
      sample: 'The sample could not be prepared. Start again with another take or file.',
    },
    over: ({ winner }: { winner: string }) => `🏆 ${winner} wins.`,
    nobody: 'Nobody is left, so nobody wins.',
    results: ({ title }: { title: string }) => `🏆 ${title}: the results`,
    row: ({
      place,
      who,
      number,
      votes,
      points,
    }: {
      place: number;
      who: string;
      number: number;
      votes: number;
      points: number;
    }) => `${place}. ${who} · entry ${number} · ${count(votes, 'vote')} · ${count(points, 'point')}`,
    more: ({ entries }: { entries: number }) => `and ${count(entries, 'more entry', 'more entries')}`,
    part: ({ title, round, rounds }: { title: string; round: number; rounds: number }) =>
      rounds === 1 ? `🎧 ${title}` : `🎧 ${title} · round ${round} of ${rounds}`,
    pair: ({ a, b }: { a: number; b: number }) => `Entry ${a} against entry ${b}`,
    audio: ({ number }: { number: number }) => `Entry ${number} of a battle`,
    reminder: {
      open: ({ title, left }: { title: string; left: string }) => `⏰ ${title}: entries end ${left}.`,
      voting: ({ title, left }: { title: string; left: string }) => `⏰ ${title}: the vote ends ${left}.`,
      missing: ({ members }: { members: string }) =>
        `${members}: you have entered and not voted yet; without a vote you keep half of your points.`,
      link: ({ link }: { link: string }) => `The battle: ${link}`,
    },
    buttons: {
      handIn: 'Hand in',
      back: 'Take my entry back',
      pick: ({ number }: { number: number }) => `Entry ${number}`,
    },
    options: {
      /** Whose it is nobody is told yet. */
      entry: ({ number }: { number: number }) => `Entry ${number}`,
    },
    placeholder: 'Vote …',
    placeholderPart: ({ from, to }: { from: number; to: number }) => `Vote: entries ${from} to ${to} …`,
    form: {
      title: 'Hand in your entry',
      file: { label: 'Your entry', description: 'One MP3 or WAV of up to 3 minutes' },
      consent: {
        label: 'Consent',
        description: 'Your entry is erased with /battle withdraw or /privacy erase',
      },
    },
    entered: ({ title, time, loudness }: { title: string; time: string; loudness: number }) =>
      `✅ Your entry for ${title} is in: ${time}, levelled from ${loudness.toFixed(1)} to −14 LUFS.`,
    enteredNext: ({ until }: { until: string }) =>
      `Until ${until} you can hand in again, which replaces it. Then vote: without a vote you keep half of your points.`,
    withdrawn: 'The entry is taken back: its file, votes and points are erased.',
    ballot: ({ entries }: { entries: readonly string[] }) =>
      `Your ballot: ${listed(entries)}. Pick again to change it.`,
    ballotEmpty: 'Your ballot is empty. Pick again to vote.',
    changed: {
      extended: ({ title, until }: { title: string; until: string }) =>
        `${title} now goes on until ${until}.`,
      ended: ({ title }: { title: string }) =>
        `${title}: this part ends now. The battle’s message follows in a moment.`,
      cancelled: ({ title }: { title: string }) => `${title} is called off.`,
    },
    list: {
      none: 'There is no battle under way. Start one with `/battle start`.',
      title: 'Battles of this server:',
      line: ({ title, kind, state }: { title: string; kind: string; state: string }) =>
        `${title} · ${kind} · ${state}`,
      phases: {
        preparing: 'being prepared',
        open: ({ left }: { left: string }) => `entries until ${left}`,
        voting: ({ left }: { left: string }) => `votes until ${left}`,
        done: ({ winner }: { winner: string }) => `won by ${winner}`,
        off: 'called off',
      },
    },
    table: {
      none: ({ season }: Season) =>
        `Nobody has points in ${season} yet. Start a battle with \`/battle start\`.`,
      title: ({ season }: Season) => `The table of ${season}:`,
      season: ({ year, quarter }: { year: string; quarter: string }) => `season ${quarter} of ${year}`,
      row: ({
        place,
        who,
        points,
        battles,
        wins,
      }: {
        place: number;
        who: string;
        points: number;
        battles: number;
        wins: number;
      }) =>
        `${place}. ${who} · ${count(points, 'point')} · ${count(battles, 'battle')}${wins === 0 ? '' : ` · ${count(wins, 'win')}`}`,
    },
  },
};
