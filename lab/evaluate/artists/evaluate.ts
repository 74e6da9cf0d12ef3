/** Whether an artist's generator is theirs: own adapters against the base, wrong artists' and other losses. */
import { hash } from 'node:crypto';
import { grammarExamples } from '../../../src/corpus/index.ts';
import { type OpenBase, trainArtist } from '../../../src/model/index.ts';
import { BeatwrightError } from '../../../src/words/index.ts';
import { trainRecogniser } from '../recogniser.ts';
import { traitsOf } from '../traits.ts';
import { bitsOf, withNetwork } from './bits.ts';
import { against, early, type Measured, mean, meanBits } from './figures.ts';
import { artistGoals } from './goals.ts';
import {
  type ArtistFigures,
  type ArtistsReport,
  EARLY,
  FORM_SEEDS,
  VARIANT_NAMES,
  VARIANTS,
  type Variant,
} from './report.ts';
import { drummerSubjects, probeSubjects, recognisedSongs, type Subject } from './subjects.ts';
import { type Written, writtenTakes } from './takes.ts';
import { openWork, type WorkFolder } from './work.ts';

export interface ArtistSizes {
  /** Probe artists, and drummers of Groove besides. */
  readonly artists: number;
  readonly drummers: number;
  readonly seeds: number;
  /** Songs of each artist that are held out to be measured. */
  readonly held: number;
  /** Takes of each artist in all. */
  readonly takes: number;
  /** Songs of each style of the base's validation that show what was retained. */
  readonly validation: number;
  /** Steps of training at most; the usual number unless told. */
  readonly steps?: number;
}

export const ARTIST_SIZES: ArtistSizes = {
  artists: 8,
  drummers: 4,
  seeds: 5,
  held: 8,
  takes: 125,
  validation: 2,
};
/** For a look at whether everything goes: figures wobble. */
export const QUICK_ARTIST_SIZES: ArtistSizes = {
  artists: 3,
  drummers: 0,
  seeds: 2,
  held: 4,
  takes: 8,
  validation: 1,
};

export interface EvaluateArtistsOptions {
  /** The base network's file. */
  readonly base: Uint8Array;
  readonly sizes?: ArtistSizes;
  /** Where results are kept: an evaluation that was stopped goes on from there. One folder for one base and sizes. */
  readonly folder: string;
  /** The folder of the open data sets. */
  readonly data?: string;
  /** Of each training. */
  readonly threads?: number;
  readonly onProgress?: (progress: { readonly stage: string; readonly fraction: number }) => void;
  readonly signal?: AbortSignal;
}

/** What training came to, and what the held-out songs cost. */
interface Trained {
  readonly bits: number;
  /** Of the references held out in training, after `EARLY` steps. */
  readonly early: number;
  readonly steps: number;
  readonly seconds: number;
  /** Of the process, at most until then. */
  readonly peakRssMb: number;
}

/**
 * Trains every artist with every seed and loss, and measures what came of it.
 * @throws BeatwrightError `evaluate-size`, and what reading the base throws.
 */
export async function evaluateArtists(o: EvaluateArtistsOptions): Promise<ArtistsReport> {
  const sizes = o.sizes ?? ARTIST_SIZES;
  if (sizes.artists < 2 || sizes.seeds < 1 || sizes.held < 1 || sizes.takes < 1) {
    throw new BeatwrightError('evaluate-artists');
  }
  const version = hash('sha256', o.base, 'hex').slice(0, 12);
  const work = await openWork(o.folder);
  await checkFolder(work, o.folder, JSON.stringify({ base: version, ...sizes }));
  const probes = probeSubjects(sizes.artists, sizes.held);
  const drummers = await drummerSubjects(sizes.drummers, sizes.held, o.data);
  const evaluation = new Evaluation(o, sizes, work, probes.length, drummers.length);
  return withNetwork(o.base, {}, async (base) => {
    const measured = await evaluation.measured(probes, base, VARIANT_NAMES);
    const ofDrummers = await evaluation.measured(drummers, base, ['own']);
    const written = await evaluation.takes(probes);
    const retention = await evaluation.retention(probes, base);
    const recognised = await evaluation.recognised(probes, written, base);
    const artists = measured.map(({ figures }) => figures);
    const report = {
      base: version,
      seeds: sizes.seeds,
      artists,
      drummers: ofDrummers.map(({ figures }) => figures),
      bits: meanBits(artists.map(({ bits }) => bits)),
      against: against(measured),
      early: early(measured),
      recognised,
      copying: {
        written: sum(written.map((one) => one.written)),
        rejected: sum(written.map((one) => one.rejected)),
        delivered: sum(written.map((one) => one.delivered)),
        over: sum(written.map((one) => one.over)),
      },
      retention,
      training: {
        seconds: {
          mean: mean(measured.flatMap(({ seconds }) => seconds)),
          most: Math.max(...measured.flatMap(({ seconds }) => seconds)),
        },
        peakRssMb: Math.max(...measured.map(({ peakRssMb }) => peakRssMb)),
      },
    };
    return { ...report, goals: artistGoals(report) };
  });
}

