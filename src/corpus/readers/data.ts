/** Where the open data sets lie: a folder that is not part of the repository. */
import { access } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { BeatwrightError, words } from '../../words/index.ts';

/** `../shared/data` beside the repository. */
export const DATA_FOLDER = fileURLToPath(new URL('../../../../shared/data', import.meta.url));

/**
 * The path of a file of a data set.
 * @throws BeatwrightError `corpus-data-absent`, which says where it is expected and where it is from.
 */
export async function dataFile(root: string, path: string, origin: string): Promise<string> {
  const file = join(root, path);
  try {
    await access(file);
  } catch (cause) {
    throw new BeatwrightError('corpus-data-absent', { file, origin }, { cause });
  }
  return file;
}

const REASONS: Readonly<Record<string, string>> = {
  ENOENT: words.notes['corpus-file-absent'],
  EISDIR: words.notes['corpus-is-folder'],
  EACCES: words.notes['corpus-forbidden'],
};

/** Why a file could not be read, for people; an error that is no such reason is thrown on. */
export function reasonOf(error: unknown): string {
  if (error instanceof BeatwrightError) return error.message;
  if (error instanceof Error && 'code' in error && typeof error.code === 'string' && 'errno' in error)
    return REASONS[error.code] ?? words.notes['corpus-unreadable']({ code: error.code });
  throw error;
}
