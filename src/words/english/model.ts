/** What learns and writes: the base network, artists' generators, and what is asked of them. */
import { count, listed, tempo } from '../text.ts';

export const errors = {
  'base-missing': ({ path }: { path: string }) =>
    `The base network ${path} cannot be read. Install Beatwright again.`,
  'learn-nothing': 'There is nothing to learn from. Add at least one reference with /reference add.',
  'generator-newer':
    'Another version of Beatwright made this generator. Use that version, or train the artist again.',
  'generator-other-base': ({ base, here }: { base: string; here: string }) =>
    `This generator was trained on another base network (${base}; this is ${here}). Train the artist again with /train.`,
  'generator-damaged': 'The file of this generator is damaged. Train the artist again with /train.',
  'checkpoint-damaged': ({ why }: { why: string }) =>
    `This checkpoint cannot be read (${why}). Download it again, or start the training over.`,
  'checkpoint-version':
    'This checkpoint was made for another version of Beatwright. Use the one that came with this version.',
  'checkpoint-network': ({ weight }: { weight: string }) =>
    `This checkpoint belongs to another network (${weight} does not fit). Use the one that came with this version, or start the training over.`,
  'pretrain-settings': ({ file, settings }: { file: string; settings: string }) =>
    `${file} comes from a training with other settings (${settings}). Use the same settings, or another folder.`,
  'request-bpm': ({ bpm, least, most }: { bpm: number; least: number; most: number }) =>
    `${tempo(bpm)} is out of range. Ask for ${least} to ${most} BPM.`,
  'request-bars': ({ bars, most }: { bars: number; most: number }) =>
    `A beat cannot have ${bars} bars. Ask for a whole number from 1 to ${most}.`,
  'request-temperature': ({ temperature, most }: { temperature: number; most: number }) =>
    `A temperature of ${temperature} is out of range. Use more than 0 and at most ${most}; 1 is the default.`,
  'request-parts': ({ parts }: { parts: readonly string[] }) =>
    `No part is left to play. Pick at least one of ${listed(parts, 'or')}.`,
  'edit-parts': ({ parts }: { parts: readonly string[] }) =>
    `No part was picked to rewrite. Pick at least one of ${listed(parts, 'or')}.`,
  'edit-bars': ({ bars }: { bars: number }) =>
    `These bars are not in the score. Pick bars from 1 to ${bars}.`,
  'edit-too-long': ({ bars, most }: { bars: number; most: number }) =>
    `This score has ${count(bars, 'bar')}, and ${most} is the limit. Continue it by fewer bars.`,
  'chapter-nothing': 'There are no songs to train or to validate on. Give at least one of each.',
  'chapter-parts':
    'This generator plays piano and has no drums. Pick bass, chords or melody, or another generator.',
};
