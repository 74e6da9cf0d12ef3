/** The habits of an artist that a generator was stored with. */
import { z } from 'zod';
import {
  type Key,
  PARTS,
  type Part,
  PITCHED,
  type Playing,
  STYLES,
  type Style,
  tempoFit,
} from '../music/index.ts';
import { type JsonObject, keyJson, type StoredGenerator } from '../store/index.ts';

/** What an artist's references say of the sound that was learned from them. */
export interface Habits {
  readonly style: Style;
  /** Tempi of the references, in quarter notes a minute. */
  readonly bpms: readonly number[];
  readonly keys: readonly Key[];
  /** If nobody has said the style: which it may be, the likeliest first, with their shares of all. */
  readonly styles?: readonly { readonly style: Style; readonly share: number }[];
  /** Whether no style fits well: then a kit of no style plays beats of the artist's own. */
  readonly isStyleless?: boolean;
  /** Which parts each reference has; not kept of what was learned long ago. */
  readonly parts?: readonly (readonly Part[])[];
  /** How each is played, in the order of tempi, keys and parts; not kept of what was learned long ago. */
  readonly plays?: readonly Playing[];
}

const pitches = z.tuple([z.number(), z.number()]);
const playing = z.object({
  density: z.partialRecord(z.enum(PARTS), z.number()),
  registers: z.partialRecord(z.enum(PITCHED), pitches),
  swing: z.number().exactOptional(),
  alike: z.number().exactOptional(),
  repeats: z.object({ of: z.number(), after: z.number(), changes: z.array(z.number()) }),
});

const stored = z.object({
  style: z.enum(STYLES),
  bpms: z.array(z.number()),
  keys: z.array(keyJson),
  parts: z.array(z.array(z.enum(PARTS))).optional(),
  plays: z.array(playing).optional(),
  styles: z.array(z.object({ style: z.enum(STYLES), share: z.number() })).optional(),
  isStyleless: z.boolean().optional(),
});
const lineage = z.object({ habits: stored });

/**
 * Whether a generator started from that style: from the one that was said or, where nobody says it, from one that was found.
 * Old ones do not tell how theirs came about.
 */
export function isOfStyle(generator: Pick<StoredGenerator, 'lineage'>, said: Style | null): boolean {
  const habits = lineage.safeParse(generator.lineage).data?.habits;
  if (habits === undefined) return true;
  return said === null ? habits.styles !== undefined || habits.plays === undefined : habits.style === said;
}

/** The least share of all that the likeliest style has where it fits well. */
const LEAST_LIKELY = 0.35;

/**
 * How well the likeliest style fits: `tempo` where most references are outside its tempi, also counted in half or double;
 * `unsure` where others are about as likely.
 */
export type StyleFit = 'well' | 'unsure' | 'tempo';

/** The style that a generator started from and, where nobody had said it, how that was found. */
export function styleOf(
  generator: Pick<StoredGenerator, 'lineage'>,
): Partial<Pick<Habits, 'style' | 'styles'>> & { readonly styleFit?: StyleFit } {
  const habits = lineage.safeParse(generator.lineage).data?.habits;
  if (habits?.styles === undefined) return { style: habits?.style };
  const { style, styles } = habits;
  return { style, styles, styleFit: styleFitOf({ ...habits, styles }) };
}

/** How well the likeliest style of some references fits them. */
export function styleFitOf({
  style,
  styles,
  bpms,
}: Pick<Habits, 'style' | 'bpms'> & Required<Pick<Habits, 'styles'>>): StyleFit {
  const foreign = bpms.filter((bpm) => tempoFit(bpm, style) === 'foreign').length;
  if (foreign > bpms.length / 2) return 'tempo';
  return (styles[0]?.share ?? 0) >= LEAST_LIKELY ? 'well' : 'unsure';
}

/** Whether a kit of no style plays a beat of that style: it is the artist's own, and fits badly. */
export function isStyleless(generator: Pick<StoredGenerator, 'lineage'> | undefined, style: Style): boolean {
  const habits = lineage.safeParse(generator?.lineage).data?.habits;
  return habits?.isStyleless === true && habits.style === style;
}

/** @throws ZodError if a version that wrote something else stored the generator. */
export function habitsOf(generator: Pick<StoredGenerator, 'lineage'>): Habits {
  return lineage.parse(generator.lineage).habits;
}

/** As they are kept with a generator. */
export function habitsJson(habits: Habits): JsonObject {
  return JSON.parse(JSON.stringify(stored.parse(habits)));
}
