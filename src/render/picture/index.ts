/** Pictures of takes and of trainings: drawn as SVG, handed out as PNG with a text alternative. */
import { fileURLToPath } from 'node:url';
import { Resvg } from '@resvg/resvg-js';
import type { Score, Sound } from '../../music/index.ts';
import type { OwnSound } from '../own-kit.ts';
import { type BattleSheet, battleDrawing, battleSize, describeBattle } from './battle.ts';
import { curveOf, describeCurve, type LossPoint } from './curve.ts';
import { describeLoop, describeTake } from './describe.ts';
import { describeHabits, type HabitPiece, summaryOf } from './habits.ts';
import { HABITS_HEIGHT, habitsOf } from './habits-drawing.ts';
import { describeKit, kitDrawing, kitSize } from './kit.ts';
import { COLOURS, factsOf, loopFacts, type PictureRequest, panelOf, textAt } from './panel.ts';
import { describeTaste, type TastePictureRequest, tasteDrawing, tasteHeight } from './taste.ts';

export type { BattleSheet } from './battle.ts';
export type { LossPoint } from './curve.ts';
export type { HabitPiece } from './habits.ts';
export type { PictureRequest } from './panel.ts';

export interface Picture {
  readonly png: Uint8Array;
  readonly width: number;
  readonly height: number;
  /** What the picture shows, for those who do not see it; at most 1,024 characters. */
  readonly alt: string;
}

export interface LoopPictureRequest {
  readonly score: Score;
  /** What stands above it. */
  readonly label: string;
  readonly sound?: Sound;
}

/** Barlow by Jeremy Tribby, under the SIL Open Font License. */
const FONT = fileURLToPath(
  import.meta.resolve('@expo-google-fonts/barlow/600SemiBold/Barlow_600SemiBold.ttf'),
);

/** Of a take alone, and of each take on a sheet, in pixels. */
const PANEL = { width: 960, height: 480 } as const;
const SHEET_PANEL = { width: 640, height: 380 } as const;
const SHEET_GAP = 16;
const CURVE = { width: 960, height: 540 } as const;
const SHEET_HEADER = 84;
/** Discord shows no more of a text alternative than this many characters. */
const LONGEST_ALT = 1_024;

/** A take's parts and wave. */
export function takePicture(request: PictureRequest): Picture {
  const { width, height } = PANEL;
  const alt = describeTake(request).slice(0, LONGEST_ALT);
  return { ...drawn(panelOf(request, factsOf(request), { x: 0, y: 0, ...PANEL }), width, height), alt };
}

/** The parts of a loop that is nobody's take, and its wave where it is known. */
export function loopPicture({ score, label, sound }: LoopPictureRequest): Picture {
  const { width, height } = PANEL;
  const silent: Sound = { sampleRate: 1, channels: [] };
  const panel = { score, take: label, sound: sound ?? silent };
  const alt = describeLoop(score, label).slice(0, LONGEST_ALT);
  return { ...drawn(panelOf(panel, loopFacts(score), { x: 0, y: 0, ...PANEL }), width, height), alt };
}

/** The takes of a beat, two in a row, under what they have in common. @throws RangeError without a take */
export function contactSheet(takes: readonly PictureRequest[]): Picture {
  const [first] = takes;
  if (!first) throw new RangeError('a sheet has at least one take');
  const common = takes.every((take) => factsOf(take) === factsOf(first)) ? factsOf(first) : '';
  const columns = Math.min(2, takes.length);
  const across = (count: number, size: number) => count * size + (count - 1) * SHEET_GAP;
  const width = across(columns, SHEET_PANEL.width);
  const top = common === '' ? 0 : SHEET_HEADER;
  const height = top + across(Math.ceil(takes.length / columns), SHEET_PANEL.height);
  const panels = takes.map((take, i) => {
    const box = {
      x: (i % columns) * (SHEET_PANEL.width + SHEET_GAP),
      y: top + Math.floor(i / columns) * (SHEET_PANEL.height + SHEET_GAP),
      ...SHEET_PANEL,
    };
    return panelOf(take, common === '' ? factsOf(take) : '', box);
  });
  const header = common === '' ? '' : headerOf(common, width);
  return { ...drawn(header + panels.join(''), width, height), alt: sheetAlt(takes) };
}

/** How the loss fell in a training. */
export function lossCurve(points: readonly LossPoint[]): Picture {
  const { width, height } = CURVE;
  return { ...drawn(curveOf(points, { x: 0, y: 0, ...CURVE }), width, height), alt: describeCurve(points) };
}

/** The sounds of a kit. */
export function kitPicture(sounds: readonly OwnSound[]): Picture {
  const { width, height } = kitSize(sounds.length);
  return { ...drawn(kitDrawing(sounds), width, height), alt: describeKit(sounds).slice(0, LONGEST_ALT) };
}

/** What came of a battle. */
export function battlePicture(sheet: BattleSheet): Picture {
  const { width, height } = battleSize(sheet);
  return { ...drawn(battleDrawing(sheet), width, height), alt: describeBattle(sheet).slice(0, LONGEST_ALT) };
}

/** What an artist usually does, by their references. @throws RangeError without one. */
export function habitsPicture(pieces: readonly HabitPiece[]): Picture {
  const summary = summaryOf(pieces);
  const { width } = PANEL;
  const box = { x: 0, y: 0, width, height: HABITS_HEIGHT };
  const alt = describeHabits(summary).slice(0, LONGEST_ALT);
  return { ...drawn(habitsOf(summary, box), width, HABITS_HEIGHT), alt };
}

/** What votes say of an artist's listeners. */
export function tastePicture(request: TastePictureRequest): Picture {
  const { width } = PANEL;
  const height = tasteHeight(request);
  const alt = describeTaste(request).slice(0, LONGEST_ALT);
  return { ...drawn(tasteDrawing(request, { x: 0, y: 0, width, height }), width, height), alt };
}

/** Large enough to be read on a phone, on a ground of its own. */
function headerOf(facts: string, width: number): string {
  const ground = `<rect x="1.5" y="1.5" width="${width - 3}" height="${SHEET_HEADER - SHEET_GAP}" rx="18" fill="${COLOURS.ground}" stroke="${COLOURS.edge}" stroke-width="3"/>`;
  return ground + textAt(facts, width / 2, 49, 42, COLOURS.text, 'middle');
}

/** All descriptions, or as much of each as there is room for. */
function sheetAlt(takes: readonly PictureRequest[]): string {
  const all = takes.map((take) => describeTake(take));
  const room = Math.floor(LONGEST_ALT / takes.length) - 1;
  const fits = all.join('\n').length <= LONGEST_ALT;
  return all.map((text) => (fits || text.length <= room ? text : `${text.slice(0, room - 1)}…`)).join('\n');
}

function drawn(elements: string, width: number, height: number): Omit<Picture, 'alt'> {
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" font-family="Barlow" font-weight="600">${elements}</svg>`;
  const font = { fontFiles: [FONT], loadSystemFonts: false, defaultFontFamily: 'Barlow' };
  return { png: new Resvg(svg, { font }).render().asPng(), width, height };
}
