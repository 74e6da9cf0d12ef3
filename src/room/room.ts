import { BeatwrightError } from '../music/index.ts';
import type { Room, RoomOptions } from './types.ts';

/** Opens a room on 127.0.0.1. Rejects if the port is taken. */
export async function createRoom(_options: RoomOptions = {}): Promise<Room> {
  throw new BeatwrightError('room-unfinished', 'The room is not built yet.');
}
