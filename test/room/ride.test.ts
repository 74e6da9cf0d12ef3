/** The whole ride of a command, its buttons, menus and modals, every exchange judged by Discord's own document. */
import {
  ActionRowBuilder,
  AttachmentBuilder,
  ButtonBuilder,
  ButtonStyle,
  EmbedBuilder,
  Events,
  type Interaction,
  LabelBuilder,
  MessageFlags,
  ModalBuilder,
  StringSelectMenuBuilder,
  TextInputBuilder,
  TextInputStyle,
} from 'discord.js';
import { afterEach, describe, expect, it } from 'vitest';
import { discordDocument, openapi } from '../support/openapi.ts';
import { openProbe, type Probe } from './probe.ts';

let probe: Probe | undefined;
afterEach(() => probe?.close());

const mp3 = Buffer.alloc(40_000, 7);
const mid = Buffer.from('MThd');

async function answer(interaction: Interaction<'cached'>): Promise<unknown> {
  if (interaction.isAutocomplete())
    return interaction.respond([{ name: 'Night Shift', value: interaction.options.getFocused() }]);
  if (interaction.isChatInputCommand()) {
    await interaction.deferReply();
    for (const percent of [25, 75]) await interaction.editReply(`${percent} %`);
    await interaction.editReply({
      content: '',
      embeds: [
        new EmbedBuilder()
          .setTitle('Beat')
          .setFooter({ text: 'seed 7' })
          .setImage('attachment://card.png')
          .addFields({ name: 'bpm', value: '140' }),
      ],
      files: [
        new AttachmentBuilder(mp3, { name: 'A.mp3', description: 'take A' }),
        new AttachmentBuilder(mid, { name: 'A.mid' }),
        new AttachmentBuilder(mid, { name: 'card.png' }),
      ],
      components: [row(0), menu()],
    });
    return interaction.followUp({ content: 'Only you see this', flags: MessageFlags.Ephemeral });
  }
  if (interaction.isStringSelectMenu()) {
    await interaction.deferUpdate();
    return interaction.editReply({ content: `style ${interaction.values[0]}` });
  }
  if (interaction.isButton() && interaction.customId === 'vote')
    return interaction.update({ components: [row(1), menu()] });
  if (interaction.isButton())
    return interaction.showModal(
      new ModalBuilder()
        .setCustomId('name')
        .setTitle('Name it')
        .addLabelComponents(
          new LabelBuilder()
            .setLabel('Name')
            .setTextInputComponent(
              new TextInputBuilder().setCustomId('text').setStyle(TextInputStyle.Short).setMaxLength(40),
            ),
        ),
    );
  if (interaction.isModalSubmit())
    return interaction.reply({
      content: `Named ${interaction.fields.getTextInputValue('text')}`,
      allowedMentions: { parse: [] },
      withResponse: true,
    });
  return undefined;
}

function row(votes: number) {
  return new ActionRowBuilder<ButtonBuilder>().addComponents(
    new ButtonBuilder().setCustomId('vote').setLabel(`A ${votes}`).setStyle(ButtonStyle.Success),
    new ButtonBuilder().setCustomId('rename').setLabel('Name it').setStyle(ButtonStyle.Secondary),
  );
}
function menu() {
  return new ActionRowBuilder<StringSelectMenuBuilder>().addComponents(
    new StringSelectMenuBuilder().setCustomId('style').addOptions({ label: 'Trap', value: 'trap' }),
  );
}

