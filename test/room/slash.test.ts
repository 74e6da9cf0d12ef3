/** A typed command: what Discord's client checks before the bot hears of it, and what the bot then gets. */
import { Routes } from 'discord.js';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { OptionValue, RoomFile } from '../../src/room/index.ts';
import { COMMANDS, openProbe, type Probe, SERVERS } from './probe.ts';

let probe: Probe;
beforeAll(async () => {
  probe = await openProbe({
    servers: [
      {
        name: 'Cellar',
        channels: [
          'beats',
          'talk',
          {
            name: 'hidden',
            overwrites: [
              { role: 'everyone', deny: ['ViewChannel'] },
              { member: 'mod', allow: ['ViewChannel'] },
            ],
          },
          { name: 'quiet', overwrites: [{ role: 'everyone', deny: ['SendMessages'] }] },
          { name: 'plain', overwrites: [{ role: 'everyone', deny: ['UseApplicationCommands'] }] },
        ],
        roles: [{ name: 'producer', permissions: ['ManageGuild'] }],
        members: [
          'ann',
          'bob',
          { name: 'mod', roles: ['producer'] },
          { name: 'boss', owner: true },
          { name: 'admin', permissions: ['Administrator'] },
          { name: 'nitro', uploadLimit: 5000 },
        ],
        uploadLimit: 1000,
      },
      SERVERS![1]!,
    ],
  });
});
afterAll(() => probe.close());

const cellar = () => probe.room.server('Cellar');
const refusal = (id: string) => expect.objectContaining({ id });
const track = (size = 4): RoomFile => ({ name: 'ref.mid', bytes: Buffer.alloc(size, 7) });

describe('options', () => {
  it.each<[string, Record<string, OptionValue>, string]>([
    ['a required one is missing', {}, 'word is required'],
    ['a required text is empty', { word: '' }, 'word is required'],
    ['a text is too short', { word: 'x' }, 'at least 2 characters'],
    ['a text is too long', { word: 'xxxxxx' }, 'at most 5 characters, not 6'],
    ['a text is a number', { word: 12 }, 'takes a text'],
    ['a choice is not offered', { word: 'ok', style: 'jazz' }, 'one of trap'],
    ['a number is too small', { word: 'ok', bpm: 59 }, 'at least 60'],
    ['a number is too large', { word: 'ok', bpm: 201 }, 'at most 200'],
    ['a whole number is broken', { word: 'ok', bpm: 90.5 }, 'whole number'],
    ['a number is text', { word: 'ok', swing: '0.6' }, 'takes a number'],
    ['a share is too large', { word: 'ok', swing: 0.76 }, 'at most 0.75'],
    ['a yes or no is text', { word: 'ok', loud: 'yes' }, 'true or false'],
    ['a member is a name', { word: 'ok', who: 'bob' }, 'takes a member'],
    ['a role is a name', { word: 'ok', crew: 'producer' }, 'takes a role'],
    ['a channel is a name', { word: 'ok', where: 'talk' }, 'takes a channel'],
    ['a file is text', { word: 'ok', track: 'ref.mid' }, 'takes a file'],
    ['it does not exist', { word: 'ok', tempo: 90 }, 'no option tempo'],
  ])('are refused when %s', (_, options, why) => {
    const before = probe.room.violations.length;
    expect(() => probe.as('ann').slash('take', options)).toThrow(why);
    expect(probe.room.violations).toHaveLength(before);
  });

  it('reach the bot with everything they name resolved', async () => {
    const server = cellar();
    let seen: unknown;
    const done = probe.next(async (i) => {
      if (!i.isChatInputCommand()) return;
      const { options } = i;
      const file = options.getAttachment('track', true);
      seen = {
        word: options.getString('word'),
        bpm: options.getInteger('bpm'),
        swing: options.getNumber('swing'),
        loud: options.getBoolean('loud'),
        who: options.getMember('who')?.user.username,
        where: options.getChannel('where')?.id,
        crew: options.getRole('crew')?.name,
        file: [
          file.name,
          file.size,
          file.contentType,
          Buffer.from(await (await fetch(file.url)).arrayBuffer()),
        ],
        limit: i.attachmentSizeLimit,
      };
      await i.reply('ok');
    });
    probe.as('ann').slash(
      'take',
      {
        word: 'ok',
        bpm: 90,
        swing: 0.5,
        loud: false,
        who: server.member('bob'),
        where: server.channel('talk'),
        crew: server.role('producer'),
      },
      { attachments: { track: track() } },
    );
    expect(await done).toBeUndefined();
    expect(seen).toEqual({
      word: 'ok',
      bpm: 90,
      swing: 0.5,
      loud: false,
      who: 'bob',
      where: server.channel('talk').id,
      crew: 'producer',
      file: ['ref.mid', 4, 'audio/midi', Buffer.alloc(4, 7)],
      limit: 1000,
    });
  });

  it('hold files as large as the member may upload', async () => {
    const add = (name: string, size: number) =>
      probe.as(name).slash('reference add', {}, { attachments: { track: track(size) } });
    expect(() => add('ann', 1001)).toThrow(refusal('room-file-size'));
    expect(() => add('nitro', 5001)).toThrow(refusal('room-file-size'));
    const done = probe.next(async (i) => {
      if (i.isChatInputCommand()) await i.reply(`${i.options.getAttachment('track')?.size}`);
    });
    expect((await add('nitro', 5000).replied()).content).toBe('5000');
    await done;
  });

  it('take files where files belong', () => {
    const act = () => probe.as('ann').slash('take', { word: 'ok' }, { attachments: { style: track() } });
    expect(act).toThrow('style takes no file');
  });

  it('follow subcommands and groups', async () => {
    const ann = probe.as('ann');
    for (const [words, why] of [
      ['reference', 'needs a subcommand'],
      ['reference old', 'needs a subcommand'],
      ['reference new', 'does not exist'],
      ['go now', 'does not exist'],
    ] as const)
      expect(() => ann.slash(words)).toThrow(why);
    expect(() => ann.slash('reference add')).toThrow('track is required');
    const done = probe.next(async (i) => {
      if (i.isChatInputCommand())
        await i.reply(`${i.commandName} ${i.options.getSubcommandGroup()} ${i.options.getSubcommand()}`);
    });
    const drop = ann.slash('reference old drop');
    expect((await drop.replied()).content).toBe('reference old drop');
    expect(drop.name).toBe('reference old drop');
    await done;
  });

  it('are only typed into where there is autocomplete', () => {
    const ann = probe.as('ann');
    expect(() => ann.autocomplete('take', { word: 'o' }, 'word')).toThrow('has no autocomplete');
    expect(() => ann.autocomplete('take', {}, 'tempo')).toThrow(refusal('room-option-unknown'));
  });
});

