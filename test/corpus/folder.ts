/** Folders that last as long as a test needs them. */
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

type Write = (path: string, content: string | Uint8Array) => Promise<string>;

/** Runs something with a folder that holds some files. */
export async function inFolder(
  files: Readonly<Record<string, string | Uint8Array>>,
  use: (folder: string, write: Write) => Promise<void>,
): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'beatwright-corpus-'));
  const write: Write = async (path, content) => {
    const file = join(folder, path);
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, content);
    return file;
  };
  try {
    for (const [path, content] of Object.entries(files)) await write(path, content);
    await use(folder, write);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
