/** One page at the room: what its member sees goes out, what its member does comes in. */
import type {
  ModalValue,
  OptionValue,
  Room,
  RoomActor,
  RoomEvent,
  RoomInteraction,
  RoomMessage,
  RoomModal,
} from '../room/index.ts';
import type { Outcome, PageRights, PageSays, RoomSays } from './protocol.ts';
import { showMessage, showThread } from './show.ts';
import { showCommands, showForm } from './show-command.ts';
import type { Tour } from './tour.ts';
import type { Uploads } from './uploads.ts';

export interface SessionHost {
  readonly room: Room;
  readonly uploads: Uploads;
  readonly tour: Tour;
  /** Whether a sentence is meant for whoever sits at the page: what else is thrown is a defect. */
  isTold(error: unknown): error is Error;
  say(what: RoomSays): void;
  /** Something went wrong that no visitor can mend. */
  onError(error: unknown): void;
}

export interface Session {
  hear(what: PageSays): void;
  close(): void;
}

/** Messages that are sent at once. */
const WINDOW = 100;
/** What the bot needs in a channel. */
const NEEDED = ['ViewChannel', 'SendMessages', 'EmbedLinks', 'AttachFiles'] as const;

type Acted = Extract<PageSays, { act: number }>;

export function createSession({ room, uploads, tour, isTold, say, onError }: SessionHost): Session {
  let actor: RoomActor | undefined;
  const forms = new Map<string, RoomModal>();
  const stops = [room.on(follow), tour.on((state) => say({ say: 'tour', tour: state }))];
  say({ say: 'tour', tour: tour.state() });

  function look(memberId: string, channelId: string): void {
    const channel = room.servers
      .flatMap(({ channels, threads }) => [...channels, ...threads])
      .find(({ id }) => id === channelId);
    const server = channel?.server;
    const member = server?.members.find(({ id }) => id === memberId) ?? server?.members[0];
    if (!channel || !member) return;
    actor = room.as(member, channel);
    const messages = actor.messages();
    say({
      say: 'channel',
      member: member.id,
      channel: channel.id,
      messages: messages.slice(-WINDOW).map(showMessage),
      hasOlder: messages.length > WINDOW,
      commands: commands(actor),
      rights: rightsOf(actor),
    });
  }

  function older(before: string): void {
    const messages = actor?.messages() ?? [];
    const end = messages.findIndex(({ id }) => id === before);
    const from = Math.max(0, end - WINDOW);
    if (end >= 0)
      say({ say: 'older', messages: messages.slice(from, end).map(showMessage), hasOlder: from > 0 });
  }

  function follow(event: RoomEvent): void {
    if (actor === undefined) return;
    if (event.type === 'thread') {
      say({ say: 'thread', server: event.channel.server.id, thread: showThread(event.channel) });
    }
    if (event.type === 'commands') say({ say: 'commands', commands: commands(actor) });
    if (event.type === 'delete' || event.type === 'dismiss') say({ say: 'gone', message: event.message.id });
    if (event.type !== 'message' && event.type !== 'edit') return;
    const { message } = event;
    if (message.onlyFor !== undefined && message.onlyFor.id !== actor.member.id) return;
    if (message.channel.id === actor.channel.id) say({ say: 'message', message: showMessage(message) });
    else if (event.type === 'message') say({ say: 'unread', channel: message.channel.id });
  }

  async function act(what: Acted, by: RoomActor): Promise<Outcome> {
    switch (what.say) {
      case 'slash': {
        const files = Object.entries(what.files).map(([name, id]) => [name, fileOf(id)] as const);
        const attachments = Object.fromEntries(files);
        return outcomeOf(by.slash(what.command, optionsOf(by, what.command, what.options), { attachments }));
      }
      case 'complete':
        return outcomeOf(
          by.autocomplete(what.command, optionsOf(by, what.command, what.options), what.focused),
        );
      case 'press':
        return outcomeOf(by.press(messageOf(what.message), what.id));
      case 'select':
        return outcomeOf(by.select(messageOf(what.message), what.id, what.values));
      case 'context':
        return outcomeOf(by.context(what.command, messageOf(what.message)));
      case 'submit': {
        const modal = forms.get(what.form);
        if (modal === undefined) throw new Refusal('That form is not open any more. Open it again.');
        const fields: Record<string, ModalValue> = { ...what.fields };
        for (const [name, ids] of Object.entries(what.files)) fields[name] = ids.map(fileOf);
        const interaction = by.submit(modal, fields);
        forms.delete(what.form);
        return outcomeOf(interaction);
      }
      case 'post':
        by.say(what.text, { files: what.files.map(fileOf) });
        return { kind: 'done' };
      case 'remove':
        by.remove(messageOf(what.message));
        return { kind: 'done' };
    }
  }

  async function outcomeOf(interaction: RoomInteraction): Promise<Outcome> {
    const answer = await interaction.answered.catch(() => undefined);
    if (answer === undefined) return { kind: 'silent' };
    if (answer.choices !== undefined)
      return {
        kind: 'choices',
        choices: answer.choices.map(({ name, value }) => ({ name, value })),
      };
    if (answer.modal === undefined) return { kind: 'done' };
    const key = interaction.id;
    forms.set(key, answer.modal);
    return { kind: 'form', form: showForm(answer.modal, key) };
  }

  function fileOf(id: string) {
    const file = uploads.fetch(id);
    if (file === undefined) throw new Refusal('A file did not arrive. Choose it again.');
    return file;
  }

  function messageOf(id: string): RoomMessage {
    const message = room.message(id);
    if (message === undefined) throw new Refusal('That message is not there any more.');
    return message;
  }

  return {
    hear(what) {
      if (what.say === 'look') return look(what.member, what.channel);
      if (what.say === 'older') return older(what.before);
      if (what.say === 'tour') return tour.move(what.move);
      if (actor === undefined) return;
      act(what, actor)
        .catch((error: unknown): Outcome => {
          if (error instanceof Refusal || isTold(error)) return { kind: 'refused', why: error.message };
          onError(error);
          return { kind: 'refused', why: 'Something went wrong here.' };
        })
        .then((outcome) => say({ say: 'answer', act: what.act, outcome }));
    },
    close() {
      for (const stop of stops) stop();
    },
  };
}

