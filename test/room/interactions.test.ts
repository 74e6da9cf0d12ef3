/** Three seconds to answer once, fifteen minutes to edit and follow up, and who sees what. */
import { MessageFlags, Routes } from 'discord.js';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openProbe, type Probe, rules } from './probe.ts';

let probe: Probe;
beforeEach(async () => {
  probe = await openProbe();
});
afterEach(() => probe.close());

describe('the deadline', () => {
  it('takes an answer at 3000 ms and tells how long it took', async () => {
    const { interaction, error } = await probe.go(async (command) => {
      probe.room.clock.advance(2999);
      await command.reply('in time');
    });
    expect(error).toBeUndefined();
    expect(await interaction.answered).toMatchObject({ type: 4, ms: 2999, ephemeral: false });
    expect(probe.room.violations).toEqual([]);
  });

  it('refuses an answer after it as unknown, and tells the member that none came', async () => {
    const { interaction, error } = await probe.go(async (command) => {
      probe.room.clock.advance(3000);
      await command.reply('late');
    });
    expect(error).toMatchObject({ code: 10062, status: 404 });
    await expect(interaction.answered).rejects.toMatchObject({ id: 'room-no-answer' });
    expect(rules(probe.room)).toEqual(['no-answer', 'acknowledge-deadline']);
  });

  it('counts for autocomplete too', async () => {
    const done = probe.next(async (interaction) => {
      probe.room.clock.advance(3001);
      if (interaction.isAutocomplete()) await interaction.respond([]);
    });
    const typing = probe.as('ann').autocomplete('take', { artist: 'n' }, 'artist');
    expect(await done).toMatchObject({ code: 10062 });
    await expect(typing.answered).rejects.toThrow('within 3000 ms');
  });
});

describe('an interaction is answered once', () => {
  it('refuses a second answer', async () => {
    const { error, interaction } = await probe.go(async (command) => {
      await command.reply('one');
      command.replied = false;
      await command.reply('two');
    });
    expect(error).toMatchObject({ code: 40060, status: 400 });
    expect(rules(probe.room)).toEqual(['double-answer']);
    expect(interaction.message?.content).toBe('one');
  });

  it('does not know an interaction with another id or token', async () => {
    const { client } = probe;
    const { interaction } = await probe.go((command) => command.reply('hi'));
    const body = { type: 4, data: { content: 'hi' } };
    const made = Routes.interactionCallback(interaction.id, 'made-up');
    await expect(client.rest.post(made, { body, auth: false })).rejects.toMatchObject({ code: 10062 });
    expect(rules(probe.room)).toEqual(['unknown-interaction']);
  });

  it.each([
    [6, 'a deferred update'],
    [7, 'an update'],
    [8, 'choices'],
    [12, 'an activity'],
  ])('refuses type %i (%s) for a command', async (type) => {
    const { error } = await probe.go((command) =>
      probe.client.rest.post(Routes.interactionCallback(command.id, command.token), {
        body: { type, data: { choices: [] } },
        auth: false,
      }),
    );
    expect(error).toMatchObject({ code: 50035 });
    expect(rules(probe.room)).toEqual(['callback-type']);
  });

  it('leaves no message behind when the answer is refused, and takes a better one', async () => {
    const { interaction, error } = await probe.go(async (command) => {
      await command.reply('x'.repeat(2001)).catch(() => {});
      await command.reply('short');
    });
    expect(error).toBeUndefined();
    expect(interaction.channel.messages.map(({ content }) => content)).toEqual(['short']);
  });
});

describe('the token', () => {
  it('edits and follows up until fifteen minutes have passed', async () => {
    const { interaction, error } = await probe.go(async (command) => {
      await command.deferReply();
      probe.room.clock.advance(15 * 60_000);
      await command.editReply('just in time');
      probe.room.clock.advance(1);
      await command.editReply('too late');
    });
    expect(error).toMatchObject({ code: 50027, status: 401 });
    expect(interaction.message?.content).toBe('just in time');
    // A deferred reply that nobody filled in its time stays "thinking" for ever.
    expect(rules(probe.room)).toEqual(['never-filled', 'token-expired']);
  });

  it('opens no webhook before the interaction is answered', async () => {
    const { error } = await probe.go((command) =>
      probe.client.rest.post(Routes.webhook(probe.room.applicationId, command.token), {
        body: { content: 'early' },
        auth: false,
      }),
    );
    expect(error).toMatchObject({ code: 10015 });
  });

  it('reaches only the messages of its own interaction', async () => {
    const { client, room } = probe;
    const other = room.server('Cellar').channel('talk');
    const { error } = await probe.go(async (command) => {
      await command.reply('mine');
      const foreign = await client.rest.post(Routes.channelMessages(other.id), {
        body: { content: 'not mine' },
      });
      await command.editReply({ message: (foreign as { id: string }).id, content: 'stolen' });
    });
    expect(error).toMatchObject({ code: 10008 });
    expect(other.messages[0]?.content).toBe('not mine');
  });
});

