/** What went wrong in the engine, with an identifier for code and a sentence for people. */
export class EngineError extends Error {
  override readonly name = 'EngineError';
  /** Stable, for tests and logs, such as `engine-feed-shape`. */
  readonly id: string;

  /** @param message one or two sentences: what happened and what to do next. */
  constructor(id: string, message: string, options?: ErrorOptions) {
    super(message, options);
    this.id = id;
  }
}
