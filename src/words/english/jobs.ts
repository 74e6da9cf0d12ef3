/** What is done in the background: why it ended, what is worth knowing of it, and how far it is. */
import { count, listed } from '../text.ts';

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
  'download-too-big': 'This file would be too large for Discord. Ask for Ogg, or for a beat with fewer bars.',
};

export const notes = {
  'reference-unclear':
    'Not used: nothing came through clearly enough to learn from. A version without vocals, or the MIDI, may work better.',
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
  'beat-other-style': ({ artist, style }: { artist: string; style: string }) =>
    `This is not the usual style of ${artist}, which is ${style}.`,
};

export const stages = {
  waiting: 'waiting in the queue',
  starting: 'starting',
  reading: 'reading the track',
  writing: ({ takes }: { takes: number }) => (takes === 1 ? 'writing a take' : `writing ${takes} takes`),
  mixing: 'mixing',
  'mixing-take': ({ take, takes }: { take: number; takes: number }) => `mixing take ${take} of ${takes}`,
  saving: 'saving',
};
