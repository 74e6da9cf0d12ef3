/** What a person did that cannot be done, with an identifier for code and a sentence for people. */
export class BeatwrightError extends Error {
  override readonly name = 'BeatwrightError';
  /** Stable, for tests and logs, such as `midi-truncated`. */
  readonly id: string;

  /** @param message one or two sentences: what happened and what to do next. */
  constructor(id: string, message: string, options?: ErrorOptions) {
    super(message, options);
    this.id = id;
  }
}

/** Catches that a file is not there: `await readFile(file).catch(undefinedIfAbsent)`. Anything else is thrown on. */
export function undefinedIfAbsent(error: unknown): undefined {
  if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
  throw error;
}
