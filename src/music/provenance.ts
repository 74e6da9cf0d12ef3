/** Where a take comes from, as its files say it: to people in a sentence, to programs in fields. */
import { words } from '../words/index.ts';
import { STYLE_FACTS, type Style } from './style.ts';

/** Who wrote a take. */
export interface Origin {
  /** Whose generator it was, which version, and from how many references it had learned; absent for a style alone. */
  readonly generator?: { readonly artist: string; readonly version: number; readonly references: number };
  /** What writes of a style alone, if it is not the base network. */
  readonly baseline?: string | undefined;
  readonly style: Style;
  readonly seed: number;
  /** Such as `A`. */
  readonly take: string;
}

/** What is made by a trained model, in the words of IPTC, which metadata of AI-made media goes by. */
const AI_MADE = 'http://cv.iptc.org/newscodes/digitalsourcetype/trainedAlgorithmicMedia';

export interface Provenance {
  readonly sentence: string;
  /** By names of capital letters, such as `SEED`. */
  readonly fields: Readonly<Record<string, string>>;
}

/**
 * The same for the same origin.
 *
 * @example provenanceOf({ style: 'trap', seed: 7, take: 'A' }).fields.AI_GENERATED // 'true'
 */
export function provenanceOf({ generator, baseline, style, seed, take }: Origin): Provenance {
  return {
    sentence: words.packages.origin({
      artist: generator?.artist,
      version: generator?.version ?? 0,
      ...{ baseline, style: STYLE_FACTS[style].label, seed, take },
    }),
    fields: {
      AI_GENERATED: 'true',
      DIGITALSOURCETYPE: AI_MADE,
      SOFTWARE: 'Beatwright',
      GENERATOR: generator?.artist ?? `${baseline ?? 'base network'} (${style})`,
      ...(generator === undefined ? {} : { GENERATOR_VERSION: String(generator.version) }),
      SEED: String(seed),
      TAKE: take,
    },
  };
}
