import type { ClientOptions } from 'discord.js';

/**
 * The part of discord.js's `ClientOptions` that points a client at a room. A room needs no pause between two
 * identifies (Discord: 5 s), so that reconnecting is quick.
 */
export function connectOptions(room: {
  readonly base: string;
}): Required<Pick<ClientOptions, 'rest' | 'ws'>> {
  return {
    rest: { api: `${room.base}/api`, cdn: room.base, mediaProxy: room.base },
    ws: { buildIdentifyThrottler: async () => ({ waitForIdentify: async () => {} }) },
  };
}
