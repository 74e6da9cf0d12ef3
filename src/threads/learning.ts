/** Learning an artist: an adapter of the base network. */
import { type ArtistProgress, likelyStyles, openBase, type StyleShare, trainArtist } from '../model/index.ts';
import { originalityGate, randomOf, type Score, type Style } from '../music/index.ts';
import { words } from '../words/index.ts';
import type { LearnOutput, Progress, Tasks } from './messages.ts';
import { baseFile } from './networks.ts';

type Asked = Tasks['learn']['input'];
type Report = (stage: string, fraction: number, training?: Progress['training']) => void;

/** The share of the time that finding the style takes. */
const FINDING = 0.1;
/** Takes that the finished generator writes, to see how original they are. */
const TAKES = 4;

const STAGES: Readonly<Record<ArtistProgress['stage'], string>> = {
  preparing: words.stages.preparing,
  training: words.stages.training,
  'learning the rest': words.stages['training-rest'],
  measuring: words.stages.measuring,
};

interface LearnOptions {
  readonly report: Report;
  readonly signal: AbortSignal;
  /** Of training at most; the usual number unless told. */
  readonly steps?: number;
}

export async function learnGenerator(asked: Asked, options: LearnOptions): Promise<LearnOutput> {
  const { report } = options;
  const started = performance.now();
  const scores = asked.references.flatMap((reference) => reference.scores);
  const base = await baseFile();
  const styles = asked.style === undefined ? await stylesOf(base, scores, report) : undefined;
  const style = asked.style ?? styles![0]!.style;
  const later: Report = (stage, fraction, training) =>
    report(stage, FINDING + (1 - FINDING) * fraction, training);
  const learned = await learnAdapter(base, asked, style, { ...options, report: later });
  return { ...learned, style, styles, seconds: learned.seconds ?? (performance.now() - started) / 1000 };
}

/** Styles that are told, the likeliest first. */
const TOLD = 3;

async function stylesOf(bytes: Uint8Array, scores: readonly Score[], report: Report): Promise<StyleShare[]> {
  const base = await openBase(bytes);
  try {
    const told = (fraction: number) => report(words.stages['finding-style'], FINDING * fraction);
    return (await likelyStyles(base, scores, told)).slice(0, TOLD);
  } finally {
    await base.release();
  }
}

type Learned = Omit<LearnOutput, 'style' | 'styles' | 'seconds'> & { readonly seconds?: number };

async function learnAdapter(
  base: Uint8Array,
  { references, seed, folder, others }: Asked,
  style: Style,
  { report, signal, steps }: LearnOptions,
): Promise<Learned> {
  const trained = await trainArtist(base, references, {
    style,
    seed,
    settings: steps === undefined ? undefined : { steps },
    folder,
    others,
    signal,
    onProgress({ stage, fraction, step, steps: all, loss, secondsLeft }) {
      report(STAGES[stage], 0.95 * fraction, step > 0 ? { step, steps: all, loss, secondsLeft } : undefined);
    },
  });
  report(words.stages['comparing-takes'], 0.95);
  const { adapter, heldOut, curve, wrongArtists, settings } = trained;
  const { form, ...plain } = settings;
  return {
    generator: adapter,
    kind: 'adapter',
    base: trained.base,
    heldOut,
    curve,
    steps: trained.steps,
    seconds: trained.seconds,
    wrongArtists,
    originality: await originalityOf(base, adapter, references, style, seed),
    settings: { ...plain, kind: form.kind, rank: form.rank },
  };
}

/** What the gate says of takes as the artist would ask for them. */
async function originalityOf(
  base: Uint8Array,
  adapter: Uint8Array,
  references: Asked['references'],
  style: Style,
  seed: number,
): Promise<NonNullable<LearnOutput['originality']>> {
  const artist = await openBase(base, { adapter });
  try {
    const { bpm, key } = references.find(({ scores }) => scores.length > 0)!.scores[0]!;
    const request = { style, bpm, key, bars: 8, count: TAKES, candidates: TAKES };
    const takes = await artist.takes(request, randomOf(`originality ${seed}`));
    const gate = originalityGate(references.map(({ scores }) => scores));
    const rejected = takes.filter(({ score }) => !gate.check(score).isOriginal).length;
    return { takes: takes.length, rejected };
  } finally {
    await artist.release();
  }
}