describe('a deferred reply', () => {
  it('thinks until it is filled, and keeps every state with its time', async () => {
    const { clock } = probe.room;
    const start = clock.now();
    const { interaction } = await probe.go(async (command) => {
      await command.deferReply();
      clock.advance(500);
      await command.editReply('50 %');
      clock.advance(500);
      await command.editReply('done');
      clock.advance(500);
      await command.deleteReply();
    });
    const [created, ...later] = interaction.message?.history ?? [];
    expect(created).toMatchObject({ what: 'created', message: { content: '', flags: MessageFlags.Loading } });
    expect(later.map(({ at, what, message }) => [at - start, what, message.content])).toEqual([
      [500, 'edited', '50 %'],
      [1000, 'edited', 'done'],
      [1500, 'deleted', 'done'],
    ]);
    await expect(interaction.replied()).rejects.toMatchObject({ id: 'room-message-gone' });
  });

  it('is `replied` only when it has content', async () => {
    const seen: boolean[] = [];
    const { interaction } = await probe.go(async (command) => {
      await command.deferReply();
      seen.push(command.channel?.isTextBased() ?? false);
      await command.editReply('there');
    });
    const message = await interaction.replied();
    expect([message.loading, message.content, message.history.length]).toEqual([false, 'there', 2]);
  });

  it('settles who sees it: an edit or the first follow-up cannot change that', async () => {
    const { interaction } = await probe.go(async (command) => {
      await command.deferReply();
      await command.followUp({ content: 'secret?', flags: MessageFlags.Ephemeral });
    });
    expect(interaction.followUps).toEqual([]);
    expect(interaction.message).toMatchObject({ content: 'secret?', loading: false, onlyFor: undefined });
    expect(rules(probe.room)).toEqual(['followup-fills-deferral']);
  });

  it('does not become ephemeral by an edit', async () => {
    const { interaction } = await probe.go(async (command) => {
      await command.deferReply();
      await probe.client.rest.patch(Routes.webhookMessage(probe.room.applicationId, command.token), {
        body: { content: 'for all', flags: MessageFlags.Ephemeral },
        auth: false,
      });
    });
    expect(interaction.message?.onlyFor).toBeUndefined();
    expect(rules(probe.room)).toEqual(['ephemeral-edit']);
  });

  it('takes no flag but EPHEMERAL', async () => {
    await probe.go((command) =>
      probe.client.rest.post(Routes.interactionCallback(command.id, command.token), {
        body: { type: 5, data: { flags: MessageFlags.IsComponentsV2 } },
        auth: false,
      }),
    );
    expect(rules(probe.room)).toEqual(['deferral-flags']);
  });

  it('of a button keeps its message and is `replied` with the first edit', async () => {
    const { room } = probe;
    const { interaction } = await probe.go((command) =>
      command.reply({
        content: 'vote',
        components: [{ type: 1, components: [{ type: 2, style: 1, label: 'A', custom_id: 'a' }] }],
      }),
    );
    const message = await interaction.replied();
    const done = probe.next(async (press) => {
      if (!press.isButton()) return;
      await press.deferUpdate();
      await room.until(() => press.deferred);
      await press.editReply('voted');
    });
    const press = probe.as('bob').press(message, 'a');
    expect((await press.answered).type).toBe(6);
    expect((await press.replied()).content).toBe('voted');
    expect(await done).toBeUndefined();
    expect(message.content).toBe('voted');
  });
});

