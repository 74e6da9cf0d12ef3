/** What Discord messages show of what is kept, and of erasing it. */
import { count, listed } from '../text.ts';

export const views = {
  receipt: {
    counted: ({
      artists,
      references,
      generators,
      lyrics,
      sounds,
      beats,
      votes,
      entries,
    }: {
      artists: number;
      references: number;
      generators: number;
      lyrics: number;
      sounds: number;
      beats: number;
      votes: number;
      entries: number;
    }) => {
      const facts = [
        some(artists, 'artist'),
        some(references, 'reference'),
        some(generators, 'generator'),
        some(lyrics, 'measured flow'),
        some(sounds, 'sound'),
        some(beats, 'beat'),
        some(entries, 'entry', 'entries'),
        some(votes, 'vote or star', 'votes and stars'),
      ].flatMap((fact) => fact ?? []);
      return facts.length === 0 ? 'There was nothing to erase.' : `Erased: ${listed(facts)}.`;
    },
    number: ({ id }: { id: string }) => `Receipt ${id}. It names nobody.`,
  },
  privacy: {
    title: 'What Beatwright keeps',
    /** The terms for members. PRIVACY.md has the same words. A title has at most 256 characters, a text 1,024. */
    terms: {
      you: {
        title: 'You',
        text: 'Your Discord ID and that of the server, so that your artists and beats are yours. No avatar, no message of yours, and no name but with an entry of a battle: Beatwright reads only the commands, forms and files that you send to it.',
      },
      references: {
        title: 'References',
        text: 'The tracks that you hand over with `/reference add`: the file, its name, what was found in it, and that you consented, when and in which words. They are kept to learn an artist’s sound from and to keep beats from copying them. They go when you take them back, when the artist is deleted or when you erase your data. Of a reference that was taken back, only that there was one stays.',
      },
      generators: {
        title: 'What is learned',
        text: 'A generator: numbers that were learned from an artist’s references, for nobody but this artist, among them how its audio sounds, and a picture of what they have in common, such as tempi and keys. When one of these references is taken back, its generators are retired, and the numbers are erased at once.',
      },
      lyrics: {
        title: 'Lyrics',
        text: 'Only what is measured from them, such as syllables per line, with who sent them and when. The lyrics themselves are not kept.',
      },
      kits: {
        title: 'Kits',
        text: 'The sounds that you hand over with `/kit add`, or have cut from your own references with `/kit learn`, ready to be played, with their names and your consent. Beats of the artist play them; nothing is learned from them. They go with `/kit reset`, with the artist, with your data or, if they were cut from a reference, with that. Of a sound that was taken back, only that there was one stays.',
      },
      beats: {
        title: 'Beats',
        text: 'What was asked for, the takes as MIDI and audio, the votes, and the stars that only you see, to show, find and rework them and, from ten votes on, to choose takes that members like; where an artist has few votes, those on this server’s other artists, then those on other servers, count a little, as numbers without names. They go with their artist, with your data, or by the command “Delete this beat” on their message; takes without a vote, a star or a download go by themselves, after the days that the message names.',
      },
      battles: {
        title: 'Battles',
        text: 'What you hand in: the file, levelled, your name on the server for the results, and your consent; your votes, places and points; and a sample that you hand out, until the battle ends. An entry goes with `/battle withdraw` or with your data, its file also after the days that beats name.',
      },
      requests: {
        title: 'Requests',
        text: 'What you asked for, how it ended, and which message shows it, so that a restart loses nothing. For 15 minutes there is also a key from Discord to that message.',
      },
      others: {
        title: 'Who sees it',
        text: 'Members of your server see its artists, beats and, unless the artist’s setting `private` is on, the names and pictures of references. Other servers see nothing. Whoever runs this bot can see what is stored. Nothing is sold, passed on, or used to train anything but the artist’s own generators.',
      },
      long: {
        title: 'How long',
        text: 'Until you, the artist’s owner or a member who manages the server erases it. A server that removes Beatwright is erased 7 days later. Copies of the database against accidents keep what was erased for about an hour more, or until the bot runs again, and what it was writing when it died for up to three hours. Backups that whoever runs this bot makes may keep things longer.',
      },
      rights: {
        title: 'What you can do',
        text: 'Take a reference back: `/reference remove`, also after you have been removed as a collaborator. Remove lyrics: `/artist lyrics remove:True`. Take sounds back: `/kit reset`. Delete an artist: `/artist delete`. Get everything of yours on this server: `/privacy export`. Erase it: `/privacy erase`. Messages and files in Discord are kept by Discord until you delete them there.',
      },
      ask: {
        title: 'Who to ask',
        text: 'Whoever runs this bot answers for it. The members who manage this server added it and know who that is; its profile in Discord may say so too. They must answer you, and you may also complain to your data protection authority.',
      },
    },
    export: {
      /** What is collected. */
      subject: 'what is kept of you',
      done: ({ part, parts, files }: { part: number; parts: number; files: number }) =>
        `Here is what is kept of you on this server${parts === 1 ? '' : `, part ${part} of ${parts}`}: ${count(files, 'file')}. Save the ZIP; only you see this message, and Beatwright does not keep it.`,
      next: ({ part }: { part: number }) => `For the next part, run \`/privacy export part:${part}\`.`,
      tooLarge: ({ files }: { files: number }) =>
        `${count(files, 'file is', 'files are')} too large for Discord. Ask whoever runs this bot for ${files === 1 ? 'it' : 'them'}.`,
      description: 'A ZIP of what is kept: the data as JSON, and the files.',
    },
    erase: {
      question: 'Erase everything of yours on this server, for good?',
      what: 'With it go your artists (also what others handed over for them), the references, lyrics and sounds that you handed over for other artists and what was learned from these references, your beats with their takes, what you handed in for battles, your votes and stars, and your requests. Nobody can bring them back. To keep an artist alive, offer it to somebody with `/artist transfer` first.',
      button: 'Erase everything of mine',
      done: 'Everything of yours on this server is erased. Messages in Discord stay until you delete them there.',
    },
  },
  deleteBeat: {
    title: 'Delete this beat',
    confirm: ({ subject }: { subject: string }) => `Delete the beat of ${subject}`,
    description: 'Its takes, files and votes go for good.',
    yes: 'Yes, delete it',
    done: ({ subject }: { subject: string }) =>
      `The beat of ${subject} is deleted. Delete its message too: Discord keeps the files in it.`,
  },
};

function some(number: number, what: string, many?: string): string | undefined {
  return number === 0 ? undefined : count(number, what, many);
}
