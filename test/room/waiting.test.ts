/** Time and waiting: nothing in a test of a room has to sleep. */
import { Events } from 'discord.js';
import { afterEach, describe, expect, it } from 'vitest';
import { createClock, createRoom, type Room } from '../../src/room/index.ts';
import { openProbe } from './probe.ts';

let room: Room | undefined;
afterEach(() => room?.close());
const refusal = (id: string) => expect.objectContaining({ id });

describe('the clock', () => {
  it('stands still when frozen, but for its pushes, and runs what has come due in order', () => {
    const clock = createClock({ frozen: true, start: 1000 });
    const ran: string[] = [];
    clock.after(30, () => ran.push('c'));
    clock.after(10, () => {
      ran.push('a');
      clock.after(10, () => ran.push('b'));
    });
    const callOff = clock.after(20, () => ran.push('never'));
    callOff();
    clock.advance(9);
    expect([clock.now(), ran]).toEqual([1009, []]);
    clock.advance(100);
    expect([clock.now(), ran]).toEqual([1109, ['a', 'b', 'c']]);
  });

  it('runs by itself otherwise, and can be pushed forward', async () => {
    const clock = createClock();
    await new Promise<void>((resolve) => {
      clock.after(5, resolve);
    });
    const pushed = new Promise<void>((resolve) => {
      clock.after(60_000, resolve);
    });
    const before = clock.now();
    clock.advance(60_000);
    await pushed;
    expect(clock.now() - before).toBeGreaterThanOrEqual(60_000);
    expect(clock.now() - Date.now()).toBeGreaterThan(59_000);
  });

  it('lets a running room measure how long a bot took', async () => {
    const clock = createClock();
    const probe = await openProbe({ clock });
    const { interaction } = await probe.go((command) => {
      clock.advance(1234);
      return command.reply('slow');
    });
    expect((await interaction.answered).ms).toBeGreaterThanOrEqual(1234);
    await probe.close();
  });
});

describe('waiting', () => {
  it('ends with the first event that fits, with what was picked of it', async () => {
    room = await createRoom({ servers: [{ name: 'Cellar', members: ['ann'] }] });
    const ann = room.as(room.server().member('ann'));
    const two = room.waitFor(
      (event) => event.type === 'message' && event.message.content === 'two' && event.message.id,
    );
    ann.say('one');
    const said = ann.say('two');
    expect(await two).toBe(said.id);
  });

  it('looks at once and after each event', async () => {
    room = await createRoom({ servers: [{ name: 'Cellar', members: ['ann'] }] });
    const ann = room.as(room.server().member('ann'));
    const three = room.until(() => ann.messages().length === 3 && 'three');
    for (const word of ['a', 'b', 'c']) ann.say(word);
    expect(await three).toBe('three');
    expect(await room.until(() => ann.messages().length)).toBe(3);
  });

  it('gives up in time and says what it saw last', async () => {
    room = await createRoom({ servers: [{ name: 'Cellar', members: ['ann'] }] });
    const never = room.waitFor(() => false, { timeoutMs: 20 });
    room.as(room.server().member('ann')).say('hello');
    await expect(never).rejects.toThrow('within 20 ms; the last that did: message');
  });

  it('passes on what goes wrong while looking', async () => {
    room = await createRoom({ servers: [{ name: 'Cellar', members: ['ann'] }] });
    const wrong = room.waitFor(() => {
      throw new Error('a mistake in the test');
    });
    room.as(room.server().member('ann')).say('hello');
    await expect(wrong).rejects.toThrow('a mistake in the test');
  });

  it('ends with the room', async () => {
    const probe = await openProbe();
    const waiting = probe.room.waitFor(() => false);
    const unanswered = probe.as('ann').slash('go');
    const ends = [
      expect(waiting).rejects.toEqual(refusal('room-closed')),
      expect(unanswered.answered).rejects.toEqual(refusal('room-closed')),
    ];
    await probe.close();
    await Promise.all(ends);
  });

  it('for a reply says so when the answer has none', async () => {
    const probe = await openProbe();
    probe.client.on(Events.InteractionCreate, (i) => {
      if (i.isAutocomplete()) i.respond([]);
    });
    const none = probe.as('ann').slash('go');
    probe.room.clock.advance(3000);
    await expect(none.replied()).rejects.toEqual(refusal('room-no-answer'));
    const typing = probe.as('ann').autocomplete('take', { artist: '' }, 'artist');
    await expect(typing.replied()).rejects.toEqual(refusal('room-no-reply'));
    await probe.close();
  });
});

describe('opening', () => {
  it('says what to do when the port is taken', async () => {
    room = await createRoom();
    const port = Number(new URL(room.base).port);
    await expect(createRoom({ port })).rejects.toEqual(refusal('room-port'));
  });

  it('finds servers, channels, members and roles by name, and says which there are', async () => {
    room = await createRoom({
      servers: [
        { name: 'Cellar', members: ['ann', { name: 'bob', roles: ['crew'] }], roles: [{ name: 'crew' }] },
      ],
    });
    const server = room.server('Cellar');
    expect(server.member('bob').roles).toEqual([server.role('crew')]);
    expect(server.channels.map(({ name }) => name)).toEqual(['practice']);
    expect(() => server.member('zoe')).toThrow('no member "zoe"; there is: ann, bob');
    expect(() => room?.server('Attic')).toThrow('no server "Attic"; there is: Cellar');
    expect(() => server.addMember('ann')).toThrow('already a member');
    expect(() => server.addChannel({ name: 'x', overwrites: [{ allow: ['SendMessages'] }] })).toThrow(
      'either a role or a member',
    );
  });
});
