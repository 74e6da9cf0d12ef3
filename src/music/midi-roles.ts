/** Which part of a score a voice of a MIDI file plays, judged by channel, name, program, range and texture. */
import { upperMedian } from './median.ts';
import { DRUM_CHANNEL, drumOfPad } from './midi-general.ts';
import type { Voice } from './midi-voices.ts';
import type { Drum, Part } from './score.ts';

/** What a voice is taken for. A drum voice named for one drum plays only that, whatever its pitches. */
export type Role =
  | { readonly part: 'drums'; readonly only?: Drum }
  | { readonly part: Exclude<Part, 'drums'> };

/** Names of single drums; the first that fits counts, so that an open hat is not a closed one. */
const DRUM_NAMES: readonly (readonly [RegExp, Drum])[] = [
  [/kick|bass ?drum|\bbd\d*\b/, 'kick'],
  [/snare|\bsd\d*\b|\bsnr\b/, 'snare'],
  [/clap|snap|\bcp\b/, 'clap'],
  [/\brim|side ?stick|cross ?stick|x-?stick/, 'rim'],
  [/open.*hat|hat.*open|\boh\d*\b|open.*\bhh|\bhh.*open/, 'openHat'],
  [/hi-? ?hat|\bhats?\b|\bhh\d*\b|\bch\d*\b/, 'closedHat'],
  [/hi(gh)?.*\btoms?\b/, 'highTom'],
  [/\btoms?\b/, 'lowTom'],
  [/crash|splash|china|cymbal/, 'crash'],
  [/\bride\b/, 'ride'],
  [/shaker|maraca|tambourine|cabasa/, 'shaker'],
  [/\bperc|conga|bongo|cow ?bell|wood ?block|triangle|\bclaves?\b|timbale|agogo/, 'percussion'],
];
const KIT_NAME =
  /\bdrums?\b|drum ?kit|drum ?machine|\bkit\b|\bdrms?\b|break ?beat|\bbreaks?\b|midi region drums/;
/** Names that say what a voice does, whatever it sounds like. */
const ROLE_NAMES: readonly (readonly [RegExp, Exclude<Part, 'drums'>])[] = [
  [/bass|808|\bsub\b|reese|low ?end/, 'bass'],
  [/chord|\bpads?\b|harmon|comping/, 'chords'],
  [/melod|\blead|\bhook\b|\btheme\b|\briff\b|counter|\btop ?line\b/, 'melody'],
];
/** Names of instruments, which say only what is likely. */
const INSTRUMENT_NAMES: readonly (readonly [RegExp, Exclude<Part, 'drums'>])[] = [
  [/piano|\bkeys?\b|rhodes|\be\.?p\b|wurl|organ|strings?|choir|guitar|\bstabs?\b|clav|atmos/, 'chords'],
  [
    /bell|flute|pluck|\bvox\b|vocal|voice|\barp|whistle|sax|trumpet|violin|solo|sample|brass|horn|synth/,
    'melody',
  ],
];

/** The role of every voice of a file, in their order. */
export function rolesOf(voices: readonly Voice[]): Role[] {
  const hasDrumChannel = voices.some((voice) => voice.channel === DRUM_CHANNEL);
  return voices.map((voice) => drumRole(voice, hasDrumChannel) ?? { part: pitchedPart(voice) });
}

function drumRole(voice: Voice, hasDrumChannel: boolean): Role | undefined {
  const name = voice.name.toLowerCase();
  const pitches = new Set(voice.notes.map((note) => note.pitch));
  const isOnDrumChannel = voice.channel === DRUM_CHANNEL;
  const isKit = KIT_NAME.test(name);
  const only = DRUM_NAMES.find(([pattern]) => pattern.test(name))?.[1];
  if (only && !isKit) {
    // A cowbell or a tuned tom with a tune is a melody.
    const isTune = !isOnDrumChannel && pitches.size > 2 && (only === 'percussion' || only === 'lowTom');
    if (isTune) return undefined;
    // Named for one drum but playing many pads: a kit after all.
    const isWholeKit = isOnDrumChannel
      ? pitches.size > 2
      : drumsAmong(pitches).size > 2 && isLikelyKit(voice);
    return isWholeKit || matches(pitches, only) ? { part: 'drums' } : { part: 'drums', only };
  }
  if (isKit) return { part: 'drums' };
  if (isOnDrumChannel) {
    // DAWs that number their tracks put the tenth on this channel, whatever it is.
    return ROLE_NAMES.some(([pattern]) => pattern.test(name)) ? undefined : { part: 'drums' };
  }
  const isNamed = [...ROLE_NAMES, ...INSTRUMENT_NAMES].some(([pattern]) => pattern.test(name));
  const isPercussive = voice.program !== undefined && voice.program >= 112 && voice.program <= 119;
  return !isNamed && (isPercussive || (!hasDrumChannel && isLikelyKit(voice)))
    ? { part: 'drums' }
    : undefined;
}

