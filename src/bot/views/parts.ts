/**
 * The menus to say what the tracks and pads of a MIDI file are. They are shown to whoever asks for them, one below the
 * other as things are picked, and say in their `custom_id` what has been picked so far: nothing else remembers it.
 */
import { type APIActionRowComponent, type APIStringSelectComponent, ComponentType } from 'discord.js';
import { noteName, PAD_DRUMS, TRACK_PARTS } from '../../music/index.ts';
import type {
  CorrectionResult,
  ReferenceCorrection,
  ShownReference,
  TrackCard,
} from '../../services/index.ts';
import { BeatwrightError, words } from '../../words/index.ts';
import type { View } from '../command.ts';
import { boldName, byDoubt, surelyOf, trackLines, trackName } from './tracks.ts';
import { bold, clip, lines, plain, sentence, small } from './words.ts';

/** The prefix of the `custom_id` of the button and of the menus. */
export const PARTS_PREFIX = 'parts';

/** The most options of a menu. */
const MOST_OPTIONS = 25;
/** What a menu takes for its labels, descriptions and placeholder. */
const OPTION_LENGTH = 100;
/** Of a track's name where other words stand around it. */
const NAME_LENGTH = 60;
/** What an option means that turns the page. */
const PAGE = 'page';

/** What has been picked so far. */
interface Picked {
  readonly track?: number;
  readonly pitch?: number;
  /** The page of the last menu that has several. */
  readonly page?: number;
}

type Menu = APIActionRowComponent<APIStringSelectComponent>;
type Option = APIStringSelectComponent['options'][number];

/** The tracks, and a menu for each choice that can be made by now. */
export function partsView({ reference, warnings }: ShownReference, picked: Picked = {}, done?: string): View {
  const { id, name, midi } = reference;
  if (midi === undefined) throw new BeatwrightError('reference-tracks-unread', { name });
  const track = midi.tracks.find(({ index }) => index === picked.track);
  const pad = track?.pads.find(({ pitch }) => pitch === picked.pitch);
  const pageOf = (isLast: boolean) => (isLast ? picked.page : undefined);
  return {
    content: lines(
      done,
      words.views.parts.title({ name: bold(plain(name, NAME_LENGTH)) }),
      ...trackLines(midi),
      ...(done === undefined ? [] : warnings.map((warning) => small(sentence(warning)))),
    ),
    embeds: [],
    components: [
      trackMenu(id, midi.tracks, picked.track, pageOf(track === undefined)),
      ...(track === undefined ? [] : [partMenu(id, track)]),
      ...(track === undefined || track.pads.length === 0
        ? []
        : [padMenu(id, track, picked.pitch, pageOf(pad === undefined))]),
      ...(track === undefined || pad === undefined ? [] : [drumMenu(id, track, pad)]),
    ],
  };
}

/** The same after a correction that was made there. */
export function partCorrectedView(result: CorrectionResult, { track: index, pitch }: Picked): View {
  const track = result.reference.midi?.tracks.find((each) => each.index === index);
  const pad = track?.pads.find((each) => each.pitch === pitch);
  const next = words.views.reference[result.trainsItself ? 'correctedTrains' : 'correctedNext'];
  const said = (sentence: string) => `✅ ${sentence} ${next}`;
  if (track === undefined) return partsView(result);
  if (pad === undefined) {
    const part = words.views.tracks.part[track.part];
    const done = said(words.views.parts.track({ track: boldName(track), part }));
    return partsView(result, { track: index }, done);
  }
  const drum = words.views.tracks.drum[pad.drum];
  const facts = { note: noteName(pad.pitch), pitch: pad.pitch, track: boldName(track), drum };
  return partsView(result, { track: index }, said(words.views.parts.pad(facts)));
}

/** The most uncertain first: what was put right makes room for the next. */
function trackMenu(
  id: string,
  tracks: readonly TrackCard[],
  picked: number | undefined,
  page: number | undefined,
): Menu {
  const options = byDoubt(tracks).map((track): Option => {
    const { index, notes } = track;
    const name = track.name.replace(/\s+/g, ' ').trim();
    const part = words.views.tracks.part[track.part];
    return {
      label: words.views.parts.options.track({ number: index + 1, name }),
      description: words.views.parts.options.plays({ part, surely: surelyOf(track), notes }),
      value: String(index),
      default: index === picked,
    };
  });
  return menu(`${id}:track`, words.views.parts.options.pickTrack, options, page);
}

