/** Learning an artist: an adapter over the frozen base, resumable at any moment, with figures that are honest. */
import pLimit from 'p-limit';
import type { Style } from '../../music/index.ts';
import { BeatwrightError } from '../../words/index.ts';
import type { CurvePoint, HeldOut } from '../core/generator.ts';
import { languageOf } from '../core/language.ts';
import { stepsOf } from '../core/steps.ts';
import { readBase } from '../net/base.ts';
import { batchShape } from '../net/batch.ts';
import { adapterValues, baseVersion, readAdapter, saveAdapter } from './adapter-file.ts';
import { readCheckpoint } from './checkpoint.ts';
import { groupsOf, type TrainingReference, type Window, windowsOf } from './examples.ts';
import { MASK_VERSION } from './mask.ts';
import { type ArtistPrograms, artistPrograms } from './program.ts';
import { type ArtistSettings, settingsFor } from './settings.ts';
import { type Foretelling, Training, type TrainingProgress } from './training.ts';

export interface TrainArtistOptions {
  readonly style: Style;
  readonly seed: number;
  /** Differences from the usual settings for so many references. */
  readonly settings?: Partial<ArtistSettings>;
  /** Where a checkpoint is kept; a training of the same settings that was killed goes on from it. */
  readonly folder?: string;
  /** Seconds between checkpoints: 5. */
  readonly saveEvery?: number;
  /** Adapters of other artists, to be measured on the references held out. Those of another base are passed over. */
  readonly others?: readonly Uint8Array[];
  readonly threads?: number;
  readonly onProgress?: (progress: ArtistProgress) => void;
  /** Stops the work: the promise is rejected with the signal's reason. */
  readonly signal?: AbortSignal;
}

export interface ArtistProgress extends Omit<TrainingProgress, 'stage'> {
  readonly stage: 'preparing' | TrainingProgress['stage'] | 'measuring';
  /** 0–1 of the whole. */
  readonly fraction: number;
}

export interface TrainedArtist {
  readonly adapter: Uint8Array;
  readonly heldOut: HeldOut;
  readonly curve: readonly CurvePoint[];
  /** Steps that the adapter has learned for, with all references at the end. */
  readonly steps: number;
  /** Why it went on no longer. */
  readonly stopped: 'end' | 'held out' | 'copying';
  /** The share of new notes that the network foretells, of references learned from and held out. */
  readonly copying: { readonly before: Foretelling; readonly after: Foretelling };
  readonly wrongArtists?: number;
  readonly seconds: number;
  readonly settings: ArtistSettings;
  /** `baseVersion` of the base. */
  readonly base: string;
}

/** How much of the time is spent before the first step, about. */
const PREPARING = 0.15;

const inTurn = pLimit(1);

/**
 * Learns an artist from references: first without those that are held out, as long as these gain; then a little
 * further with all, so that the generator knows everything and the figures are of one that did not. Trainings of a
 * thread wait for each other.
 *
 * @throws BeatwrightError `learn-nothing` if there are no scores, and what reading the base throws.
 */
export function trainArtist(
  bytes: Uint8Array,
  references: readonly TrainingReference[],
  options: TrainArtistOptions,
): Promise<TrainedArtist> {
  return inTurn(() => train(bytes, references, options));
}

