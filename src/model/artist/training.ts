/** One artist's training, from what it has to what it found. */
import { grammarSong } from '../../corpus/index.ts';
import { randomOf, type Style, slice } from '../../music/index.ts';
import type { BitsPerStep, CurvePoint, HeldOut } from '../core/generator.ts';
import { bitsOf, inBatches, type Logs } from '../net/measure.ts';
import type { Sheet } from '../net/sheet.ts';
import { flat, grown } from '../net/trainer.ts';
import type { AdapterValues } from './adapter.ts';
import { type Checkpoint, type Reached, writeCheckpoint } from './checkpoint.ts';
import { Foretold } from './copying.ts';
import { ArtistFeed, msPerTickOf, plainSheet, type Window } from './examples.ts';
import { bestPoint, heldOutFigures } from './held-out.ts';
import { type StyleMask, shuffledMask, styleMask, uniformMask } from './mask.ts';
import { type ArtistPrograms, MEASURED } from './program.ts';
import { type ArtistSettings, ENOUGH } from './settings.ts';

export interface TrainingOptions {
  readonly windows: readonly Window[];
  /** The same by music, see `musicOf`. */
  readonly groups: readonly (readonly Window[])[];
  readonly settings: ArtistSettings;
  readonly style: Style;
  readonly seed: number;
  /** Where checkpoints are kept, and of which training they are. */
  readonly folder?: string;
  readonly fingerprint: string;
  readonly saveEvery: number;
  readonly signal?: AbortSignal;
  readonly onProgress: (progress: TrainingProgress) => void;
}

export interface TrainingProgress {
  readonly stage: 'training' | 'learning the rest';
  readonly step: number;
  readonly steps: number;
  readonly loss: number;
  readonly secondsLeft: number;
  readonly curve: readonly CurvePoint[];
}

/** The share of new notes that are foretold, of windows learned from and held out. */
export interface Foretelling {
  readonly learned: number;
  readonly heldOut: number;
}

/** How much more the foretelling of learned notes may gain than that of held-out ones before it is copying. */
const COPYING = 0.5;
/** Measurements without a gain on what is held out, after which there is none to come. */
const PATIENCE = 4;
/** What the steps so far are multiplied with to learn what was held out, and the rate that they go by. */
const REST = { steps: 0.25, rate: 0.4 };
const WARM_UP = 8;
/** Songs of the style that what is characteristic is held against. */
const STYLE_SONGS = 40;
/** Windows that are looked at for copying: as many as are measured at once. */
const LOOKED_AT = MEASURED.rows;

export class Training {
  readonly reached: Reached = {
    step: 0,
    from: 0,
    until: 0,
    part: 'first',
    secondsBefore: 0,
    curve: [],
    base: [],
    points: [],
  };
  private readonly o: TrainingOptions;
  private readonly programs: ArtistPrograms;
  /** Windows that are held out, by group. */
  private readonly held: readonly (readonly Window[])[];
  private readonly learned: readonly Window[];
  private readonly heldSheets: readonly (readonly Sheet[])[];
  /** Their first bars alone. */
  private readonly firstSheets: readonly (readonly Sheet[])[];
  private readonly msPerTick: number;
  private mask!: StyleMask;
  private best!: AdapterValues;

  constructor(programs: ArtistPrograms, options: TrainingOptions) {
    this.o = options;
    this.programs = programs;
    const { windows, groups, seed, style } = options;
    const random = randomOf(seed).fork('hold out');
    const order = groups.map((group) => ({ group, at: random.next() })).sort((a, b) => a.at - b.at);
    const count = groups.length < 2 ? 0 : Math.max(1, Math.round(groups.length / ENOUGH));
    const held = order.slice(0, count).map(({ group }) => group);
    // Of one group alone each window stands for itself, so that others choose the step that it is judged at.
    this.held = held.length === 1 ? held[0]!.map((window) => [window]) : held;
    const out = new Set(this.held.flat());
    this.learned = windows.filter((window) => !out.has(window));
    this.heldSheets = this.held.map((group) => group.map((window) => plainSheet(window, style)));
    this.firstSheets = this.held.map((group) => group.map((window) => plainSheet(firstBar(window), style)));
    this.msPerTick = msPerTickOf(windows.map(({ score }) => score));
    this.reached.until = options.settings.steps;
  }

