/**
 * A process whose blobs lie on a disk of 256 KiB, by the folder that it is given. It prints what became of a small blob, of
 * one that is too large, and of the same once there is room, as one JSON object.
 */
import { readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { openStore } from '../../src/store/index.ts';
import { BeatwrightError } from '../../src/words/index.ts';

const [dataDir = ''] = process.argv.slice(2);
const blobs = join(dataDir, 'blobs');
const store = await openStore({ dataDir });
const bytes = (size: number) => new Uint8Array(size).fill(size % 251);
const small = await store.blobs.put(bytes(1000));
await writeFile(join(blobs, 'filler'), bytes(120_000));
const error = await store.blobs.put(bytes(200_000)).catch((reason: unknown) => reason);
const left = await readdir(join(blobs, 'unfinished'));
const kept = (await store.blobs.get(small)).length;
await rm(join(blobs, 'filler'));
const again = await store.blobs.put(bytes(200_000));
const stored = (await store.blobs.get(again)).length;
await store.close();
const { id, message } = error instanceof BeatwrightError ? error : { id: undefined, message: String(error) };
process.stdout.write(JSON.stringify({ id, message, left, kept, stored }));
