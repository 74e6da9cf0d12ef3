/** Interactions by Discord's rules: three seconds to answer once, then fifteen minutes to edit and follow up. */
import {
  InteractionResponseType as Answer,
  type APIApplicationCommandOptionChoice,
  type APIModalInteractionResponseCallbackData,
  MessageFlags,
} from 'discord.js';
import type { RoomAnswer, RoomModal } from './acts.ts';
import type { Upload } from './attachments.ts';
import type { RoomClock } from './clock.ts';
import { type Form, refuse } from './errors.ts';
import type { Dispatch } from './gateway.ts';
import type { Hub } from './hub.ts';
import { type Act, Interaction, type Kind } from './interaction.ts';
import { payloadOf, replyMeta } from './interactionJson.ts';
import { intOf, isObject, listOf, loose } from './json.ts';
import type { Message } from './message.ts';
import type { Messages, Sender } from './messages.ts';
import { checkChoices, checkModal, type MessageBody, type MessageKeys } from './rules/index.ts';
import type { RoomLimits } from './spec.ts';

export interface InteractionsHost {
  readonly clock: RoomClock;
  readonly nextId: () => string;
  readonly hub: Hub;
  readonly limits: RoomLimits;
  readonly messages: Messages;
  readonly applicationId: string;
  readonly dispatch: Dispatch;
  readonly violate: (rule: string, message: string) => void;
}

/** A body of a message with the files that came with it. */
export interface Posted {
  readonly body: MessageBody;
  readonly uploads: readonly Upload[];
  readonly form: Form;
}

const ALLOWED: Readonly<Record<Kind, readonly Answer[]>> = {
  slash: [Answer.ChannelMessageWithSource, Answer.DeferredChannelMessageWithSource, Answer.Modal],
  context: [Answer.ChannelMessageWithSource, Answer.DeferredChannelMessageWithSource, Answer.Modal],
  component: [
    Answer.ChannelMessageWithSource,
    Answer.DeferredChannelMessageWithSource,
    Answer.DeferredMessageUpdate,
    Answer.UpdateMessage,
    Answer.Modal,
  ],
  autocomplete: [Answer.ApplicationCommandAutocompleteResult],
  modal: [Answer.ChannelMessageWithSource, Answer.DeferredChannelMessageWithSource],
};
const OF_COMPONENTS: readonly Answer[] = [Answer.DeferredMessageUpdate, Answer.UpdateMessage];

export class Interactions {
  readonly #byToken = new Map<string, Interaction>();
  readonly #host: InteractionsHost;

  constructor(host: InteractionsHost) {
    this.#host = host;
  }

  /** A member acts: the bot hears of it, and its time runs. */
  begin(act: Act): Interaction {
    const { clock, nextId, hub, limits, dispatch, applicationId, messages, violate } = this.#host;
    const interaction = new Interaction(nextId(), act, clock.now(), hub);
    this.#byToken.set(interaction.token, interaction);
    clock.after(limits.acknowledgeMs, () => {
      if (interaction.answer) return;
      interaction.fail(limits.acknowledgeMs);
      violate('no-answer', `${act.name} was not answered within ${limits.acknowledgeMs} ms.`);
      hub.emit({ type: 'unanswered', at: clock.now(), interaction });
    });
    clock.after(limits.tokenMs, () => {
      if (interaction.pending && !interaction.message?.deleted)
        if (interaction.answer?.type === Answer.DeferredChannelMessageWithSource)
          violate(
            'never-filled',
            `The deferred reply to ${act.name} was not filled before its token expired.`,
          );
    });
    const source = act.source ? messages.read(act.source) : undefined;
    hub.emit({ type: 'interaction', at: clock.now(), interaction });
    dispatch(
      'INTERACTION_CREATE',
      payloadOf(interaction, applicationId, source),
      act.channel.server,
      'interactions',
    );
    return interaction;
  }

  /** One that was answered before the room was opened. */
  adopt(interaction: Interaction): void {
    this.#byToken.set(interaction.token, interaction);
  }

  /** POST /interactions/{id}/{token}/callback */
  callback(id: string, token: string, json: unknown, uploads: readonly Upload[], form: Form): Interaction {
    const { clock, limits, hub } = this.#host;
    const interaction = this.#byToken.get(token);
    if (!interaction || interaction.id !== id) throw refuse.unknownInteraction();
    if (interaction.answer) throw refuse.doubleAnswer();
    const ms = clock.now() - interaction.startedAt;
    if (interaction.failed || ms > limits.acknowledgeMs) throw refuse.lateAnswer();

    const { type: given, data } = loose<'type' | 'data'>(json);
    const type = this.#judgeType(interaction, given, form);
    const body = loose<MessageKeys>(data);
    const message = this.#answerMessage(interaction, type, { body, uploads, form });
    const answer: RoomAnswer = {
      type,
      ms,
      at: clock.now(),
      ephemeral: message?.onlyFor !== undefined,
      message,
      choices:
        type === Answer.ApplicationCommandAutocompleteResult
          ? this.#choices(interaction, data, form)
          : undefined,
      modal: type === Answer.Modal ? this.#modal(interaction, data, form) : undefined,
    };
    interaction.settle(answer, message);
    hub.emit({ type: 'answer', at: answer.at, interaction, answer });
    return interaction;
  }

