/** What is done in the background: why it ended, what is worth knowing of it, and how far it is. */
import { count, duration, listed } from '../text.ts';

export const errors = {
  'job-gave-up':
    'Something went wrong on our side, even after several tries. Nothing of yours is lost; try again, and tell whoever runs this bot if it keeps happening.',
  'job-invalid':
    'Another version of Beatwright received this request, and this one cannot read it. Ask again.',
  'reference-kept': ({ why }: { why: string }) => `${why} The reference stays as it was.`,
  'reference-unsure':
    'With this correction, nothing comes through clearly enough to learn from. The reference stays as it was; try another tempo.',
  'beat-unoriginal': ({ tries, reasons }: { tries: number; reasons: readonly string[] }) =>
    `Every take came too close to a reference, even after ${count(tries, 'try', 'tries')}, so none was sent. ${reasons.join(' ')} Try another seed; more varied references also help.`,
  'describe-unclear': ({ name }: { name: string }) =>
    `Nothing in ${name} came through clearly enough to describe. A version without vocals, or the MIDI, may work better. Nothing was saved.`,
  'describe-pack': ({ name }: { name: string }) =>
    `${name} is a ZIP. Send one track, as audio or MIDI. Nothing was saved.`,
  'download-too-big': 'This file would be too large for Discord. Ask for Ogg, or for a beat with fewer bars.',
};

const CHANGES = {
  drums: 'new drums, the rest as before',
  bass: 'a new bass, the rest as before',
  chords: 'new chords, the rest as before',
  melody: 'a new melody, the rest as before',
  light: 'a little different',
  strong: 'quite different',
};

export const notes = {
  'reference-unclear':
    'Nothing came through clearly enough to learn from. A version without vocals, or the MIDI, may work better.',
  'beat-withheld': ({
    takes,
    tries,
    reasons,
  }: {
    takes: readonly string[];
    tries: number;
    reasons: readonly string[];
  }) =>
    `${takes.length === 1 ? `Take ${takes[0]} was` : `Takes ${listed(takes)} were`} not sent: too close to a reference, even after ${count(tries, 'try', 'tries')}. ${reasons.join(' ')}`,
  'beat-retired': ({ artist, style }: { artist: string; style: string }) =>
    `A reference was removed, so what ${artist} had learned is no longer used. This is plain ${style} until you run /train again.`,
  'beat-reworked': ({
    take,
    seed,
    change,
  }: {
    take: string;
    seed: number;
    change: 'drums' | 'bass' | 'chords' | 'melody' | 'light' | 'strong';
  }) => `From take ${take} of seed ${seed}: ${CHANGES[change]}.`,
  'beat-kept': ({ days }: { days: number }) =>
    `Takes without a vote, a star or a download are deleted after ${count(days, 'day')}.`,
  'beat-loudness-unknown': ({ artist }: { artist: string }) =>
    `How loud ${artist} is, is not known: nothing has been learned of audio references. The takes are as loud as streaming services play music.`,
  'beat-other-style': ({ artist, style }: { artist: string; style: string }) =>
    `This is not the usual style of ${artist}, which is ${style}.`,
};

export const stages = {
  waiting: 'waiting in the queue',
  'waiting-place': ({ place }: { place: number }) => `number ${place} in the queue`,
  'waiting-time': ({ place, seconds }: { place: number; seconds: number }) =>
    `number ${place} in the queue, about ${duration(seconds)} to go if the ones before it take as long as the latest`,
  starting: 'starting',
  reading: 'reading the track',
  writing: ({ takes }: { takes: number }) => (takes === 1 ? 'writing a take' : `writing ${takes} takes`),
  mixing: 'mixing',
  'finding-style': 'finding the style',
  preparing: 'preparing',
  training: 'training',
  'training-rest': 'training on the held-out references',
  measuring: 'measuring',
  'training-step': ({
    step,
    steps,
    loss,
    seconds,
  }: {
    step: number;
    steps: number;
    loss: number;
    seconds: number;
  }) => `step ${step} of ${steps}, loss ${loss.toFixed(2)}, time left ${seconds} s`,
  'comparing-takes': 'writing takes to compare',
  'hearing-timbre': 'listening to how the tracks sound',
  'writing-song': 'writing the song',
  'writing-stems': 'writing the stems',
  'mixing-take': ({ take, takes }: { take: number; takes: number }) => `mixing take ${take} of ${takes}`,
  collecting: 'collecting what is kept',
  saving: 'saving',
};
