/** How much one may have and ask for: what to do, or when to ask again. */
import { count, duration, size } from '../text.ts';

export const errors = {
  'limit-jobs': ({ whose, most }: { whose: 'member' | 'server'; most: number }) =>
    `${whose === 'member' ? 'You are' : 'This server is'} waiting for ${count(most, 'request')} already, which is the most at once. Ask again when one of them is done; /queue shows yours.`,
  'limit-beats': ({ whose, most, seconds }: { whose: 'member' | 'server'; most: number; seconds: number }) =>
    `${whose === 'member' ? 'You have' : 'This server has'} asked for ${count(most, 'beat')} within an hour, which is the most. Ask again in ${duration(seconds)}.`,
  'limit-artists': ({ whose, most }: { whose: 'member' | 'server'; most: number }) =>
    `${whose === 'member' ? 'You have' : 'This server has'} ${count(most, 'artist')}, which is the most. Another one can be created once one of them is gone.`,
  'limit-references': ({
    whose,
    most,
    has,
    files,
  }: {
    whose: 'member' | 'server';
    most: number;
    has: number;
    files: number;
  }) =>
    `${whose === 'member' ? 'You have' : 'This server has'} ${count(has, 'reference')} of ${most}, so there is no room for ${files === 1 ? 'another' : `${files} more`}. Nothing was saved; make room with /reference remove, then add again.`,
  'limit-bytes': ({ whose, most }: { whose: 'member' | 'server'; most: number }) =>
    `${whose === 'member' ? 'Your' : 'This server’s'} references and kits take ${size(most)}, which is the most. Nothing was saved; make room with /reference remove or /kit reset, then add again.`,
};
