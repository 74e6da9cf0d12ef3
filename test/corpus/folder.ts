/** Folders that last as long as a test needs them. */
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

type Write = (path: string, content: string | Uint8Array) => Promise<string>;

/** Makes a folder that holds some files, to be removed by whoever asked for it. */
export async function openFolder(
  files: Readonly<Record<string, string | Uint8Array>>,
): Promise<{ path: string; write: Write; remove: () => Promise<void> }> {
  const path = await mkdtemp(join(tmpdir(), 'beatwright-corpus-'));
  const write: Write = async (name, content) => {
    const file = join(path, name);
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, content);
    return file;
  };
  for (const [name, content] of Object.entries(files)) await write(name, content);
  return { path, write, remove: () => rm(path, { recursive: true, force: true }) };
}

/** Runs something with a folder that holds some files. */
export async function inFolder(
  files: Readonly<Record<string, string | Uint8Array>>,
  use: (folder: string, write: Write) => Promise<void>,
): Promise<void> {
  const { path, write, remove } = await openFolder(files);
  try {
    await use(path, write);
  } finally {
    await remove();
  }
}
