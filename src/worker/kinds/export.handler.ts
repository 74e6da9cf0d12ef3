/** Packs what is kept of a member. */
import { strToU8, type Zippable, zipSync } from 'fflate';
import { BeatwrightError, words } from '../../words/index.ts';
import type { ExportPayload } from './export.ts';
import { exportResult } from './export-outcome.ts';
import type { Handler, HandlerContext } from './kind.ts';

/** What a ZIP adds to a file, about, in bytes: twice its path, and what stands around it. */
const AROUND = 400;

interface Item {
  readonly path: string;
  /** In the ZIP. */
  readonly size: number;
  read(): Promise<Zippable[string]>;
}

/** @throws BeatwrightError `export-part`. */
export const exportKept: Handler<ExportPayload> = async (told, job, context) => {
  const { store, progress, signal } = context;
  const { part, maxBytes } = told;
  progress(words.stages.collecting, 5);
  const [tables, files] = [await tablesOf(told, context), await filesOf(told, context)];
  const { parts, tooLarge } = partsOf(tables, files, maxBytes);
  const wanted = parts[part - 1];
  if (wanted === undefined) throw new BeatwrightError('export-part', { part, parts: parts.length });
  const entries: Record<string, Zippable[string]> = {};
  for (const [i, { path, read }] of wanted.entries()) {
    signal.throwIfAborted();
    entries[path] = await read();
    progress(words.stages.collecting, 10 + (80 * (i + 1)) / wanted.length);
  }
  progress(words.stages.saving, 95);
  const sha256 = await store.blobs.put(zipSync(entries, { level: 0 }));
  await store.jobs.keepResult(job.id, [sha256]);
  const counts = { part, parts: parts.length, files: wanted.length };
  return exportResult.parse({ ...counts, tooLarge: tooLarge.map(({ path }) => path), sha256 });
};

/** The rows, a file for each table. */
async function tablesOf(member: ExportPayload, { store }: HandlerContext): Promise<Item[]> {
  return Object.entries(await store.kept.rowsOf(member)).map(([table, rows]): Item => {
    const path = `data/${table}.json`;
    const bytes = strToU8(JSON.stringify(rows, undefined, 2));
    // Only to know how small it gets.
    const size = zipSync({ [path]: bytes }).length;
    return { path, size, read: async () => [bytes, { level: 6 }] };
  });
}

async function filesOf(member: ExportPayload, { store }: HandlerContext): Promise<Item[]> {
  const files: Item[] = [];
  for (const { path, sha256 } of await store.kept.filesOf(member)) {
    const size = await store.blobs.size(sha256);
    files.push({ path, size, read: () => store.blobs.get(sha256) });
  }
  return files;
}

interface Packed {
  readonly parts: readonly (readonly Item[])[];
  readonly tooLarge: readonly Item[];
}

/** All in one, or else the files first: each export is a row more in the tables, which must not move what lies in a part. */
function partsOf(tables: readonly Item[], files: readonly Item[], maxBytes: number): Packed {
  const whole = packed([...tables, ...files], maxBytes);
  if (whole.parts.length === 1) return whole;
  const [rows, rest] = [packed(tables, maxBytes), packed(files, maxBytes)];
  return { parts: [...rest.parts, ...rows.parts], tooLarge: [...rest.tooLarge, ...rows.tooLarge] };
}

/** In the order of the items, each part as full as it gets. */
function packed(items: readonly Item[], maxBytes: number): Packed {
  const parts: Item[][] = [[]];
  const tooLarge: Item[] = [];
  let filled = 0;
  for (const item of items) {
    const size = item.size + AROUND;
    if (size > maxBytes) {
      tooLarge.push(item);
      continue;
    }
    if (filled + size > maxBytes) {
      parts.push([]);
      filled = 0;
    }
    parts.at(-1)!.push(item);
    filled += size;
  }
  return { parts, tooLarge };
}
