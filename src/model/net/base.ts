/** The base network as a file: its parameters in half precision, and what must be known of them. */
import { z } from 'zod';
import { createState } from '../../engine/index.ts';
import { MODES, STYLES, type Style } from '../../music/index.ts';
import { BeatwrightError } from '../../words/index.ts';
import type { PitchLanguage } from '../core/language.ts';
import { parametersOf } from './network.ts';
import type { NetworkState } from './programs.ts';
import { readSafetensors, writeSafetensors } from './safetensors.ts';
import type { NetworkSize } from './size.ts';
import { flat, grown } from './trainer.ts';

const FORMAT = 'beatwright-base';
/** Raised whenever words, marks or wishes change their meaning: older networks cannot be read then. */
const VERSION = '1';

const Size = z.object({
  core: z.enum(['transformer', 'gru']),
  width: z.int().positive(),
  heads: z.int().positive(),
  layers: z.int().positive(),
  inner: z.int().positive(),
  memory: z.int().positive(),
  headInner: z.int().positive(),
  headLayers: z.int().positive(),
  reach: z.int().positive(),
});
/** What a pitch language looks like in a file. */
export const LanguageSchema = z.partialRecord(
  z.enum(MODES),
  z.object({ share: z.number(), colours: z.array(z.int().min(0).max(11)) }),
);
const Languages = z.record(z.enum(STYLES), LanguageSchema);

export interface Base {
  readonly size: NetworkSize;
  readonly network: NetworkState;
  /** What styles are written in: see language.ts. */
  readonly languages: Readonly<Record<Style, PitchLanguage>>;
  /** The style that it is at home in, once an artist's adapter has changed it. */
  readonly home?: Style;
  /** How it was trained, as it was written down. */
  readonly facts: unknown;
}

export function saveBase({ size, network, languages, facts }: Base): Uint8Array {
  return writeSafetensors(
    {
      tensors: flat('network', network.read()),
      metadata: {
        format: FORMAT,
        version: VERSION,
        size: JSON.stringify(size),
        languages: JSON.stringify(languages),
        facts: JSON.stringify(facts),
      },
    },
    'F16',
  );
}

/** @throws BeatwrightError `checkpoint-damaged`, or `checkpoint-version` if it is of another version. */
export function readBase(bytes: Uint8Array): Base {
  const { tensors, metadata } = readSafetensors(bytes);
  if (metadata['format'] !== FORMAT || metadata['version'] !== VERSION) {
    throw new BeatwrightError('checkpoint-version');
  }
  const read = <T>(schema: z.ZodType<T>, name: string): T =>
    schema.parse(JSON.parse(metadata[name] ?? 'null'));
  const size = read(Size, 'size');
  const network = createState(parametersOf(size));
  network.set(grown('network', network.signature, tensors));
  const languages = read(Languages, 'languages') as Base['languages'];
  return { size, network, languages, facts: read(z.unknown(), 'facts') };
}
