import type { RoomClock } from './clock.ts';

/** Discord's epoch, the first second of 2015, in Unix milliseconds. */
const EPOCH = 1_420_070_400_000n;

/** Makes ids that carry the room's time, as Discord's snowflakes do, and grow from one to the next. */
export function createIds(clock: RoomClock): () => string {
  let last = 0n;
  return () => {
    const made = (BigInt(clock.now()) - EPOCH) << 22n;
    last = made > last ? made : last + 1n;
    return String(last);
  };
}

/** ISO 8601 with microseconds and offset, as Discord writes times. */
export function timestamp(ms: number): string {
  return new Date(ms).toISOString().replace('Z', '000+00:00');
}