/** Results of another base or of other sizes must not be taken for these. */
async function checkFolder(work: WorkFolder, folder: string, wanted: string): Promise<void> {
  const found = await work.json('evaluation', async () => wanted);
  if (found === wanted) return;
  throw new BeatwrightError('evaluate-folder', { folder, found });
}

class Evaluation {
  private readonly o: EvaluateArtistsOptions;
  private readonly sizes: ArtistSizes;
  private readonly work: WorkFolder;
  private readonly units: number;
  private done = 0;

  constructor(
    o: EvaluateArtistsOptions,
    sizes: ArtistSizes,
    work: WorkFolder,
    probes: number,
    drummers: number,
  ) {
    this.o = o;
    this.sizes = sizes;
    this.work = work;
    this.units = sizes.seeds * (probes * (VARIANT_NAMES.length + 2) + drummers * 2) + probes;
  }

  /** Own, compared and wrong adapters of some subjects, on songs that are held out. */
  async measured(
    subjects: readonly Subject[],
    base: OpenBase,
    variants: readonly Variant[],
  ): Promise<Measured[]> {
    const trained = new Map<string, Trained>();
    for (const seed of this.seeds()) {
      for (const variant of variants.filter((one) => this.seeds(one).includes(seed)))
        for (const subject of subjects)
          trained.set(nameOf(subject, seed, variant), await this.trained(subject, seed, variant));
    }
    const measured: Measured[] = [];
    for (const subject of subjects) {
      const { style, references, name } = subject;
      const found = (variant: Variant) =>
        variants.includes(variant)
          ? this.seeds(variant).map((seed) => trained.get(nameOf(subject, seed, variant))!)
          : [];
      const of = (variant: Variant) => found(variant).map(({ bits }) => bits);
      const soon = (variant: Variant) => found(variant).map((one) => one.early);
      const before = await this.work.json(`base ${name}`, () => bitsOf(base, subject));
      const wrong: number[] = [];
      for (const seed of this.seeds()) {
        const others = subjects.filter((other) => other !== subject);
        wrong.push(await this.wrong(subject, others, seed));
      }
      const bySeed = {
        base: this.seeds().map(() => before),
        wrong,
        own: of('own'),
        plain: of('plain'),
        shuffled: of('shuffled'),
        uniform: of('uniform'),
        ia3: of('ia3'),
      };
      const bits = Object.fromEntries(
        Object.entries(bySeed).map(([kind, values]) => [kind, mean(values)]),
      ) as ArtistFigures['bits'];
      const gain = 100 * (1 - bits.own / bits.base);
      measured.push({
        figures: { name, style, references: references.length, bits, gain },
        bySeed,
        early: {
          own: soon('own'),
          plain: soon('plain'),
          shuffled: soon('shuffled'),
          uniform: soon('uniform'),
        },
        seconds: found('own').map(({ seconds }) => seconds),
        peakRssMb: Math.max(...found('own').map(({ peakRssMb }) => peakRssMb)),
      });
    }
    return measured;
  }

  /** Takes of every artist, as they would be sent. */
  async takes(subjects: readonly Subject[]): Promise<Written[]> {
    const all: Written[] = [];
    for (const subject of subjects) {
      const some: Written[] = [];
      for (const seed of this.seeds()) {
        this.tell(`takes of ${subject.name}, seed ${seed}`, 1);
        const share = Math.floor(this.sizes.takes / this.sizes.seeds);
        const count = seed === 1 ? this.sizes.takes - share * (this.sizes.seeds - 1) : share;
        some.push(
          await this.work.json(`takes ${nameOf(subject, seed, 'own')}`, () =>
            this.opened(subject, seed, (artist) => writtenTakes(artist, subject, count, seed, this.o.signal)),
          ),
        );
      }
      all.push({
        written: sum(some.map((one) => one.written)),
        rejected: sum(some.map((one) => one.rejected)),
        delivered: sum(some.map((one) => one.delivered)),
        over: sum(some.map((one) => one.over)),
        traits: some.flatMap(({ traits }) => traits),
      });
    }
    return all;
  }