describe('an ephemeral reply', () => {
  it('is seen and used by its member alone', async () => {
    const { interaction } = await probe.go((command) =>
      command.reply({
        content: 'for you',
        flags: MessageFlags.Ephemeral,
        components: [{ type: 1, components: [{ type: 2, style: 1, label: 'A', custom_id: 'a' }] }],
      }),
    );
    const message = await interaction.replied();
    expect((await interaction.answered).ephemeral).toBe(true);
    expect(message.onlyFor?.name).toBe('ann');
    expect(probe.as('ann').messages()).toEqual([message]);
    expect(probe.as('bob').messages()).toEqual([]);
    expect(() => probe.as('bob').press(message, 'a')).toThrow(
      expect.objectContaining({ id: 'room-message-hidden' }),
    );
    const channel = Routes.channelMessage(message.channel.id, message.id);
    await expect(probe.client.rest.get(channel)).rejects.toMatchObject({ code: 10008 });
  });

  it('can be edited by its interaction and dismissed by its member', async () => {
    const { interaction } = await probe.go(async (command) => {
      await command.deferReply({ flags: MessageFlags.Ephemeral });
      await command.editReply('filled');
    });
    const message = await interaction.replied();
    expect(message.flags & MessageFlags.Ephemeral).toBeTruthy();
    probe.as('ann').remove(message);
    expect(probe.as('ann').messages()).toEqual([]);
    expect(message.deleted).toBe(false);
  });
});

describe('follow-ups', () => {
  it('come one by one, point to the reply and can be edited and deleted', async () => {
    const { interaction, error } = await probe.go(async (command) => {
      await command.reply('reply');
      const one = await command.followUp('one');
      await command.followUp({ content: 'two', flags: MessageFlags.Ephemeral });
      await command.editReply({ message: one, content: 'one!' });
      await command.deleteReply(one);
    });
    expect(error).toBeUndefined();
    const [one, two] = [await interaction.followUp(0), await interaction.followUp(1)];
    expect(one.history.map(({ what, message }) => [what, message.content])).toEqual([
      ['created', 'one'],
      ['edited', 'one!'],
      ['deleted', 'one!'],
    ]);
    expect(one.raw.message_reference?.message_id).toBe(interaction.message?.id);
    expect(two.onlyFor?.name).toBe('ann');
    expect(probe.room.violations).toEqual([]);
  });
});

describe('files in an answer', () => {
  it('are as large as the server or the member’s subscription allows', async () => {
    const own = await openProbe({
      servers: [{ name: 'Cellar', members: ['ann', { name: 'nitro', uploadLimit: 200 }], uploadLimit: 100 }],
    });
    const file = { attachment: Buffer.alloc(101), name: 'A.mp3' };
    const { error } = await own.go((command) => command.reply({ files: [file] }));
    expect(error).toMatchObject({ code: 40005, status: 413 });
    const done = own.next(async (command) => {
      if (!command.isChatInputCommand()) return;
      await command.deferReply();
      await command.editReply({ files: [file] });
    });
    const reply = await own.as('nitro').slash('go').replied();
    expect(reply.attachments).toHaveLength(1);
    expect(await done).toBeUndefined();
    expect(rules(own.room)).toEqual(['upload-size']);
    await own.close();
  });
});

describe('the callback', () => {
  it('gives the message back when it is asked for', async () => {
    const ids: (string | undefined)[] = [];
    const { interaction } = await probe.go(async (command) => {
      const { resource, interaction: callback } = await command.reply({ content: 'hi', withResponse: true });
      ids.push(resource?.message?.id, callback.responseMessageId ?? undefined);
    });
    expect(ids).toEqual([interaction.message?.id, interaction.message?.id]);
  });

  it('carries up to 25 choices of the option that is typed into', async () => {
    const choices = Array.from({ length: 26 }, (_, i) => ({ name: `n${i}`, value: `v${i}` }));
    const done = probe.next(async (interaction) => {
      if (!interaction.isAutocomplete()) return;
      expect(interaction.options.getFocused(true)).toMatchObject({ name: 'artist', value: 'ni' });
      const call = Routes.interactionCallback(interaction.id, interaction.token);
      const send = (some: unknown) =>
        probe.client.rest.post(call, { body: { type: 8, data: { choices: some } }, auth: false });
      await expect(send(choices)).rejects.toMatchObject({ code: 50035 });
      await expect(send([{ name: 'a number', value: 7 }])).rejects.toMatchObject({ code: 50035 });
      await expect(send([{ name: 'x'.repeat(101), value: 'x' }])).rejects.toMatchObject({ code: 50035 });
      await send(choices.slice(0, 25));
    });
    const typing = probe.as('ann').autocomplete('take', { artist: 'ni' }, 'artist');
    expect(await done).toBeUndefined();
    expect((await typing.answered).choices).toEqual(choices.slice(0, 25));
    expect(rules(probe.room)).toEqual(['choice-count', 'choice-value', 'choice-name']);
  });
});
