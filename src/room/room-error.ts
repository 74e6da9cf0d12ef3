/** What a test or a page asked of the practice room that cannot be: read by whoever drives it, never by members. */
export class RoomError extends Error {
  override readonly name = 'RoomError';
  /** Stable, such as `room-closed`. */
  readonly id: string;

  constructor(id: string, message: string, options?: ErrorOptions) {
    super(message, options);
    this.id = id;
  }
}
