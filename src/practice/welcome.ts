/** What greets in the room: a message with four beats that were made beforehand by the project's own generator. */
import { readdir, readFile } from 'node:fs/promises';
import type { Room, RoomMemory } from '../room/index.ts';
import { WELCOME } from './world.ts';

const EXAMPLES = new URL('../../assets/examples/', import.meta.url);
const GREETED = 'greeted';

const GREETING = [
  '**Welcome to the practice room.** Everything here is the real bot; only Discord is played by this page.',
  'These are four beats that Beatwright made, each of another style. Press play, and A to D for the next one.',
  'You act as the member that is marked at the right. In **#beats** type `/` to see what the bot can do.',
].join('\n');

/** Greets once. */
export async function greet(room: Room, memory: RoomMemory): Promise<void> {
  if (memory.get(GREETED) !== undefined) return;
  const names = (await readdir(EXAMPLES)).filter((name) => name.endsWith('.ogg')).toSorted();
  const files = await Promise.all(
    names.map(async (name) => ({ name, bytes: await readFile(new URL(name, EXAMPLES)) })),
  );
  const server = room.servers[0]!;
  room.as(server.member('dee'), server.channel(WELCOME)).say(GREETING, { files });
  memory.set(GREETED, new Date(room.clock.now()).toISOString());
}
