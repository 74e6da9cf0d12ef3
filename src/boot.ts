/** What every entry does before it loads anything else, which is therefore imported only after it. */
import { accessSync, constants, mkdirSync, statSync } from 'node:fs';
import { enableCompileCache } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Where compiled code is kept: beside the packages, or where those are read-only, in a folder of the user's own. */
const FOLDERS = [
  fileURLToPath(new URL('../node_modules/.cache/beatwright/compiled', import.meta.url)),
  join(tmpdir(), `beatwright-compiled-${process.getuid?.() ?? 'here'}`),
];

/**
 * Reads `.env` in the working folder, if there is one, and has Node keep what it compiles for the next start, which
 * then loads twice as fast. What the environment says already stays.
 */
export function boot(): void {
  try {
    process.loadEnvFile();
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ENOENT')) throw error;
  }
  const folder = FOLDERS.find(isOwn);
  if (folder === undefined) return;
  enableCompileCache(folder);
  // For threads, and for other processes of Node that are started from here.
  process.env['NODE_COMPILE_CACHE'] ??= folder;
}

/** Whether a folder can be made and written to by this user alone: code is read from it. */
function isOwn(folder: string): boolean {
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    accessSync(folder, constants.W_OK);
    return process.getuid === undefined || statSync(folder).uid === process.getuid();
  } catch {
    return false;
  }
}
