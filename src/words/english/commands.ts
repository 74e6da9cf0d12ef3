/** Slash commands: their descriptions, and those of their options and choices. Discord shows up to 100 characters. */
import { size } from '../text.ts';

export const commands = {
  help: { description: 'How to get from your tracks to beats in your sound' },
  artist: {
    description: 'Create and manage artists and their sound',
    /** The option that names an artist in every command. */
    option: 'The artist',
    /** An artist in the list that appears as you type. */
    untrained: ({ artist }: { artist: string }) => `${artist} (not trained yet)`,
    create: {
      description: 'Create an artist that you own',
      name: 'The artist’s name, which no other artist on this server may have',
      style: 'Starting style; training moves on from it (default: found by ear)',
    },
    show: { description: 'Show an artist’s references, sound and training' },
    list: { description: 'List the artists of this server' },
    rollback: {
      description: 'Go back to an earlier version of an artist’s sound',
      version: 'The version to go back to',
    },
    lyrics: {
      description: 'Measure your flow from your lyrics, so that beats leave room for it',
      file: 'Text (.txt, .lrc, .srt, .rtf) with one line per bar; leave this out to paste the lyrics',
      remove: 'Delete what was measured',
    },
    settings: {
      description: 'Choose an artist’s style, when it is trained and who sees its references',
      autotrain: 'Start training automatically, a minute after the last upload',
      taste: 'Let votes shape its beats, from ten votes on',
      private: 'Show names and pictures of references to the owner and collaborators only',
      style: 'The style that its sound starts from; another one is learned anew',
      /** What can be picked besides the styles. */
      byEar: 'By ear: as training finds it',
    },
    taste: { description: 'Show what the votes on an artist’s beats say, and forget them' },
    rename: { description: 'Give an artist another name', name: 'The new name' },
    transfer: {
      description: 'Offer an artist to another member, who becomes its owner by saying yes',
      member: 'The new owner; pick the present one to take an offer back',
    },
    delete: { description: 'Delete an artist with its references, sound and beats, for good' },
    collaborator: {
      description: 'Choose who else may add references and train',
      add: 'Let a member add references and train',
      remove: 'Remove a collaborator',
      member: 'The member',
    },
  },
  reference: {
    description: 'Add and manage references, the tracks to learn from',
    /** The option that names a reference. */
    option: 'The reference',
    add: {
      description: 'Add tracks to learn from: without a file, a form for up to ten opens',
      track: ({ most }: { most: number }) =>
        `MIDI, or audio such as MP3, WAV or FLAC, up to ${size(most)} and 10 minutes`,
    },
    /** The name of the command on a message; Discord shows up to 32 characters. */
    learn: 'Learn this',
    link: 'Get a link to hand over one file past Discord, for 15 minutes',
    list: { description: 'List the references of an artist' },
    show: { description: 'Show what was found in a reference, and correct it' },
    remove: { description: 'Remove a reference and delete its file' },
  },
  kit: {
    description: 'Play an artist’s beats with sounds of its own',
    add: {
      description: 'Add a sound, or a drum kit as a ZIP, whose file names say what is what',
      file: 'A sound of up to 20 seconds such as WAV or MP3, or a ZIP; a kit has up to 40 sounds and 30 MB',
      sound: 'What it is (default: what its name says)',
    },
    learn: 'Cut drums from your audio references, for the sounds that an artist’s kit lacks',
    show: 'Show and hear the sounds of an artist’s kit',
    reset: 'Erase the sounds of an artist’s kit, and take fitted drums off: all that you may',
    share: 'Copy the sounds that you added to another artist of yours',
  },
  privacy: {
    description: 'What Beatwright keeps of you, and how to have it erased',
    show: 'Show what is kept, why, how long and who to ask',
    export: {
      description: 'Get what is kept of you on this server, as a ZIP that only you see',
      part: 'Which part, where it is more than fits into one message',
    },
    erase: 'Erase what is kept of you on this server',
  },
  beats: {
    description: 'Find beats again',
    mine: 'Show the last beats that you asked for, with their files',
  },
  library: {
    description: 'What this server made',
    show: 'Find takes of this server again: by artist, style, tempo, key, votes, date',
    style: 'Only this style',
    bpm: 'About this tempo in BPM',
    key: 'Only this key, such as Fm, Bb or D dorian',
    votes: 'At least so many votes',
    days: 'Only of the last so many days',
    order: 'What comes first (default: the newest)',
    /** What can be picked as `order`. */
    orders: { new: 'the newest', votes: 'the most votes' },
    starred: 'Only what you starred',
    best: 'Have the best take of each month posted in a channel; without a channel, no more',
    channel: 'Where it is posted',
  },
  battle: {
    description: 'Beats against each other, by a blind vote with a deadline',
    option: 'The battle',
    start: 'Start a battle',
    generators: 'Artists’ generators make a take each of the same request',
    flip: 'Everybody makes a beat of one sample',
    bracket: 'The same, two against two, until one is left',
    style: 'The style of all takes (default: each artist’s own)',
    take: 'The sample: a take, or a link to a beat’s message, whose leading take it is then',
    file: 'Or a file as the sample: a recording of up to 9 MB',
    title: 'What the battle is called',
    hours: 'For how many hours entries are taken (default: 72)',
    voting: 'For how many hours votes are taken (default: 48)',
    round: 'For how many hours votes are taken in each round (default: 24)',
    choices: 'How many entries one may vote for (default: 3)',
    size: 'How many entries there are at most',
    list: 'Show the battles of this server',
    table: 'Show who has the most points in a season',
    season: 'Such as 2026-4, the fourth quarter of 2026 (default: the present one)',
    extend: 'Give entries, or the votes of a round, more time',
    more: 'How many hours more',
    end: 'End entries, or the votes of a round, now',
    cancel: 'Call a battle off; its entries are erased',
    withdraw: 'Take your entry out of a battle; it is erased',
    entry: 'Somebody else’s, by its number; for members who manage the server',
    /** A take in the list that appears as you type. */
    takeChoice: ({
      artist,
      take,
      seed,
      votes,
    }: {
      artist: string;
      take: string;
      seed: number;
      votes: number;
    }) => `${artist.slice(0, 50)}, take ${take}, seed ${seed} (votes: ${votes})`,
  },
  describe: {
    description: 'Hear what a track sounds like, and which settings of /beat come near; nothing is kept',
    track: 'A track of your own, MIDI or audio such as MP3, WAV or FLAC, up to 25 MB and 10 minutes',
  },
  queue: { description: 'Show what you are waiting for, and how long it may take' },
  train: { description: 'Learn an artist’s sound from the references' },
  beat: {
    description: 'Make a beat in four takes: pick an artist, a style or both',
    style: 'The style (default: the artist’s own)',
    bpm: 'Tempo in BPM',
    key: 'Key, such as Fm, Bb or D dorian',
    bars: 'Length of the loop in bars',
    parts: 'Which parts play (default: those of the artist’s references)',
    /** What can be picked as `parts`. */
    choices: {
      all: 'all',
      drums: 'only drums',
      'drums-bass': 'drums and bass',
      'no-melody': 'all but the melody',
      'no-drums': 'all but the drums',
    },
    master: 'How loud it is (default: as the artist’s own tracks, or as streaming services play it)',
    /** What can be picked as `master`. */
    masters: {
      quiet: 'quiet, to record over (−18 LUFS)',
      streaming: 'streaming (−14 LUFS)',
      loud: 'loud (−9 LUFS)',
      own: 'as loud as the artist’s own tracks (−18 to −8 LUFS)',
    },
    swing: 'Swing in percent: 50 is straight, 67 is triplets',
    seed: 'The same seed and options make the same beat again',
    /** The name of the command on a message; Discord shows up to 32 characters. */
    delete: 'Delete this beat',
    like: 'Like another beat, where you say nothing else: the link of its message, or its id',
    flow: 'Fit the beat to the artist’s lyrics (default: yes)',
  },
};
