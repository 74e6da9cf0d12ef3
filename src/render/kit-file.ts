/**
 * A kit of one's own: a JSON file that says how it differs from a style's kit, with one-shots and SoundFonts that
 * lie beside it.
 */
import { readFile } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { DRUMS, type Drum, type Sound, STYLES, type Style } from '../music/index.ts';
import { BeatwrightError } from '../words/index.ts';
import type { DrumSound, Kit } from './kit.ts';
import type { KitFile } from './kit-schema.ts';
import { KITS } from './kits/index.ts';
import { heard } from './one-shot.ts';

/** Reads a recording as mono samples. */
type ReadSound = (path: string) => Promise<Sound>;

/**
 * The kit of a file. The file is laid over the kit of the style that its `base` names, or else over `style`'s,
 * as a JSON merge patch (RFC 7396): what it does not name stays, and `null` takes away. A sound of another `kind`
 * than the one it takes the place of is taken whole.
 * @throws BeatwrightError `kit-unreadable`, `kit-not-json`, `kit-not-object`, `kit-base`, `kit-invalid`, `kit-silent`,
 * and whatever `readSound` throws
 */
export async function readKit(path: string, style: Style, readSound: ReadSound): Promise<Kit> {
  const patch = parse(path, await read(path));
  const { base = style, ...changes } = patch;
  if (!isStyle(base)) {
    const told = typeof base === 'object' ? '{…}' : JSON.stringify(base);
    throw new BeatwrightError('kit-base', { path, base: clipped(told), styles: STYLES });
  }
  // Few bring a kit of their own, and zod is as many files as all the rest of this folder.
  const { z } = await import('zod');
  const { kitFileSchema } = await import('./kit-schema.ts');
  const checked = kitFileSchema.safeParse(patched(KITS[base], changes));
  if (!checked.success) {
    throw new BeatwrightError('kit-invalid', { path, problems: clipped(z.prettifyError(checked.error)) });
  }
  return besides(checked.data, dirname(path), readSound);
}

/** All SoundFont instruments of a kit that name no SoundFont play this one. */
export function withSoundFont(kit: Kit, font: string): Kit {
  const played = <S extends { readonly kind: string }>(sound: S): S =>
    sound.kind === 'soundFont' && !('font' in sound) ? { ...sound, font } : sound;
  return { ...kit, bass: played(kit.bass), chords: played(kit.chords), melody: played(kit.melody) };
}

async function read(path: string): Promise<string> {
  return readFile(path, 'utf8').catch((cause: unknown) => {
    throw new BeatwrightError('kit-unreadable', { path }, { cause });
  });
}

function parse(path: string, text: string): Readonly<Record<string, unknown>> {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new BeatwrightError('kit-not-json', { path, why: clipped(why) }, { cause });
  }
  if (isObject(value)) return value;
  throw new BeatwrightError('kit-not-object', { path });
}

function isStyle(value: unknown): value is Style {
  return STYLES.some((style) => style === value);
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The most that is told of what is wrong, in characters. */
const TOLD = 1000;

function clipped(text: string): string {
  return text.length > TOLD ? `${text.slice(0, TOLD)}…` : text;
}

/** How deep a kit goes, and then some: what goes deeper is none, and is left to the schema as it is. */
const DEEPEST = 20;

function patched(base: unknown, patch: unknown, depth = 0): unknown {
  if (!isObject(patch) || depth > DEEPEST) return patch;
  const isOther = isObject(base) && 'kind' in patch && patch['kind'] !== base['kind'];
  const result: Record<string, unknown> = isObject(base) && !isOther ? { ...base } : {};
  for (const [name, value] of Object.entries(patch)) {
    if (value === null) delete result[name];
    else result[name] = patched(result[name], value, depth + 1);
  }
  return result;
}

/** Reads what a kit's file names, from where the file lies. */
async function besides(file: KitFile, folder: string, readSound: ReadSound): Promise<Kit> {
  const drums = {} as Record<Drum, DrumSound>;
  for (const name of DRUMS) {
    const drum = file.drums[name];
    if (drum.kind !== 'oneShot') {
      drums[name] = drum;
      continue;
    }
    const { file: path, ...placed } = drum;
    const { sampleRate, channels } = await readSound(resolve(folder, path));
    const samples = heard(channels[0]!);
    if (samples === undefined) {
      throw new BeatwrightError('kit-silent', { path, drum: name });
    }
    drums[name] = { ...placed, sound: { sampleRate, channels: [samples] } };
  }
  const found = <S extends { readonly kind: string }>(sound: S): S =>
    'font' in sound && typeof sound.font === 'string'
      ? { ...sound, font: resolve(folder, sound.font) }
      : sound;
  return {
    ...file,
    drums,
    bass: found(file.bass),
    chords: found(file.chords),
    melody: found(file.melody),
  };
}
