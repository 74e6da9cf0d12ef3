/**
 * A saved generator: the letters BWGEN, a version byte, then gzipped JSON. Examples are kept as their choices
 * (a byte each), from which the counts are made again; the style's counts are made from the grammar.
 */
import { gunzipSync, gzipSync } from 'node:zlib';
import { z } from 'zod';
import { BeatwrightError, MODES, PARTS, STYLES, type Style } from '../../../music/index.ts';
import type { Steps } from '../../core/steps.ts';
import { readChoices, Writer } from '../../core/writer.ts';
import type { Example } from './count.ts';
import type { ArtistExamples } from './ngram.ts';

const MAGIC = 'BWGEN';
const VERSION = 1;

const Content = z.object({
  kind: z.literal('ngram'),
  style: z.enum(STYLES),
  artist: z
    .object({
      styleWeight: z.number().positive(),
      examples: z.array(
        z.object({
          mode: z.enum(MODES),
          bars: z.int().min(1).max(64),
          parts: z.array(z.enum(PARTS)),
          choices: z.base64(),
        }),
      ),
    })
    .optional(),
});

interface Saved {
  readonly style: Style;
  readonly artist?: ArtistExamples;
}

export function saveNgram({ style, artist }: Saved): Uint8Array {
  const content: z.input<typeof Content> = {
    kind: 'ngram',
    style,
    ...(artist && {
      artist: {
        styleWeight: artist.styleWeight,
        examples: artist.examples.map(({ steps, mode }) => ({
          mode,
          bars: steps.bars,
          parts: [...steps.parts],
          choices: Buffer.from([...readChoices(steps)]).toString('base64'),
        })),
      },
    }),
  };
  return new Uint8Array(
    Buffer.concat([Buffer.from(MAGIC), Buffer.of(VERSION), gzipSync(JSON.stringify(content))]),
  );
}

/** @throws BeatwrightError `generator-unknown`, `generator-newer` or `generator-damaged`. */
export function readNgram(bytes: Uint8Array): Saved {
  const head = Buffer.from(bytes.subarray(0, MAGIC.length)).toString('latin1');
  if (head !== MAGIC) {
    throw new BeatwrightError('generator-unknown', 'This file is no generator that Beatwright has saved.');
  }
  const version = bytes[MAGIC.length] ?? 0;
  if (version > VERSION) {
    throw new BeatwrightError(
      'generator-newer',
      'This generator was saved by a newer Beatwright. Update this one, or train the artist again.',
    );
  }
  try {
    const { style, artist } = Content.parse(
      JSON.parse(gunzipSync(bytes.subarray(MAGIC.length + 1)).toString('utf8')),
    );
    if (!artist) return { style };
    const examples = artist.examples.map(
      ({ mode, bars, parts, choices }): Example => ({
        mode,
        steps: replay({ bars, parts }, Buffer.from(choices, 'base64')),
      }),
    );
    return { style, artist: { styleWeight: artist.styleWeight, examples } };
  } catch (error) {
    throw new BeatwrightError(
      'generator-damaged',
      'This generator is damaged and cannot be read. Go back to an earlier version, or train the artist again.',
      { cause: error },
    );
  }
}

/** The steps that choices write. */
function replay(frame: Pick<Steps, 'bars' | 'parts'>, choices: Uint8Array): Steps {
  const writer = new Writer(frame);
  for (const value of choices) {
    if (writer.done || !writer.allows(value)) throw new RangeError(`impossible choice ${value}`);
    writer.push(value);
  }
  if (!writer.done) throw new RangeError('choices are missing');
  return { ...frame, steps: writer.steps };
}