  /** Finds out what is characteristic, and what the base makes of what is held out; or where it was left. */
  async begin(found: Checkpoint | undefined): Promise<void> {
    const { programs, o, reached } = this;
    programs.begin(o.seed);
    this.mask = this.findMask();
    if (found) {
      Object.assign(reached, found.reached);
      programs.adapter.set(grown('adapter', programs.adapter.signature, found.tensors));
      programs.adam.set(grown('adam', programs.adam.signature, found.tensors));
      const now = programs.adapter.read();
      programs.adapter.set(grown('best', programs.adapter.signature, found.tensors));
      this.best = programs.adapter.read();
      programs.adapter.set(now);
      return;
    }
    this.best = programs.adapter.read();
    for (const group of this.held) {
      const unsaid = group.map((window) => plainSheet(window));
      reached.base.push(await this.bits(unsaid));
    }
    await this.measure();
    reached.copying = await this.foretelling();
  }

  async run(): Promise<void> {
    const { reached, o, programs } = this;
    const began = performance.now();
    const before = reached.secondsBefore;
    const beganAt = reached.step;
    let saved = began;
    let feed = this.feed();
    while (reached.part === 'first' || reached.step < reached.until) {
      o.signal?.throwIfAborted();
      if (reached.part === 'first' && (reached.stopped || reached.step >= reached.until)) {
        if (reached.points.at(-1)!.step < reached.step) await this.judge();
        this.turnToTheRest();
        feed = this.feed();
        continue;
      }
      const rate = this.rate();
      const { batch, isArtist } = feed.batch(reached.step);
      const strength = this.strength();
      const { mask, msPerTick } = this;
      const loss = await programs.step({ batch, isArtist, mask, msPerTick, rate, strength });
      reached.step += 1;
      reached.curve.push({ step: reached.step, loss });
      if (reached.part === 'first' && reached.step % o.settings.measureEvery === 0) await this.judge();
      const seconds = (performance.now() - began) / 1000;
      reached.secondsBefore = before + seconds;
      const steps = this.stepsInAll();
      o.onProgress({
        stage: reached.part === 'first' ? 'training' : 'learning the rest',
        step: reached.step,
        steps,
        loss,
        secondsLeft: (seconds / (reached.step - beganAt)) * (steps - reached.step),
        curve: reached.curve,
      });
      if (performance.now() - saved < o.saveEvery * 1000) continue;
      await this.save();
      saved = performance.now();
    }
    reached.copyingAfter = await this.foretelling();
  }

  heldOut(): HeldOut {
    const lengths = this.heldSheets.map((sheets) => sheets.reduce((sum, { length }) => sum + length, 0));
    return heldOutFigures(this.reached, lengths);
  }

  /** What the held-out references cost under another adapter. */
  async costUnder(adapter: AdapterValues): Promise<number> {
    const { adapter: state } = this.programs;
    const own = state.read();
    state.set(adapter);
    const { total } = await this.bits(this.heldSheets.flat());
    state.set(own);
    return total;
  }

  get holdsOut(): boolean {
    return this.held.length > 0;
  }

  private feed(): ArtistFeed {
    const { settings, style, seed } = this.o;
    const windows = this.reached.part === 'first' ? this.learned : this.rest();
    return new ArtistFeed({ windows, style, seed, shape: this.programs.shape, own: settings.own });
  }

  /** All windows, those that were held out twice as often as the others. */
  private rest(): readonly Window[] {
    return [...this.learned, ...this.held.flat(), ...this.held.flat()];
  }

  private turnToTheRest(): void {
    const { reached, programs } = this;
    const best = bestPoint(this.reached.points);
    if (this.held.length > 0) {
      // What came after the best step is forgotten.
      programs.adapter.set(this.best);
      reached.step = best.step;
      reached.curve = reached.curve.filter(({ step }) => step <= best.step);
    }
    reached.stopped ??= 'end';
    reached.part = 'rest';
    reached.from = reached.step;
    const more = this.held.length > 0 ? Math.round(reached.step * REST.steps) : 0;
    reached.until = reached.step + more;
  }

  private stepsInAll(): number {
    const { part, until } = this.reached;
    const rest = part === 'first' && this.held.length > 0 ? Math.round(until * REST.steps) : 0;
    return until + rest;
  }

  private rate(): number {
    const { step, from, until, part } = this.reached;
    const { rate } = this.o.settings;
    const done = (step - from) / Math.max(1, until - from);
    const height = part === 'first' ? rate * Math.min(1, (step + 1) / WARM_UP) : rate * REST.rate;
    return height * (0.5 + 0.5 * Math.cos(Math.PI * done));
  }