/** What the page asked for cannot be done, for a reason of the page's own. */
class Refusal extends Error {}

const commands = (actor: RoomActor) => {
  // Whoever may not see the channel is offered nothing there.
  if (!actor.member.permissionsIn(actor.channel).includes('ViewChannel')) return [];
  return showCommands(actor.commands());
};

/** Members, channels and roles come as their ids. */
function optionsOf(
  actor: RoomActor,
  command: string,
  given: Readonly<Record<string, string | number | boolean>>,
): Record<string, OptionValue> {
  const { server } = actor.channel;
  const found = commands(actor).find(({ name, isContext }) => name === command && !isContext);
  const kinds = new Map(found?.options.map(({ name, kind }) => [name, kind]));
  return Object.fromEntries(
    Object.entries(given).map(([name, value]) => {
      const withId = <T extends { readonly id: string }>(list: readonly T[]) =>
        list.find(({ id }) => id === value) ?? value;
      const kind = kinds.get(name);
      if (kind === 'member') return [name, withId(server.members)];
      if (kind === 'channel') return [name, withId(server.channels)];
      return [name, kind === 'role' ? withId(server.roles) : value];
    }),
  );
}

function rightsOf({ member, channel }: RoomActor): PageRights {
  const may = member.permissionsIn(channel);
  const botMay = channel.server.bot.permissionsIn(channel);
  return {
    maySend: may.includes('SendMessages'),
    mayAttach: may.includes('AttachFiles'),
    mayManage: may.includes('ManageMessages'),
    botLacks: NEEDED.filter((permission) => !botMay.includes(permission)),
    uploadLimit: channel.server.uploadLimit,
  };
}
