/**
 * What a member's client would not let them do, or what was waited for in vain. Nobody but who writes a test or a page
 * reads it, so that its sentence stands where it is thrown.
 */
export class RoomError extends Error {
  override readonly name = 'RoomError';
  /** Stable, for tests: `room-…`. */
  readonly id: `room-${string}`;

  constructor(id: `room-${string}`, message: string, options?: ErrorOptions) {
    super(message, options);
    this.id = id;
  }
}
