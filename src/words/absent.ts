/** Catches that a file is not there: `await readFile(file).catch(undefinedIfAbsent)`. Anything else is thrown on. */
export function undefinedIfAbsent(error: unknown): undefined {
  if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
  throw error;
}