  /** What the adapters do to the base's own songs. */
  async retention(subjects: readonly Subject[], base: OpenBase): Promise<ArtistsReport['retention']> {
    const { validation } = this.sizes;
    const songs = [...grammarExamples('validation', { train: 0, validation })];
    const cost = async (network: OpenBase) => (await network.bitsPerStep(songs)).total;
    const before = await this.work.json('retention base', () => cost(base));
    const changes: { asBase: number; asArtist: number }[] = [];
    for (const subject of subjects) {
      this.tell(`what ${subject.name} retains of the base`, 1);
      changes.push(
        await this.work.json(`retention ${subject.name}`, async () => ({
          asBase: await this.opened(subject, 1, cost, false),
          asArtist: await this.opened(subject, 1, cost),
        })),
      );
    }
    const percent = (after: number) => 100 * (after / before - 1);
    return {
      base: before,
      asBase: mean(changes.map(({ asBase }) => percent(asBase))),
      asArtist: mean(changes.map(({ asArtist }) => percent(asArtist))),
    };
  }

  /** A recogniser that has heard the references only, on songs that it has not heard and on takes. */
  async recognised(
    subjects: readonly Subject[],
    written: readonly Written[],
    base: OpenBase,
  ): Promise<ArtistsReport['recognised']> {
    const lessons = subjects.flatMap(({ references }, style) =>
      references.flatMap(({ scores }) => scores.map((score) => ({ traits: traitsOf(score), style }))),
    );
    const recogniser = await trainRecogniser(lessons, subjects.length);
    const share = (sets: readonly (readonly (readonly number[])[])[]) =>
      mean(
        sets.map((set, artist) => mean(set.map((traits) => (recogniser.classOf(traits) === artist ? 1 : 0)))),
      );
    const songs = recognisedSongs(subjects.length, Math.max(20, this.sizes.held));
    const plain = await this.work.json('takes base', async () => {
      const sets: number[][][] = [];
      for (const subject of subjects) {
        const { traits } = await writtenTakes(
          base,
          subject,
          Math.min(12, this.sizes.takes),
          1,
          this.o.signal,
        );
        sets.push(traits.map((one) => [...one]));
      }
      return sets;
    });
    return {
      chance: 1 / subjects.length,
      heldOut: share(songs.map((set) => set.map(traitsOf))),
      base: share(plain),
      takes: share(written.map(({ traits }) => traits)),
    };
  }

  private seeds(variant: Variant = 'own'): number[] {
    const { seeds } = this.sizes;
    const length = variant === 'ia3' ? Math.min(FORM_SEEDS, seeds) : seeds;
    return Array.from({ length }, (_, i) => i + 1);
  }

  private tell(stage: string, units: number): void {
    this.o.signal?.throwIfAborted();
    this.o.onProgress?.({ stage, fraction: Math.min(1, this.done / this.units) });
    this.done += units;
  }

  private trained(subject: Subject, seed: number, variant: Variant): Promise<Trained> {
    const name = nameOf(subject, seed, variant);
    this.tell(`${subject.name}, seed ${seed}, ${variant}`, 1);
    return this.work.json(name, async () => {
      const { steps } = this.sizes;
      const { adapter, ...found } = await trainArtist(this.o.base, subject.references, {
        style: subject.style,
        seed,
        settings: { ...VARIANTS[variant], ...(steps !== undefined && { steps }) },
        ...(this.o.threads !== undefined && { threads: this.o.threads }),
        ...(this.o.signal && { signal: this.o.signal }),
      });
      await this.work.keep(`${name}.safetensors`, adapter);
      const bits = await withNetwork(this.o.base, { adapter }, (artist) => bitsOf(artist, subject));
      const { steps: learned, seconds, curve, heldOut } = found;
      const early = curve.findLast((point) => point.step <= EARLY && point.heldOut !== undefined);
      return {
        bits,
        early: early?.heldOut ?? heldOut.before,
        steps: learned,
        seconds,
        peakRssMb: Math.round(process.resourceUsage().maxRSS / 1024),
      };
    });
  }

  /** The mean of what a subject's songs cost under other artists' adapters. */
  private wrong(subject: Subject, others: readonly Subject[], seed: number): Promise<number> {
    this.tell(`${subject.name} under other artists' adapters, seed ${seed}`, 1);
    return this.work.json(`wrong ${nameOf(subject, seed, 'own')}`, async () => {
      const costs: number[] = [];
      for (const other of others) {
        costs.push(await this.opened(other, seed, (network) => bitsOf(network, subject)));
      }
      return mean(costs);
    });
  }

  private async opened<T>(
    subject: Subject,
    seed: number,
    work: (artist: OpenBase) => Promise<T>,
    asArtist = true,
  ): Promise<T> {
    this.o.signal?.throwIfAborted();
    const adapter = await this.work.read(`${nameOf(subject, seed, 'own')}.safetensors`);
    return withNetwork(this.o.base, { adapter, asArtist }, work);
  }
}

const nameOf = ({ name }: Subject, seed: number, variant: Variant): string => `${name} ${seed} ${variant}`;

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);
