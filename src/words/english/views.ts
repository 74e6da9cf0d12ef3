/** What Discord messages show of the help, of work in progress and of a training; and what went wrong there. */
import { count, listed, percent } from '../text.ts';

export const views = {
  help: {
    title: 'Beats in your own sound',
    create: '1. `/artist create` creates an artist that you own.',
    add: '2. `/reference add` opens a form for up to ten files, or ZIPs, that you made or may train on. Six or more MIDI loops work best. For files that you have posted, open the message’s menu, then Apps → `Learn this`.',
    train: '3. Training starts by itself a minute later, or at once with `/train`.',
    beat: '4. `/beat` makes four takes. Vote with the buttons; press again to take your vote back.',
    start: 'No tracks yet? Try `/beat style:trap`. The same `seed` makes the same beat again.',
    lyrics:
      '`/artist lyrics` measures your flow, so that beats leave room for it; `/kit add` plays them with your own sounds. `/queue` shows what you are waiting for, `/beats mine` your last beats, `/library show` what everybody made. `/battle start` lets artists or members compete.',
    consent:
      'Beatwright only learns from what you add. `/reference remove` removes a track; `/privacy show` says what is kept of you.',
  },
  /** What is in progress, by kind of job; `subject` is an artist, or the style of a beat. */
  doing: {
    ingest: ({ subject }: { subject: string }) => `Analysing a reference for ${subject}`,
    batch: ({ subject }: { subject: string }) => `Adding references for ${subject}`,
    correct: ({ subject }: { subject: string }) => `Correcting a reference for ${subject}`,
    hear: ({ subject }: { subject: string }) => `Re-analysing a reference for ${subject}`,
    train: ({ subject }: { subject: string }) => `Training ${subject}`,
    beat: ({ subject }: { subject: string }) => `Making a beat: ${subject}`,
    download: ({ subject }: { subject: string }) => `Preparing files: ${subject}`,
    kit: ({ subject }: { subject: string }) => `Preparing the kit of ${subject}`,
    best: ({ subject }: { subject: string }) => `Posting ${subject}`,
    sample: ({ subject }: { subject: string }) => `Preparing the sample of ${subject}`,
    entry: ({ subject }: { subject: string }) => `Taking in your entry for ${subject}`,
    post: ({ subject }: { subject: string }) => `Posting ${subject}`,
    describe: ({ subject }: { subject: string }) => `Listening to ${subject}`,
    taste: ({ subject }: { subject: string }) => `Reading the votes on ${subject}`,
    export: ({ subject }: { subject: string }) => `Collecting ${subject}`,
  },
  queue: {
    nothing: 'You are not waiting for anything.',
    title: ({ jobs }: { jobs: number }) => `You are waiting for ${count(jobs, 'request')}:`,
    more: ({ jobs }: { jobs: number }) => `and ${jobs} more`,
  },
  job: {
    buttons: { cancel: 'Cancel' },
    /** Before it is known what is in progress. */
    moment: 'One moment …',
    /** What the bot may not do in a channel where it has just been asked for something. */
    channel: ({ permissions }: { permissions: readonly string[] }) =>
      `The bot may not ${listed(permissions, 'or')} in this channel, so what takes longer may not be shown here. Ask whoever manages this server to allow it. Your beats are also in \`/beats mine\`.`,
    permissions: {
      ViewChannel: 'see messages',
      SendMessages: 'write',
      SendMessagesInThreads: 'write',
      AttachFiles: 'attach files',
      EmbedLinks: 'embed links',
    },
    removed: 'This is done, but the result has been removed since.',
    /** `why` may be empty. */
    unshown: ({ why }: { why: string }) =>
      `This is done, but the result cannot be shown here. Check that the bot may attach files in this channel. ${why}`.trim(),
    unexpected: ({ code }: { code: string }) =>
      `Something went wrong on our side. Try again in a minute; if it happens again, tell whoever runs this bot the code ${code}.`,
  },
  /** A part and a share of it, such as how much of it is alike or how surely it was detected. */
  partShare: ({ part, share }: { part: 'drums' | 'bass' | 'chords' | 'melody'; share: number }) =>
    `${part} ${percent(share)}`,
  training: {
    done: ({
      artist,
      version,
      loops,
      references,
    }: {
      artist: string;
      version: number;
      loops: number;
      references: number;
    }) =>
      `${artist} is trained: generator v${version}, from ${count(loops, 'loop')} in ${count(references, 'reference')}.`,
    /** How well a generator fits its artist, after “it” or a colon; `share` is by how much. */
    fit: ({ fit, share }: { fit: 'better' | 'alike' | 'worse'; share: number }) =>
      `fits this artist ${fit === 'alike' ? 'hardly better' : `${percent(share)} ${fit}`} than the plain style`,
    tested: ({ fit }: { fit: string }) => `On loops that it had not heard, it ${fit}.`,
    untested:
      'There was too little music to test it on loops that it had not heard. More references will help.',
    /** The style that was taken, and others that it may be; each is a `styleShare`. */
    style: ({ styles }: { styles: readonly string[] }) => `It sounds like ${listed(styles, 'or')}.`,
    /** The same where no style is clearly likelier than others, or none has the artist's tempo. */
    styleUnsure: ({ styles }: { styles: readonly string[] }) =>
      `No style fits well. Nearest: ${listed(styles)}.`,
    styleTempo: ({ styles }: { styles: readonly string[] }) =>
      `No style fits well, and none has this tempo. Nearest: ${listed(styles)}.`,
    styleTaken: ({ style }: { style: string }) =>
      `It starts from ${style}, played with a kit of no style; pick one below if you know better.`,
    styleSaid: ({ style }: { style: string }) => `It starts from ${style}, as was set.`,
    pickStyle: 'Change the style …',
    byEar: 'By ear',
    byEarDescription: 'As training finds it',
    styleShare: ({ style, share }: { style: string; share: number }) => `${style} (${percent(share)})`,
    tryIt: 'Try it: `/beat`.',
    addMore:
      'Add more references, or ones that are more alike, and run `/train` again. Until then, `/beat` uses this version.',
    /** The figures, for those who want them. */
    loss: ({
      base,
      before,
      after,
      others,
    }: {
      base: number | undefined;
      before: number;
      after: number;
      others: number | undefined;
    }) =>
      [
        'Validation loss in bits per 16th:',
        ...(base === undefined ? [] : [`base ${base.toFixed(2)},`]),
        `plain style ${before.toFixed(2)}, this version ${after.toFixed(2)}`,
        ...(others === undefined ? [] : [`(other artists’ generators ${others.toFixed(2)})`]),
      ].join(' '),
    /** Of first bars alone, where a take has nothing to go by but the artist. */
    firstBars: ({ before, after }: { before: number; after: number }) =>
      `first bars ${before.toFixed(1)}, now ${after.toFixed(1)}`,
    duration: ({ steps, seconds }: { steps: number | undefined; seconds: number }) =>
      steps === undefined ? `trained in ${seconds} s` : `${count(steps, 'step')} in ${seconds} s`,
    copies: ({ rejected, takes }: { rejected: number; takes: number }) =>
      `${rejected} of ${count(takes, 'test take')} came too close to a reference; such takes are never sent`,
  },
};
