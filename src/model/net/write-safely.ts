import { open, rename } from 'node:fs/promises';

/** Writes beside and renames, so that a file under this name is always whole. */
export async function writeSafely(file: string, bytes: Uint8Array): Promise<void> {
  const handle = await open(`${file}.part`, 'w');
  try {
    await handle.writeFile(bytes);
    await handle.sync();
  } finally {
    await handle.close();
  }
  await rename(`${file}.part`, file);
}
