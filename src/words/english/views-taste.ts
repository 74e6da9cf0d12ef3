/** What Discord messages and pictures show of an artist's taste: what votes say. */
import { count, listed, percent } from '../text.ts';

/** Of each feature: how it is called, and what less and more of it are. */
const features = {
  kicks: { name: 'Kicks', less: 'fewer kicks', more: 'more kicks' },
  snares: { name: 'Snares', less: 'fewer snares', more: 'busier snares' },
  hats: { name: 'Hats', less: 'sparser hats', more: 'busier hats' },
  percussion: { name: 'Percussion', less: 'less percussion', more: 'more percussion' },
  rolls: { name: 'Rolls', less: 'fewer rolls', more: 'more rolls' },
  openHats: { name: 'Open hats', less: 'closed hats', more: 'open hats' },
  claps: { name: 'Claps', less: 'snares rather than claps', more: 'claps and rims' },
  swing: { name: 'Swing', less: 'less swing', more: 'more swing' },
  lateness: { name: 'Laid back', less: 'drums right on the beat', more: 'laid-back drums' },
  accents: { name: 'Accents', less: 'even hats', more: 'hats with accents' },
  drumSyncopation: { name: 'Drums off the beat', less: 'straighter drums', more: 'drums off the beat' },
  bassNotes: { name: 'Bass notes', less: 'a sparser bass', more: 'a busier bass' },
  bassLength: { name: 'Bass length', less: 'a short bass', more: 'a long bass' },
  bassRegister: { name: 'Bass height', less: 'a lower bass', more: 'a higher bass' },
  bassSyncopation: { name: 'Bass off the beat', less: 'a straighter bass', more: 'a bass off the beat' },
  glides: { name: '808 glides', less: 'fewer 808 glides', more: 'more 808 glides' },
  chords: { name: 'Chord changes', less: 'slower chords', more: 'faster chords' },
  chordRegister: { name: 'Chord height', less: 'lower chords', more: 'higher chords' },
  richness: { name: 'Rich chords', less: 'plainer chords', more: 'richer chords' },
  darkness: { name: 'Dark chords', less: 'brighter chords', more: 'darker chords' },
  harmonies: { name: 'Different chords', less: 'few different chords', more: 'more different chords' },
  melodyNotes: { name: 'Melody notes', less: 'a sparser melody', more: 'a busier melody' },
  melodyShare: { name: 'Melody’s share', less: 'less melody', more: 'more melody' },
  melodyRegister: { name: 'Melody height', less: 'a lower melody', more: 'a higher melody' },
  melodyRange: { name: 'Melody range', less: 'a narrow melody', more: 'a wide melody' },
  melodySyncopation: {
    name: 'Melody off the beat',
    less: 'a straighter melody',
    more: 'a melody off the beat',
  },
  change: { name: 'Change', less: 'bars that stay the same', more: 'bars that change' },
  surprise: { name: 'Surprise', less: 'what you expect', more: 'surprises' },
} as const;

export const views = {
  taste: {
    title: ({ artist }: { artist: string }) => `What votes say of ${artist}`,
    from: ({ votes, voters }: { votes: number; voters: number }) =>
      `From ${count(votes, 'vote')} by ${count(voters, 'member')}.`,
    /** Each `liked` is a `leaning`. */
    surely: ({ liked }: { liked: readonly string[] }) => `Liked: ${listed(liked)}.`,
    maybe: ({ liked }: { liked: readonly string[] }) => `Perhaps also: ${listed(liked)}.`,
    /** Nothing is quite sure. */
    leaning: ({ liked, sure }: { liked: string; sure: number }) =>
      `${liked} (${percent(Math.min(0.99, sure))} sure)`,
    unclear: 'So far, the votes agree on nothing.',
    tooFew: ({ votes, least }: { votes: number; least: number }) =>
      `${votes === 0 ? 'Nobody has voted on its beats yet' : `There ${votes === 1 ? 'is one vote' : `are ${votes} votes`} on its beats so far`}; from ${least} on, they shape what \`/beat\` sends.`,
    on: 'Of every four takes, `/beat` picks three by this and one that tries something else. `/artist settings taste:False` switches that off.',
    off: 'This is switched off, so `/beat` does not follow it. `/artist settings taste:True` switches it on.',
    features,
    buttons: { forget: 'Forget these votes', remember: 'Count them again' },
    forgotten: ({ artist }: { artist: string }) =>
      `The votes so far do not shape the beats of ${artist} any more; they still stand under their beats.`,
    remembered: ({ artist }: { artist: string }) => `The votes shape the beats of ${artist} again.`,
    /** The picture, and its description; each item is a `leaning`. */
    less: 'less is liked',
    more: 'more is liked',
    picture: ({ votes, items }: { votes: number; items: readonly string[] }) =>
      `What ${count(votes, 'vote')} say, the surest first: ${items.join(', ')}.`,
  },
};
