/** What Discord messages and pictures show of an artist's own kit. */
import { count, listed } from '../text.ts';
import { views as reference } from './views-reference.ts';

const { 'leave-out': _, ...drums } = reference.tracks.drum;

export const views = {
  kit: {
    /** What each sound is called. */
    voices: { ...drums, '808': '808' },
    title: ({ artist, sounds }: { artist: string; sounds: number }) =>
      sounds === 0 ? `The kit of ${artist}.` : `The kit of ${artist}: ${count(sounds, 'sound')}.`,
    added: ({ sounds }: { sounds: number }) =>
      sounds === 0 ? 'Nothing new: all of it is in the kit already.' : `${count(sounds, 'sound')} added.`,
    /** Drums that were cut from references. */
    found: ({ voices }: { voices: readonly string[] }) => `Cut from your references: ${listed(voices)}.`,
    fitted: ({ voices }: { voices: readonly string[] }) =>
      `Fitted to your tracks, of our own synthesis: ${listed(voices)}.`,
    kept: ({ voices }: { voices: readonly string[] }) =>
      `In the kit before, and left as ${voices.length === 1 ? 'it is' : 'they are'}: ${listed(voices)}.`,
    missing: ({ voices }: { voices: readonly string[] }) => `Not heard cleanly enough: ${listed(voices)}.`,
    /** Files of a ZIP that are no sounds of a kit, or more than fit. */
    leftOut: ({ files, most }: { files: number; most: number }) =>
      `${count(files, 'file was', 'files were')} left out: loops, effects, names that say nothing of the sound, or more than the ${most} sounds that a kit can have.`,
    refused: ({ files }: { files: number }) =>
      `${count(files, 'other file was', 'other files were')} refused.`,
    how: 'Beats of this artist play it from now on. Where there are several of a kind, the seed picks one for each beat; what is missing, the style plays.',
    seconds: ({ seconds }: { seconds: number }) => `${seconds.toFixed(seconds < 1 ? 2 : 1)} s`,
    picture: ({ sounds }: { sounds: readonly string[] }) => `The sounds of a kit: ${listed(sounds)}.`,
    preview: ({ artist }: { artist: string }) => `A loop of the sounds in the kit of ${artist}`,
    unfitted: ({ drums }: { drums: number }) =>
      `${count(drums, 'drum')} that ${drums === 1 ? 'was' : 'were'} fitted to its tracks ${drums === 1 ? 'is' : 'are'} the style's again, until the next training fits ${drums === 1 ? 'it' : 'them'} anew.`,
    reset: ({ artist, sounds, left }: { artist: string; sounds: number; left: number }) =>
      `${count(sounds, 'sound')} of ${artist} ${sounds === 1 ? 'is' : 'are'} erased.${left === 0 ? ' Its beats play the kit of their style again, also older ones that are downloaded.' : ` ${count(left, 'sound')} of others ${left === 1 ? 'stays' : 'stay'}.`}`,
    shared: ({
      artist,
      to,
      sounds,
      others,
    }: {
      artist: string;
      to: string;
      sounds: number;
      others: number;
    }) =>
      `${count(sounds, 'sound')} of ${artist} ${sounds === 1 ? 'is' : 'are'} in the kit of ${to} too.${others === 0 ? '' : ` ${count(others, 'sound')} that others handed over ${others === 1 ? 'stays' : 'stay'} with ${artist}: they gave ${others === 1 ? 'it' : 'them'} for ${artist} alone.`}`,
  },
};
