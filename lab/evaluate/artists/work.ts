/** A folder of results: what was worked out once is read from then on, so that an evaluation can be stopped. */
import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { writeFile } from 'atomically';
import { undefinedIfAbsent } from '../../../src/words/index.ts';

export interface WorkFolder {
  /** A result as JSON can hold it, made if it is not there. */
  json<T>(name: string, make: () => Promise<T>): Promise<T>;
  /** Keeps a file beside the results; read again by its name. */
  keep(name: string, bytes: Uint8Array): Promise<void>;
  read(name: string): Promise<Uint8Array>;
}

export async function openWork(folder: string): Promise<WorkFolder> {
  await mkdir(folder, { recursive: true });
  const write = (name: string, content: Uint8Array | string) => writeFile(join(folder, name), content);
  return {
    async json<T>(name: string, make: () => Promise<T>): Promise<T> {
      const text = await readFile(join(folder, `${name}.json`), 'utf8').catch(undefinedIfAbsent);
      if (text !== undefined) return JSON.parse(text) as T;
      const made = await make();
      await write(`${name}.json`, JSON.stringify(made));
      return made;
    },
    keep: (name, bytes) => write(name, bytes),
    read: (name) => readFile(join(folder, name)),
  };
}
