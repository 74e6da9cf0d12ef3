/** Which beat a track has: by its drums, else by its notes, else by whatever begins to sound; and what its name says. */
import type { Style } from '../music/index.ts';
import { words } from '../words/index.ts';
import { changesOf } from './key/changes.ts';
import type { Chroma } from './key/chroma.ts';
import { firstSound, type Nature } from './nature.ts';
import type { PitchListener } from './pitch/index.ts';
import { beatIn, fluxDrums, rhythmOfNotes, type Strike } from './rhythm/index.ts';
import type { DrumListener, Expectation, HeardHit, HeardNote, NamedTempo, Rhythm } from './types.ts';

export interface BeatEvidence {
  readonly mono: Float32Array;
  readonly nature: Nature;
  readonly chroma: Chroma;
  /** The strikes that the drum listener heard. */
  readonly hits: readonly HeardHit[];
}

export interface BeatOptions {
  readonly drums: DrumListener;
  readonly pitch?: Pick<PitchListener, 'rawNotesOf'>;
  readonly style?: Style;
  /** What a person says. */
  readonly bpm?: number;
  /** What the file's name says. */
  readonly named?: NamedTempo;
}

export interface FoundBeat {
  readonly rhythm: Rhythm;
  /** What drums may be expected when; undefined if the beat was not found by them. */
  readonly expected?: Expectation;
  /** The drums, without what only seemed to be some. */
  readonly hits: readonly HeardHit[];
  readonly warnings: readonly string[];
}

/** A track begins with a bar: it counts as so many changes of harmony in each 20 seconds. */
const OPENING = 4;
/** Kicks and snares a second, below which a track is taken to have no drums worth the name. */
const BEAT = 0.4;
/** Of kicks or of hats so many a second are in all drums: what is neither is a pluck or a bell that sounds like a snare. */
const KICKS = 0.35;
const HATS = 0.5;
/** Tempi that differ by less than this share are one. */
const SAME = 0.04;

/** Undefined if nothing in it keeps a tempo. */
export async function beatOf(evidence: BeatEvidence, options: BeatOptions): Promise<FoundBeat | undefined> {
  const { bpm, named } = options;
  const find = await finder(evidence, options);
  const heard = find(bpm);
  if (bpm !== undefined || named === undefined) return heard;
  return byName(heard, named, find);
}

/** What the name says is taken where the sound allows it; where it does not, both are told. */
function byName(
  heard: FoundBeat | undefined,
  named: NamedTempo,
  find: (bpm: number) => FoundBeat | undefined,
): FoundBeat | undefined {
  const isNamed = heard !== undefined && Math.abs(heard.rhythm.bpm / named.bpm - 1) < SAME;
  const found = isNamed ? heard : find(named.bpm);
  if (found === undefined) {
    if (heard === undefined) return undefined;
    const note = words.notes['listen-name-differs']({ named: named.bpm, heard: heard.rhythm.bpm });
    return { ...heard, warnings: [...heard.warnings, note] };
  }
  const isSwitched = !isNamed && heard !== undefined;
  return {
    ...found,
    rhythm: { ...found.rhythm, bpmConfidence: 1, octaveConfidence: 1, otherBpm: undefined },
    warnings: isSwitched
      ? [
          ...found.warnings,
          words.notes['listen-tempo-by-name']({ named: found.rhythm.bpm, heard: heard.rhythm.bpm }),
        ]
      : found.warnings,
  };
}

/** Finds the beat at any tempo, or near one that is told. */
async function finder(
  { mono, nature, chroma, hits }: BeatEvidence,
  { drums, pitch, style, bpm: told }: BeatOptions,
): Promise<(bpm?: number) => FoundBeat | undefined> {
  const { seconds } = nature;
  const harmony = changesOf(chroma);
  const changes = [{ time: firstSound(nature), weight: OPENING * Math.max(1, seconds / 20) }, ...harmony];
  const byDrums = (struck: readonly HeardHit[], bpm?: number) =>
    beatIn({ seconds, hits: struck, changes }, { style, bpm });
  if (haveDrums(hits, seconds)) {
    const first = byDrums(hits, told);
    // Drums that keep another tempo than the one that is told are drums all the same.
    if (first !== undefined || (told !== undefined && byDrums(hits) !== undefined)) {
      return (bpm) => {
        const beat = bpm === told ? first : byDrums(hits, bpm);
        return beat && { ...beat, hits, warnings: [] };
      };
    }
  }
  const notes = await pitch?.rawNotesOf(mono);
  const strokes = strokesOf(notes ?? []);
  const onsets = drums === fluxDrums ? hits : fluxDrums.hitsOf(mono, await fluxDrums.activations(mono));
  return (bpm) => {
    const tonal =
      strokes.length >= FEWEST_STROKES
        ? rhythmOfNotes({ seconds, strokes, changes: harmony, first: firstSound(nature) }, bpm)
        : undefined;
    if (tonal !== undefined) {
      return { rhythm: tonal, hits: besides(hits, strokes), warnings: [words.notes['listen-no-drums']] };
    }
    const rhythm = byDrums(onsets, bpm)?.rhythm;
    return rhythm && { rhythm, hits, warnings: [words.notes['listen-few-drums']] };
  };
}

function haveDrums(hits: readonly HeardHit[], seconds: number): boolean {
  const count = (...voices: readonly HeardHit['voice'][]) =>
    hits.filter(({ voice }) => voices.includes(voice)).length / seconds;
  const isKit = count('kick') >= KICKS || count('closedHat', 'openHat') >= HATS;
  return isKit && count('kick', 'snare') >= BEAT;
}

const FEWEST_STROKES = 4;
/** Notes that begin within this are one stroke, in seconds; so many of them count as much as any more. */
const TOGETHER = 0.04;
const FULL = 3;

/** Moments at which notes begin, those of a chord as one. */
function strokesOf(notes: readonly HeardNote[]): Strike[] {
  const strokes: { time: number; weight: number }[] = [];
  for (const { time, confidence } of notes.toSorted((a, b) => a.time - b.time)) {
    const last = strokes.at(-1);
    if (last !== undefined && time - last.time < TOGETHER) {
      last.weight = Math.min(1, last.weight + confidence / FULL);
    } else strokes.push({ time, weight: confidence });
  }
  return strokes;
}

/** Share of strikes that come with a note and are none of a drum. */
const NOTES_OWN = 0.6;

/** Strikes that are no attacks of notes: of a loop without drums, none. */
function besides(hits: readonly HeardHit[], strokes: readonly Strike[]): readonly HeardHit[] {
  const own = hits.filter(({ time }) => strokes.some((stroke) => Math.abs(stroke.time - time) < TOGETHER));
  return own.length >= NOTES_OWN * hits.length ? [] : hits;
}