/** Whether General MIDI agrees that these pads are the drum, or open and closed hats. */
function matches(pads: ReadonlySet<number>, drum: Drum): boolean {
  const isHat = (one: Drum | undefined) => one === 'closedHat' || one === 'openHat';
  return [...pads].every((pad) => {
    const played = drumOfPad(pad, false);
    return played === drum || (isHat(drum) && isHat(played));
  });
}

function drumsAmong(pads: Iterable<number>): Set<Drum> {
  const drums = new Set<Drum>();
  for (const pad of pads) {
    const drum = pad >= 35 && pad <= 59 ? drumOfPad(pad, false) : undefined;
    if (drum) drums.add(drum);
  }
  return drums;
}

/** Whether unnamed notes outside channel 10 look like a drum kit: its pads, struck together as no bass is. */
function isLikelyKit({ notes }: Voice): boolean {
  const inMap = notes.filter(({ pitch }) => pitch >= 35 && pitch <= 59).length;
  const drums = drumsAmong(notes.map((note) => note.pitch));
  const hasBackbone = drums.has('kick') && (drums.has('snare') || drums.has('clap'));
  const hasHats = drums.has('closedHat') || drums.has('openHat') || drums.has('ride');
  if (inMap < notes.length || !hasBackbone || !hasHats) return false;
  let together = 0;
  for (let i = 1; i < notes.length; i++) if (notes[i]!.tick === notes[i - 1]!.tick) together++;
  const length = upperMedian(notes.map((note) => note.duration)) ?? 0;
  return together >= notes.length * 0.15 && length <= 240;
}

function pitchedPart(voice: Voice): Exclude<Part, 'drums'> {
  const name = voice.name.toLowerCase();
  const named = ROLE_NAMES.find(([pattern]) => pattern.test(name))?.[1];
  if (named) return named;
  const { median, chordShare } = textureOf(voice);
  const program = voice.program ?? -1;
  const instrument = INSTRUMENT_NAMES.find(([pattern]) => pattern.test(name))?.[1];
  const within = (first: number, last: number) => (program >= first && program <= last ? 1 : 0);
  const points = {
    bass: 3 * within(32, 39) + (median < 48 ? 2 : 0) + (median < 42 ? 1 : 0) + (chordShare > 0.2 ? -3 : 0),
    chords:
      (chordShare >= 0.3 ? 3 : 0) +
      within(16, 20) +
      within(48, 52) +
      within(88, 95) +
      (instrument === 'chords' ? 1 : 0),
    melody: 1 + (chordShare < 0.1 ? 0.5 : 0) + within(56, 87) + (instrument === 'melody' ? 1 : 0),
  };
  if (points.bass > points.chords && points.bass > points.melody) return 'bass';
  return points.chords > points.melody ? 'chords' : 'melody';
}

/** The middle pitch of a voice, and the share of its onsets at which three or more notes begin. */
export function textureOf({ notes }: Pick<Voice, 'notes'>): { median: number; chordShare: number } {
  const median = upperMedian(notes.map((note) => note.pitch)) ?? 60;
  let onsets = 0;
  let chords = 0;
  for (let i = 0; i < notes.length; ) {
    const first = i;
    while (i < notes.length && notes[i]!.tick - notes[first]!.tick <= 30) i++;
    onsets++;
    if (i - first >= 3) chords++;
  }
  return { median, chordShare: onsets ? chords / onsets : 0 };
}