async function train(
  bytes: Uint8Array,
  references: readonly TrainingReference[],
  o: TrainArtistOptions,
): Promise<TrainedArtist> {
  const started = performance.now();
  const windows = windowsOf(references);
  if (windows.length === 0) {
    throw new BeatwrightError('learn-nothing');
  }
  const { groups, areApart } = groupsOf(windows);
  const tell = (stage: ArtistProgress['stage'], fraction: number, more?: TrainingProgress) =>
    o.onProgress?.({
      step: 0,
      steps: 0,
      loss: Number.NaN,
      secondsLeft: Number.NaN,
      curve: [],
      ...more,
      stage,
      fraction,
    });
  tell('preparing', 0);
  const settings: ArtistSettings = { ...settingsFor(areApart ? groups.length : 1), ...o.settings };
  const version = baseVersion(bytes);
  const fingerprint = JSON.stringify({ version, settings, seed: o.seed, style: o.style, windows });
  const found = o.folder === undefined ? undefined : await readCheckpoint(o.folder, fingerprint);
  const programs = await programsFor(bytes, version, settings, o.threads);
  const training = new Training(programs, {
    windows,
    groups,
    settings,
    style: o.style,
    seed: o.seed,
    fingerprint,
    saveEvery: o.saveEvery ?? 5,
    folder: o.folder,
    signal: o.signal,
    onProgress: (progress) =>
      tell(progress.stage, PREPARING + ((0.95 - PREPARING) * progress.step) / progress.steps, progress),
  });
  tell('preparing', PREPARING / 2);
  await training.begin(found);
  const earlier = training.reached.secondsBefore;
  await training.run();
  tell('measuring', 0.95);
  const { reached } = training;
  const wrongArtists = await costUnderOthers(training, programs, version, o.others ?? []);
  const figures = training.heldOut();
  const heldOut: HeldOut = areApart || figures.by === 'nothing' ? figures : { ...figures, by: 'bars' };
  const copying = { before: reached.copying!, after: reached.copyingAfter! };
  const stopped = reached.stopped ?? 'end';
  const { form, ...plain } = settings;
  const adapter = saveAdapter(programs.adapter.read(), {
    base: version,
    style: o.style,
    form,
    language: languageOf(windows.map(({ score }) => ({ steps: stepsOf(score), mode: score.key.mode }))),
    references: references.map(({ id }) => id),
    seed: o.seed,
    trust: trustIn(windows),
    settings: { ...plain, kind: form.kind, rank: form.rank, maskVersion: MASK_VERSION },
    figures: { heldOut, copying, steps: reached.step, stopped },
  });
  return {
    adapter,
    heldOut,
    curve: reached.curve,
    steps: reached.step,
    stopped,
    copying,
    wrongArtists,
    seconds: earlier + (performance.now() - started) / 1000,
    settings,
    base: version,
  };
}

/**
 * What was learned of sound is in part the listener's mistakes: with so much of the change, artists that it had made worse
 * than the base are no worse, and those that it had made better stay as good.
 */
const TRUST_IN_SOUND = 0.7;

/** How much of what was learned is believed, by how much of it was heard. */
function trustIn(windows: readonly Window[]): number {
  const heard = windows.filter(({ isHeard }) => isHeard).length / windows.length;
  return 1 - (1 - TRUST_IN_SOUND) * heard;
}

/** The mean of what the references held out cost under other artists' adapters of the same base. */
async function costUnderOthers(
  training: Training,
  programs: ArtistPrograms,
  version: string,
  others: readonly Uint8Array[],
): Promise<number | undefined> {
  const costs: number[] = [];
  const read = others.map(readAdapter);
  for (const other of read) {
    // One of another form would need programs of its own.
    const fits = other.base === version && JSON.stringify(other.form) === JSON.stringify(programs.form);
    if (!fits || !training.holdsOut) continue;
    costs.push(await training.costUnder(adapterValues(programs.size, other)));
  }
  return costs.length > 0 ? costs.reduce((sum, cost) => sum + cost, 0) / costs.length : undefined;
}

/** The programs that were used last, by what they were compiled for: the next artist most likely wants the same. */
let kept: { readonly key: string; readonly programs: Promise<ArtistPrograms> } | undefined;

async function programsFor(
  bytes: Uint8Array,
  version: string,
  { form, rows, decay }: ArtistSettings,
  threads: number | undefined,
): Promise<ArtistPrograms> {
  const key = JSON.stringify({ version, form, rows, decay, threads });
  if (kept?.key === key) return kept.programs;
  await (await kept?.programs)?.release();
  const programs = artistPrograms({
    base: readBase(bytes),
    form,
    shape: batchShape(rows, 128),
    decay,
    threads,
  });
  kept = { key, programs };
  programs.catch(() => {
    kept = undefined;
  });
  return programs;
}
