/** An artist's adapter as a file: safetensors in half precision, and everything that must be known of it. */
import { hash } from 'node:crypto';
import { z } from 'zod';
import { MODES, STYLES, type Style } from '../../music/index.ts';
import { BeatwrightError } from '../../words/index.ts';
import type { PitchLanguage } from '../core/language.ts';
import { type Base, LanguageSchema } from '../net/base.ts';
import { readSafetensors, type Tensors, writeSafetensors } from '../net/safetensors.ts';
import type { NetworkSize } from '../net/size.ts';
import { flat, grown } from '../net/trainer.ts';
import { type AdapterForm, type AdapterValues, adapterParameters, mergedBase, shrunk } from './adapter.ts';

const ADAPTER_FORMAT = 'beatwright-adapter';
const VERSION = '1';

export interface AdapterFacts {
  /** `baseVersion` of the base that it changes: with another it means nothing. */
  readonly base: string;
  readonly style: Style;
  readonly form: AdapterForm;
  /** The modes that the references are in, and what they add to their scales. */
  readonly language: PitchLanguage;
  /** The ids of the references that it has learned from. */
  readonly references: readonly string[];
  readonly seed: number;
  /** How much of the change is believed, 0–1: what was learned of sound is in part the listener's mistakes. */
  readonly trust: number;
  readonly settings: Readonly<Record<string, string | number>>;
  /** What was measured. */
  readonly figures: unknown;
}

export interface SavedAdapter extends AdapterFacts {
  readonly tensors: Tensors['tensors'];
}

/** A base's name: the first 12 hex digits of the SHA-256 of its file. */
export function baseVersion(bytes: Uint8Array): string {
  return hash('sha256', bytes, 'hex').slice(0, 12);
}

export function saveAdapter(values: AdapterValues, facts: AdapterFacts): Uint8Array {
  const { base, style, form, language, references, seed, trust, settings, figures } = facts;
  return writeSafetensors(
    {
      tensors: flat('adapter', values),
      metadata: {
        format: ADAPTER_FORMAT,
        version: VERSION,
        base,
        style,
        form: JSON.stringify(form),
        language: JSON.stringify(language),
        references: JSON.stringify(references),
        seed: String(seed),
        trust: String(trust),
        settings: JSON.stringify(settings),
        figures: JSON.stringify(figures),
      },
    },
    'F16',
  );
}

const Metadata = z.object({
  base: z.string(),
  style: z.enum(STYLES),
  form: z.object({ kind: z.enum(['lora', 'ia3']), rank: z.int().nonnegative() }),
  language: LanguageSchema,
  references: z.array(z.string()),
  seed: z.coerce.number(),
  // Older ones were saved as far as they were believed.
  trust: z.coerce.number().min(0).max(1).default(1),
  settings: z.record(z.string(), z.union([z.string(), z.number()])),
  figures: z.unknown(),
});

/** @throws BeatwrightError `generator-damaged` or `generator-newer`. */
export function readAdapter(file: Uint8Array): SavedAdapter {
  const { tensors, metadata } = readDamaged(() => readSafetensors(file));
  if (metadata['version'] !== VERSION) {
    throw new BeatwrightError('generator-newer');
  }
  const json = (name: string): unknown => JSON.parse(metadata[name] ?? 'null');
  const facts = readDamaged(() =>
    Metadata.parse({
      ...metadata,
      form: json('form'),
      language: json('language'),
      references: json('references'),
      settings: json('settings'),
      figures: json('figures'),
    }),
  );
  return { ...facts, tensors };
}

/** An adapter's numbers, for a base of a size. @throws BeatwrightError `checkpoint-other`. */
export function adapterValues(size: NetworkSize, { form, tensors }: SavedAdapter): AdapterValues {
  const signature = adapterParameters(size, form);
  return grown('adapter', signature, tensors);
}

export interface Adapting {
  /** Whether every piece is the artist's, or none. */
  readonly asArtist: boolean;
  /** Whether the change is made only as far as it is believed. */
  readonly isCautious: boolean;
}

/**
 * The base as an artist's adapter makes it: it writes in the artist's modes, whatever style is asked for, with what the
 * style adds to their scales.
 *
 * @throws BeatwrightError `generator-other-base`, and what `readAdapter` throws.
 */
export function adaptedBase(
  base: Base,
  version: string,
  file: Uint8Array,
  { asArtist, isCautious }: Adapting,
): Base {
  const saved = readAdapter(file);
  if (saved.base !== version) {
    throw new BeatwrightError('generator-other-base', { base: saved.base, here: version });
  }
  const values = adapterValues(base.size, saved);
  const own = (style: Style) => withColoursOf(base.languages[style], saved.language);
  return {
    ...mergedBase(base, isCautious ? shrunk(values, saved.trust) : values, asArtist),
    ...(asArtist && { home: saved.style }),
    languages: Object.fromEntries(STYLES.map((style) => [style, own(style)])) as Base['languages'],
  };
}

/** An artist's own modes, with what the style adds to their scales besides. */
function withColoursOf(style: PitchLanguage, own: PitchLanguage): PitchLanguage {
  const modes = MODES.flatMap((mode) => {
    const use = own[mode];
    return use ? [[mode, { share: use.share, colours: union(use.colours, style[mode]?.colours ?? []) }]] : [];
  });
  return modes.length > 0 ? Object.fromEntries(modes) : style;
}

const union = (a: readonly number[], b: readonly number[]): number[] =>
  [...new Set([...a, ...b])].sort((x, y) => x - y);

function readDamaged<T>(read: () => T): T {
  try {
    return read();
  } catch (error) {
    throw new BeatwrightError('generator-damaged', { cause: error });
  }
}
