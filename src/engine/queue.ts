/** Runs follow each other: each sees the states as the one before it left them. */
let last: Promise<unknown> = Promise.resolve();

export function enqueue<T>(run: () => Promise<T>): Promise<T> {
  const result = last.then(run);
  last = result.catch(() => undefined);
  return result;
}
