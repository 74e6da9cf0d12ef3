/** A room that is opened again on its memory is the same room. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ComponentType, MessageFlags } from 'discord.js';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { openMemory } from '../../src/room/index.ts';
import { openProbe, type Probe } from './probe.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'room-memory-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

/** Opens a room on the same file as the last time, with a bot; everything is closed after `visit`. */
async function visit<T>(during: (probe: Probe) => Promise<T>): Promise<T> {
  const memory = openMemory(join(folder, 'room.sqlite'));
  const probe = await openProbe({ memory });
  try {
    return await during(probe);
  } finally {
    await probe.close();
    memory.close();
  }
}

const idsOf = ({ room }: Probe) => ({
  application: room.applicationId,
  token: room.token,
  all: room.servers.flatMap(({ id, channels, members, roles }) => [
    id,
    ...[...channels, ...members, ...roles].map((each) => each.id),
  ]),
});

it('keeps ids and the token', async () => {
  const before = await visit(async (probe) => idsOf(probe));
  const after = await visit(async (probe) => idsOf(probe));
  expect(after).toEqual(before);
  expect(new Set(after.all).size).toBeGreaterThan(8);
});

it('keeps messages with their files, edits, deletions and dismissals', async () => {
  const before = await visit(async ({ room, go }) => {
    const ann = room.as(room.server().member('ann'));
    const kept = ann.say('a track', { files: [{ name: 'loop.mid', bytes: Buffer.from('MThd') }] });
    ann.remove(ann.say('a mistake'));
    const reply = async () => {
      const { interaction } = await go((asked) =>
        asked.reply({ content: 'for you', flags: MessageFlags.Ephemeral }),
      );
      return interaction.replied();
    };
    ann.remove(await reply());
    const left = await reply();
    return { kept: kept.id, left: left.id, old: room.base };
  });
  await visit(async ({ room }) => {
    const [ann, bob] = ['ann', 'bob'].map((name) => room.as(room.server().member(name)));
    expect(ann!.messages().map(({ id }) => id)).toEqual([before.kept, before.left]);
    expect(bob!.messages().map(({ id }) => id)).toEqual([before.kept]);
    const [message] = ann!.messages();
    expect(message!.content).toBe('a track');
    const { url, bytes } = message!.attachment('loop.mid');
    expect(Buffer.from(bytes).toString()).toBe('MThd');
    expect(room.base).not.toBe(before.old);
    expect(await (await fetch(url)).text()).toBe('MThd');
    // New ids go on after the old ones.
    expect(BigInt(ann!.say('later').id)).toBeGreaterThan(BigInt(before.left));
  });
});

it('keeps threads and what was said in them', async () => {
  const before = await visit(async ({ room, client }) => {
    const channel = room.server().channels[0]!;
    const asked = room.as(room.server().member('ann')).say('who is in?');
    await client.rest.post(`/channels/${channel.id}/messages/${asked.id}/threads`, { body: { name: 'in' } });
    await client.rest.post(`/channels/${asked.id}/messages`, { body: { content: 'you are' } });
    return { thread: asked.id, channel: channel.id };
  });
  await visit(async ({ room, client }) => {
    const [thread] = room.server().threads;
    expect(thread).toMatchObject({ id: before.thread, name: 'in' });
    expect(thread!.messages.map(({ content }) => content)).toEqual(['you are']);
    const known = await client.channels.fetch(before.thread);
    expect(known).toMatchObject({ name: 'in', parentId: before.channel });
  });
});

it('lets the bot go on with an interaction whose token still lives', async () => {
  const { token, application, message } = await visit(async ({ room, go }) => {
    let token = '';
    const { interaction } = await go((asked) => {
      token = asked.token;
      return asked.reply({
        content: 'working',
        flags: MessageFlags.Ephemeral,
        components: [
          {
            type: ComponentType.ActionRow,
            components: [{ type: ComponentType.Button, custom_id: 'more', label: 'More', style: 1 }],
          },
        ],
      });
    });
    const { id } = await interaction.replied();
    return { token, application: room.applicationId, message: id };
  });
  await visit(async ({ room, client, as, next }) => {
    await client.rest.patch(`/webhooks/${application}/${token}/messages/@original`, {
      body: { content: 'done' },
    });
    expect(room.message(message)!.content).toBe('done');
    // Its buttons are the bot's as before.
    const answered = next((asked) => (asked.isButton() ? asked.reply('more') : Promise.reject(asked)));
    const pressed = as('ann').press(room.message(message)!, 'more');
    expect(await answered).toBeUndefined();
    expect((await pressed.replied()).content).toBe('more');
    expect(room.violations).toEqual([]);
  });
});

it('is open once at a time', async () => {
  await visit(async () => {
    expect(() => openMemory(join(folder, 'room.sqlite'))).toThrow(/another practice room/);
  });
  openMemory(join(folder, 'room.sqlite')).close();
  expect(() => openMemory(join(folder, 'no', 'room.sqlite'))).toThrow(/cannot be opened/);
});