  /** λ sinks to nothing: what makes the artist is learned first, and at the end every word counts alike. */
  private strength(): number {
    const { step, from, until, part } = this.reached;
    const done = (step - from) / Math.max(1, until - from);
    return part === 'first' ? this.o.settings.strength * (0.5 + 0.5 * Math.cos(Math.PI * done)) : 0;
  }

  /** Measures what is held out, and says whether to stop. */
  private async judge(): Promise<void> {
    const { reached, programs } = this;
    if (this.held.length === 0) return;
    await this.measure();
    const best = bestPoint(this.reached.points);
    const now = reached.points.at(-1)!;
    if (best === now) this.best = programs.adapter.read();
    const { learned, heldOut } = await this.foretelling();
    const before = reached.copying!;
    if (learned - before.learned - (heldOut - before.heldOut) > COPYING) reached.stopped = 'copying';
    const since = reached.points.length - 1 - reached.points.indexOf(best);
    if (since >= PATIENCE) reached.stopped = 'held out';
  }

  private async measure(): Promise<void> {
    const { reached, heldSheets, firstSheets } = this;
    const groups: BitsPerStep[] = [];
    const first: BitsPerStep[] = [];
    for (const sheets of heldSheets) groups.push(await this.bits(sheets));
    for (const sheets of firstSheets) first.push(await this.bits(sheets));
    reached.points.push({ step: reached.step, groups, first });
    const last = reached.curve.at(-1);
    if (!last || groups.length === 0) return;
    const heldOut = groups.reduce((sum, { total }) => sum + total, 0) / groups.length;
    reached.curve[reached.curve.length - 1] = { ...last, heldOut };
  }

  private bits(sheets: readonly Sheet[]): Promise<BitsPerStep> {
    return bitsOf(sheets, MEASURED, (batch) => this.programs.logs(batch), this.o.signal);
  }

  private async foretelling(): Promise<Foretelling> {
    const share = async (windows: readonly Window[]) => {
      const foretold = new Foretold();
      const sheets = windows.map((window) => plainSheet(window, this.o.style));
      await this.eachLogs(sheets, (batch, logs) => foretold.add(batch, logs));
      return foretold.share;
    };
    return {
      learned: await share(this.learned.slice(0, LOOKED_AT)),
      heldOut: await share(this.held.flat().slice(0, LOOKED_AT)),
    };
  }

  private findMask(): StyleMask {
    const { settings, style, seed } = this.o;
    const sheet = (window: Window) => plainSheet(window, style);
    const references = [...Map.groupBy(this.learned, ({ reference }) => reference).values()];
    const mask = styleMask(
      references.map((windows) => windows.map(sheet)),
      styleSheets(style),
      this.msPerTick,
    );
    if (settings.mask === 'shuffled') return shuffledMask(mask, randomOf(`mask ${seed}`));
    return settings.mask === 'uniform' ? uniformMask(mask) : mask;
  }

  private eachLogs(
    sheets: readonly Sheet[],
    visit: (batch: { readonly sheets: readonly Sheet[] }, logs: Logs) => void,
  ): Promise<void> {
    const work = async (batch: Parameters<Parameters<typeof inBatches>[2]>[0]) =>
      visit(batch, await this.programs.logs(batch));
    return inBatches(sheets, MEASURED, work, this.o.signal);
  }

  private async save(): Promise<void> {
    const { folder, fingerprint } = this.o;
    if (folder === undefined) return;
    const { adapter, adam } = this.programs;
    const tensors = {
      ...flat('adapter', adapter.read()),
      ...flat('adam', adam.read()),
      ...flat('best', this.best),
    };
    await writeCheckpoint(folder, fingerprint, { reached: this.reached, tensors });
  }
}

const firstBar = (window: Window): Window => ({ ...window, score: slice(window.score, 0, 1) });

/** The style's songs as sheets, of the style that was asked for last. */
let usual: { readonly style: Style; readonly sheets: readonly Sheet[] } | undefined;

function styleSheets(style: Style): readonly Sheet[] {
  if (usual?.style !== style) {
    const songs = Array.from({ length: STYLE_SONGS }, (_, i) => grammarSong(style, i));
    usual = { style, sheets: songs.map((score) => plainSheet({ score }, style)) };
  }
  return usual.sheets;
}