describe('who may use a command', () => {
  it.each([
    ['ann', 'admin', false],
    ['mod', 'admin', true],
    ['boss', 'admin', true],
    ['mod', 'nobody', false],
    ['admin', 'nobody', true],
    ['boss', 'nobody', true],
    ['boss', 'direct', false],
  ])('%s and /%s: %s', (member, command, allowed) => {
    const offered = probe
      .as(member)
      .commands()
      .some(({ name }) => name === command);
    expect(offered).toBe(allowed);
    if (!allowed) expect(() => probe.as(member).slash(command)).toThrow(refusal('room-permission'));
  });

  it('is said by the channel too', () => {
    const ann = cellar().member('ann');
    const at = (channel: string, member = ann) => probe.room.as(member, cellar().channel(channel));
    for (const channel of ['hidden', 'quiet', 'plain'])
      expect(() => at(channel).slash('go')).toThrow(refusal('room-permission'));
    expect(at('plain').commands()).toEqual([]);
    expect(() => at('quiet').say('hello')).toThrow('lacks SendMessages');
    expect(at('hidden', cellar().member('mod')).commands()).not.toEqual([]);
    expect(ann.permissionsIn(cellar().channel('hidden'))).toEqual([]);
    expect(ann.permissionsIn(cellar().channel('quiet'))).not.toContain('SendMessages');
  });

  it('ends with the membership, the channel and the bot', async () => {
    const own = await openProbe();
    const server = own.room.server('Attic');
    const cleo = own.room.as(server.member('cleo'));
    server.removeMember(server.member('cleo'));
    expect(() => cleo.slash('go')).toThrow(refusal('room-member'));
    const ann = own.room.as(server.member('ann'));
    server.removeBot();
    expect(() => ann.slash('go')).toThrow(refusal('room-permission'));
    const cellarAnn = own.as('ann');
    own.room.server('Cellar').removeChannel(own.room.server('Cellar').channel('beats'));
    expect(() => cellarAnn.slash('go')).toThrow(refusal('room-channel'));
    await own.close();
  });

  it('is told which commands there are', () => {
    expect(() => probe.as('ann').slash('beats')).toThrow(
      'There is no command beats; the bot registered: go, take',
    );
  });
});

describe('context menus', () => {
  it('bring the message with its words, and the member', async () => {
    const ann = probe.as('ann');
    const said = probe.as('bob').say('listen to this', { files: [track()] });
    const done = probe.next(async (i) => {
      if (i.isMessageContextMenuCommand())
        await i.reply(`${i.targetMessage.content} ${i.targetMessage.attachments.first()?.name}`);
    });
    expect((await ann.context('Use as reference', said).replied()).content).toBe('listen to this ref.mid');
    await done;
    const shown = probe.next(async (i) => {
      if (i.isUserContextMenuCommand()) await i.reply(i.targetUser.username);
    });
    expect((await ann.context('Show artist', cellar().member('bob')).replied()).content).toBe('bob');
    await shown;
    expect(() => ann.context('Show artist', said)).toThrow(refusal('room-no-command'));
  });
});

describe("a server's own commands", () => {
  it('go before those of every server, and are seen there alone', async () => {
    const { client, room } = probe;
    const attic = room.server('Attic');
    await client.rest.put(Routes.applicationGuildCommands(room.applicationId, attic.id), {
      body: [{ name: 'go', description: 'Of the attic' }],
    });
    const described = (member: Parameters<typeof room.as>[0]) =>
      room
        .as(member)
        .commands()
        .filter(({ name }) => name === 'go')
        .map(({ description }) => description);
    expect(described(attic.member('cleo'))).toEqual(['Of the attic']);
    expect(described(cellar().member('ann'))).toEqual(['Does what the test says']);
    expect(room.commands().map(({ name }) => name)).toEqual(COMMANDS.map((command) => command['name']));
  });
});