  /** The interaction whose token this is, for /webhooks/{application}/{token}. */
  webhook(applicationId: string, token: string): Interaction {
    const { clock, limits } = this.#host;
    const interaction = this.#byToken.get(token);
    if (!interaction || applicationId !== this.#host.applicationId) throw refuse.unknownToken();
    if (clock.now() - interaction.startedAt > limits.tokenMs) throw refuse.expiredToken();
    if (!interaction.answer) throw refuse.unknownWebhook();
    return interaction;
  }

  /** A message of the interaction: `@original`, or a follow-up by its id. */
  message(interaction: Interaction, id: string): Message {
    const { message, followUps } = interaction;
    const found =
      id === '@original' || id === message?.id ? message : followUps.find((each) => each.id === id);
    if (!found || found.deleted) throw refuse.unknownMessage();
    return found;
  }

  edit(interaction: Interaction, message: Message, { body, uploads, form }: Posted): Message {
    return this.#host.messages.edit(message, body, uploads, limitOf(interaction), form);
  }

  /** A follow-up; the first one after a deferral fills the deferred reply instead, as Discord does. */
  followUp(interaction: Interaction, posted: Posted): Message {
    const { message } = interaction;
    const ephemeral = ((intOf(posted.body.flags) ?? 0) & MessageFlags.Ephemeral) !== 0;
    if (message?.loading && !message.deleted) {
      if (ephemeral !== (message.onlyFor !== undefined))
        posted.form.note(
          'followup-fills-deferral',
          'The first follow-up fills the deferred reply and is seen by whom the deferral said.',
        );
      const flags = (intOf(posted.body.flags) ?? 0) & ~MessageFlags.Ephemeral;
      return this.edit(interaction, message, { ...posted, body: { ...posted.body, flags } });
    }
    const made = this.#host.messages.create(
      posted.body,
      posted.uploads,
      this.#sender(interaction, ephemeral, true),
      posted.form,
    );
    interaction.followUps.push(made);
    return made;
  }

  close(error: Error): void {
    for (const interaction of this.#byToken.values()) if (!interaction.answer) interaction.abandon(error);
  }

  #judgeType({ act }: Interaction, given: unknown, form: Form): Answer {
    const fromComponent = act.kind === 'modal' && act.source !== undefined;
    const allowed = [...ALLOWED[act.kind], ...(fromComponent ? OF_COMPONENTS : [])];
    if (allowed.includes(given as Answer)) return given as Answer;
    form.add('type', 'callback-type', 'BASE_TYPE_CHOICES', `Value must be one of {${allowed.join(', ')}}.`);
    form.settle();
    throw refuse.unknownInteraction();
  }

  #answerMessage(interaction: Interaction, type: Answer, posted: Posted): Message | undefined {
    const { body, uploads, form } = posted;
    const { source } = interaction.act;
    const flags = intOf(body.flags) ?? 0;
    const ephemeral = (flags & MessageFlags.Ephemeral) !== 0;
    switch (type) {
      case Answer.ChannelMessageWithSource:
        return this.#host.messages.create(body, uploads, this.#sender(interaction, ephemeral, false), form);
      case Answer.DeferredChannelMessageWithSource: {
        if (flags & ~MessageFlags.Ephemeral)
          form.note(
            'deferral-flags',
            'A deferral takes the flag EPHEMERAL alone; give the others when you fill it.',
          );
        const deferral = { flags: flags & MessageFlags.Ephemeral };
        const sender = { ...this.#sender(interaction, ephemeral, false), loading: true };
        return this.#host.messages.create(deferral, [], sender, form);
      }
      case Answer.DeferredMessageUpdate:
        return source;
      case Answer.UpdateMessage:
        if (!source || source.deleted) throw refuse.unknownMessage();
        return this.edit(interaction, source, posted);
      default:
        return undefined;
    }
  }

  #choices({ act }: Interaction, data: unknown, form: Form): readonly APIApplicationCommandOptionChoice[] {
    const { choices } = loose<'choices'>(data);
    checkChoices(choices, act.optionType ?? 0, 'data.choices', form);
    form.settle();
    return listOf(choices) as readonly APIApplicationCommandOptionChoice[];
  }

  #modal(interaction: Interaction, data: unknown, form: Form): RoomModal {
    checkModal(data, form);
    form.settle();
    const modal = (isObject(data) ? data : {}) as unknown as APIModalInteractionResponseCallbackData;
    return { customId: modal.custom_id, title: modal.title, data: modal, interaction };
  }

  #sender(interaction: Interaction, ephemeral: boolean, isFollowUp: boolean): Sender {
    const { channel, member } = interaction.act;
    return {
      user: channel.server.bot.user,
      channel,
      uploadLimit: limitOf(interaction),
      onlyFor: ephemeral ? member : undefined,
      meta: replyMeta(interaction, this.#host.applicationId, isFollowUp),
    };
  }
}

/** `attachment_size_limit`: what the server or the member's subscription allows, whichever is more. */
function limitOf({ act: { channel, member } }: Interaction): number {
  return Math.max(channel.server.uploadLimit, member.uploadLimit);
}
