/**
 * The practice room: a loopback Discord (REST v10, gateway v10 and CDN in one process on 127.0.0.1) to which the
 * unmodified discord.js client logs in. It is strict: it keeps Discord's deadlines, limits and permissions, also
 * those that Discord's own API document does not write down, answers what breaks them as Discord does, and
 * records each in `room.violations`. A test or a web page acts as the members:
 *
 *     const room = await createRoom({ servers: [{ name: 'Cellar', channels: ['beats'], members: ['ann', 'bob'] }] });
 *     const client = new Client({ intents: [GatewayIntentBits.Guilds], ...connectOptions(room) });
 *     await client.login(room.token);
 *
 *     const ann = room.as(room.server().member('ann'));
 *     const beat = ann.slash('beat', { style: 'trap' });
 *     (await beat.answered).ms;                                   // the acknowledgement, by the room's clock
 *     const message = await beat.until((m) => m.attachments.length > 0);
 *     message.attachment('A.mid').bytes;
 *     await ann.press(message, message.customIds[0]!).answered;
 *     await room.close();
 *
 * Nothing here sleeps: `answered`, `replied`, `until`, `followUp`, `room.waitFor` and `room.until` wait for events.
 * `room.clock.advance(15 * 60_000)` lets tokens expire; `createClock({ frozen: true })` gives a room whose
 * deadlines pass only by `advance`. `room.inject` makes requests fail, `room.gateway` cuts and closes sessions.
 *
 * `room.violations` names each rule that the bot broke (`acknowledge-deadline`, `double-answer`, `content-length`,
 * `schema`, …), also where Discord lets it pass (`file-not-shown`, `ephemeral-channel`) and where no answer came
 * (`no-answer`, `never-filled`). What a member's client would not let them do throws `RoomError` (`room-…`)
 * and never reaches the bot. A room has no direct messages, reactions, polls, stickers or voice, threads only
 * where the bot opens them under messages, and its
 * application has no privileged intents.
 *
 * A room with a `memory` (`openMemory(file)`) is the same one when it is opened again on it: ids, token, messages with their
 * files and the tokens of interactions stay; the commands are registered anew.
 *
 * discord.js connects through addresses alone (`connectOptions`): `rest.api` is `${base}/api`, `rest.cdn` and
 * `rest.mediaProxy` are `base`. It speaks plain JSON to the gateway unless `zlib-sync` is installed: do not. It never
 * finishes `client.destroy()` between an IDENTIFY and its READY: wait for `ShardReady` after a lost session.
 */

export type * from './acts.ts';
export { createClock, type RoomClock } from './clock.ts';
export { connectOptions } from './connect.ts';
export type * from './exchange.ts';
export type { Fault, FaultKind, FaultMatch } from './faults.ts';
export { openMemory, type RoomMemory } from './memory.ts';
export { createRoom } from './room.ts';
export { RoomError } from './room-error.ts';
export type * from './spec.ts';
export type * from './types.ts';
export type * from './world.ts';
