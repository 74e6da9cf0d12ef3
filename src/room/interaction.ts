/** One interaction: what a member did, the bot's answer, and everything that came of it. */
import { randomBytes } from 'node:crypto';
import { InteractionResponseType, InteractionType } from 'discord.js';
import type { RoomAnswer, RoomInteraction, WaitOptions } from './acts.ts';
import type { Hub } from './hub.ts';
import type { Message } from './message.ts';
import { RoomError } from './room-error.ts';
import type { Channel, Member } from './server.ts';
import type { RoomMessage } from './world.ts';

export type Kind = RoomInteraction['kind'];

const TYPES: Readonly<Record<Kind, InteractionType>> = {
  slash: InteractionType.ApplicationCommand,
  context: InteractionType.ApplicationCommand,
  component: InteractionType.MessageComponent,
  autocomplete: InteractionType.ApplicationCommandAutocomplete,
  modal: InteractionType.ModalSubmit,
};

/** What is known when it begins. */
export interface Act {
  readonly kind: Kind;
  readonly name: string;
  readonly member: Member;
  readonly channel: Channel;
  /** `data` of the payload. */
  readonly data: Readonly<Record<string, unknown>>;
  /** The message whose component was used, also for a modal that came from one. */
  readonly source?: Message | undefined;
  /** A modal's: the interaction that it answered. */
  readonly trigger?: Interaction | undefined;
  /** An autocomplete's: the type of the option being typed. */
  readonly optionType?: number;
  /** A context menu's target, for the metadata of the reply. */
  readonly target?: Readonly<Record<string, unknown>>;
}

export class Interaction implements RoomInteraction {
  readonly id: string;
  readonly token: string;
  readonly act: Act;
  readonly startedAt: number;
  readonly followUps: Message[] = [];
  readonly answered: Promise<RoomAnswer>;
  answer: RoomAnswer | undefined;
  /** `@original`. */
  message: Message | undefined;
  /** The deadline passed without an answer. */
  failed = false;
  /** A modal that answered it was sent. */
  modalSent = false;
  /** Edits that the message had when it was acknowledged: later ones fill a deferred answer. */
  #editsBefore = 0;
  readonly #hub: Hub;
  readonly #settle: { resolve: (answer: RoomAnswer) => void; reject: (error: Error) => void };

  /** @param token of an interaction that began before the room was opened. */
  constructor(id: string, act: Act, startedAt: number, hub: Hub, token?: string) {
    this.id = id;
    this.act = act;
    this.startedAt = startedAt;
    this.token = token ?? randomBytes(96).toString('base64url');
    this.#hub = hub;
    const { promise, resolve, reject } = Promise.withResolvers<RoomAnswer>();
    this.answered = promise;
    this.#settle = { resolve, reject };
    // Nobody has to wait for it: a missing answer is also an event and a violation.
    promise.catch(() => {});
  }

  get kind(): Kind {
    return this.act.kind;
  }
  get type(): InteractionType {
    return TYPES[this.act.kind];
  }
  get name(): string {
    return this.act.name;
  }
  get member(): Member {
    return this.act.member;
  }
  get channel(): Channel {
    return this.act.channel;
  }

  settle(answer: RoomAnswer, message: Message | undefined): void {
    this.answer = answer;
    this.message = message;
    this.#editsBefore = message?.edits ?? 0;
    this.#settle.resolve(answer);
  }

  fail(ms: number): void {
    this.failed = true;
    this.#settle.reject(
      new RoomError('room-no-answer', `The bot did not answer ${this.act.name} within ${ms} ms.`),
    );
  }

  abandon(error: Error): void {
    this.#settle.reject(error);
  }

  /** The bot deferred and has not filled the answer yet. */
  get pending(): boolean {
    const { answer, message } = this;
    if (answer?.type === InteractionResponseType.DeferredChannelMessageWithSource)
      return message?.loading === true;
    if (answer?.type === InteractionResponseType.DeferredMessageUpdate)
      return (message?.edits ?? 0) === this.#editsBefore;
    return false;
  }

  async replied(wait?: WaitOptions): Promise<RoomMessage> {
    return this.#when(() => !this.pending, wait);
  }

  async until(check: (message: RoomMessage) => boolean, wait?: WaitOptions): Promise<RoomMessage> {
    return this.#when(check, wait);
  }

  async followUp(index = 0, wait?: WaitOptions): Promise<RoomMessage> {
    await this.answered;
    return this.#hub.until(() => this.followUps[index], wait);
  }

  async #when(check: (message: Message) => boolean, wait: WaitOptions | undefined): Promise<RoomMessage> {
    const { type } = await this.answered;
    if (!this.message)
      throw new RoomError(
        'room-no-reply',
        `The bot answered ${this.act.name} with no message (type ${type}).`,
      );
    return this.#hub.until(() => {
      const { message } = this;
      if (!message || message.deleted)
        throw new RoomError('room-message-gone', `The reply to ${this.act.name} was deleted.`);
      return check(message) ? message : undefined;
    }, wait);
  }
}