describe('the room', () => {
  it('carries a command from its autocomplete to a vote and a modal, and no rule is broken', async () => {
    probe = await openProbe(openapi());
    const { room, client } = probe;
    client.on(Events.InteractionCreate, (interaction) => answer(interaction as Interaction<'cached'>));
    const ann = probe.as('ann');

    const typing = await ann.autocomplete('take', { artist: 'nig' }, 'artist').answered;
    expect(typing.choices).toEqual([{ name: 'Night Shift', value: 'nig' }]);

    const beat = ann.slash(
      'take',
      { word: 'yes' },
      { attachments: { track: { name: 'ref.mid', bytes: mid } } },
    );
    expect((await beat.answered).type).toBe(5);
    const message = await beat.until(({ attachments }) => attachments.length === 3);
    expect(message.history.map(({ message: { content } }) => content)).toEqual(['', '25 %', '75 %', '']);
    expect(message.attachments.map(({ name, size, description }) => [name, size, description])).toEqual([
      ['A.mp3', mp3.length, 'take A'],
      ['A.mid', 4, undefined],
      ['card.png', 4, undefined],
    ]);
    expect(Buffer.from(message.attachment('A.mp3').bytes).equals(mp3)).toBe(true);
    // A picture that an embed shows is not listed beside it.
    expect(message.raw.attachments).toHaveLength(2);
    expect(message.text).toBe('Beat\nbpm\n140\nseed 7');
    expect((await beat.followUp()).onlyFor?.name).toBe('ann');

    const bob = probe.as('bob');
    expect((await bob.press(message, 'vote').answered).type).toBe(7);
    expect(message.raw.components?.[0]).toMatchObject({ components: [{ label: 'A 1' }, {}] });
    expect(message.attachments).toHaveLength(3);
    await bob.select(message, 'style', ['trap']).replied();
    expect(message.content).toBe('style trap');

    const { modal } = await ann.press(message, 'rename').answered;
    const named = await ann.submit(modal!, { text: 'Night bus' }).replied();
    expect(named.content).toBe('Named Night bus');
    expect(room.violations).toEqual([]);
  });

  it('answers every read of the bot as the document says', async (ctx) => {
    const document = discordDocument();
    if (!document) return ctx.skip("Discord's OpenAPI document is not in ../shared/discord");
    probe = await openProbe(openapi());
    const { room, client } = probe;
    const cellar = room.server('Cellar');
    const channel = cellar.channel('beats');
    const app = room.applicationId;
    const said = probe.as('ann').say('hello');
    await client.rest.get(`/channels/${channel.id}/messages/${said.id}`);
    await client.rest.put(`/applications/${app}/guilds/${cellar.id}/commands`, {
      body: [{ name: 'here', description: 'Of this server' }],
    });
    const made = (await client.rest.post(`/applications/${app}/commands`, {
      body: { name: 'more', description: 'One more' },
    })) as { id: string };
    await client.rest.patch(`/applications/${app}/commands/${made.id}`, { body: { description: 'Changed' } });
    for (const path of [
      '/gateway',
      '/gateway/bot',
      '/users/@me',
      '/users/@me/guilds',
      `/users/${cellar.member('ann').id}`,
      '/applications/@me',
      '/oauth2/applications/@me',
      `/applications/${app}/commands`,
      `/applications/${app}/commands/${made.id}`,
      `/applications/${app}/guilds/${cellar.id}/commands`,
      `/guilds/${cellar.id}`,
      `/guilds/${cellar.id}/channels`,
      `/guilds/${cellar.id}/roles`,
      `/guilds/${cellar.id}/members/${cellar.member('bob').id}`,
      `/channels/${channel.id}`,
      `/channels/${channel.id}/messages`,
    ] as const)
      await client.rest.get(path);
    await client.rest.post(`/channels/${channel.id}/typing`);
    await client.rest.delete(`/applications/${app}/commands/${made.id}`);
    expect(room.violations).toEqual([]);
    expect(document.seen.size).toBeGreaterThan(20);
  });

  it('lets the document refuse what it does not allow, with its name in the violation', async (ctx) => {
    if (!discordDocument()) return ctx.skip("Discord's OpenAPI document is not in ../shared/discord");
    probe = await openProbe(openapi());
    const { room, client } = probe;
    const path = `/channels/${room.server('Cellar').channel('beats').id}/messages` as const;
    const misspelt = client.rest.post(path, { body: { content: 'hi', componentz: [] } });
    await expect(misspelt).rejects.toMatchObject({ code: 50035, status: 400 });
    expect(room.violations).toMatchObject([{ rule: 'schema', code: 50035 }]);
    expect(room.violations[0]?.message).toContain('componentz');
  });
});