function partMenu(id: string, track: TrackCard): Menu {
  const placeholder = words.views.parts.options.pickPart({ track: clip(trackName(track), NAME_LENGTH) });
  const options = TRACK_PARTS.map((part) => choice(part, words.views.tracks.part[part], part === track.part));
  return menu(`${id}:part:${track.index}`, placeholder, options);
}

function padMenu(id: string, track: TrackCard, picked: number | undefined, page: number | undefined): Menu {
  const options = [...track.pads]
    .sort((a, b) => Number(a.isUsual) - Number(b.isUsual) || b.hits - a.hits)
    .map(
      ({ pitch, hits, drum }): Option => ({
        label: words.views.parts.options.pad({ note: noteName(pitch), pitch }),
        description: words.views.parts.options.struck({ drum: words.views.tracks.drum[drum], hits }),
        value: String(pitch),
        default: pitch === picked,
      }),
    );
  const placeholder = words.views.parts.options.pickPad({ track: clip(trackName(track), NAME_LENGTH) });
  return menu(`${id}:pad:${track.index}`, placeholder, options, page);
}

function drumMenu(id: string, { index }: TrackCard, { pitch, drum: now }: TrackCard['pads'][number]): Menu {
  const placeholder = words.views.parts.options.pickDrum({ note: noteName(pitch), pitch });
  const options = PAD_DRUMS.map((drum) => choice(drum, words.views.tracks.drum[drum], drum === now));
  return menu(`${id}:drum:${index}:${pitch}`, placeholder, options);
}

/** What it is now can be picked too: then it is sure. */
function choice(value: string, label: string, isNow: boolean): Option {
  const { leaveOut, now } = words.views.parts.options;
  return {
    label: value === 'leave-out' ? leaveOut : label,
    value,
    ...(isNow && { description: now }),
  };
}

/** A menu in a row of its own; of more options than it holds one page, by default that of what is picked. */
function menu(id: string, placeholder: string, options: readonly Option[], page?: number): Menu {
  const perPage = options.length > MOST_OPTIONS ? MOST_OPTIONS - 1 : MOST_OPTIONS;
  const pages = Math.ceil(options.length / perPage);
  const picked = options.findIndex((option) => option.default);
  const at = (page ?? Math.floor(Math.max(0, picked) / perPage)) % pages;
  const next: Option = { label: words.views.parts.options.more, value: `${PAGE}${(at + 1) % pages}` };
  return {
    type: ComponentType.ActionRow,
    components: [
      {
        type: ComponentType.StringSelect,
        custom_id: `${PARTS_PREFIX}:${id}`,
        placeholder: clip(placeholder, OPTION_LENGTH),
        options: [...options.slice(at * perPage, (at + 1) * perPage), ...(pages > 1 ? [next] : [])].map(
          ({ label, description, ...rest }) => ({
            label: clip(label, OPTION_LENGTH),
            ...(description !== undefined && { description: clip(description, OPTION_LENGTH) }),
            ...rest,
          }),
        ),
      },
    ],
  };
}

/** What was picked in a menu, by its `custom_id` without the prefix: where that leads, and what it corrects. */
export function partsPick(
  argument: string,
  value: string,
): { referenceId: string; picked: Picked; told?: Pick<ReferenceCorrection, 'tracks' | 'pads'> } {
  const [referenceId = '', menuName, ...of] = argument.split(':');
  const [track = Number.NaN, pitch = Number.NaN] = of.map(Number);
  const page = value.startsWith(PAGE) ? Number(value.slice(PAGE.length)) : undefined;
  const part = TRACK_PARTS.find((each) => each === value);
  const drum = PAD_DRUMS.find((each) => each === value);
  switch (menuName) {
    case 'track':
      return { referenceId, picked: page === undefined ? { track: Number(value) } : { page } };
    case 'pad':
      return {
        referenceId,
        picked: { track, ...(page === undefined ? { pitch: Number(value) } : { page }) },
      };
    case 'part':
      if (part !== undefined) return { referenceId, picked: { track }, told: { tracks: { [track]: part } } };
      break;
    case 'drum':
      if (drum === undefined) break;
      return { referenceId, picked: { track, pitch }, told: { pads: { [track]: { [pitch]: drum } } } };
  }
  throw new BeatwrightError('menu-unknown');
}
