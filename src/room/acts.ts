/** What a member does at Discord's client and what comes of it: the actor and interactions. */
import type {
  APIApplicationCommand,
  APIApplicationCommandOptionChoice,
  APIModalInteractionResponseCallbackData,
  InteractionResponseType,
} from 'discord.js';
import type { RoomChannel, RoomMember, RoomMessage, RoomRole } from './world.ts';

export interface WaitOptions {
  /** Real milliseconds before giving up (`room-wait`). Default 10000. */
  readonly timeoutMs?: number;
}

export interface RoomFile {
  readonly name: string;
  readonly bytes: Uint8Array;
  /** Default: guessed from the name, as Discord's client does. */
  readonly contentType?: string;
}

export type OptionValue = string | number | boolean | RoomMember | RoomChannel | RoomRole;

/**
 * What one member does in one channel with Discord's own client. What that client would not let them do throws
 * `RoomError` with an id `room-…` and the bot never hears of it; everything else goes to the bot.
 */
export interface RoomActor {
  readonly member: RoomMember;
  readonly channel: RoomChannel;
  /** The commands that the client offers to this member here. */
  commands(): readonly APIApplicationCommand[];
  /** `slash('beat', { style: 'trap' })`, `slash('reference add', { consent: true }, { attachments: { track } })`. */
  slash(
    command: string,
    options?: Readonly<Record<string, OptionValue>>,
    extra?: { readonly attachments?: Readonly<Record<string, RoomFile>> },
  ): RoomInteraction;
  /** Types into the option `focused`, whose text so far is in `options`. The choices are in the answer. */
  autocomplete(
    command: string,
    options: Readonly<Record<string, OptionValue>>,
    focused: string,
  ): RoomInteraction;
  /** A command of a member's or a message's context menu. */
  context(command: string, target: RoomMember | RoomMessage): RoomInteraction;
  press(message: RoomMessage, customId: string): RoomInteraction;
  /** Values are a string select's values, or the members, channels and roles picked. */
  select(
    message: RoomMessage,
    customId: string,
    values: readonly (string | RoomMember | RoomChannel | RoomRole)[],
  ): RoomInteraction;
  /** Fills a modal that the bot showed to this member; fields by custom_id. A modal can be sent once. */
  submit(modal: RoomModal, fields: Readonly<Record<string, ModalValue>>): RoomInteraction;
  /** Posts an ordinary message. */
  say(content: string, extra?: { readonly files?: readonly RoomFile[] }): RoomMessage;
  /** Deletes a message: their own, or any with ManageMessages. An ephemeral one is only dismissed. */
  remove(message: RoomMessage): void;
  /** What this member sees in the channel now, oldest first. */
  messages(): readonly RoomMessage[];
}

export type ModalValue =
  | string
  | boolean
  | readonly (string | RoomMember | RoomChannel | RoomRole | RoomFile)[];

/** One thing a member did, and what the bot made of it. */
export interface RoomInteraction {
  readonly id: string;
  readonly kind: 'slash' | 'context' | 'autocomplete' | 'component' | 'modal';
  /** The command with its subcommands (`reference add`), or the custom_id. */
  readonly name: string;
  readonly member: RoomMember;
  readonly channel: RoomChannel;
  /** Milliseconds since the epoch by the room's clock. */
  readonly startedAt: number;
  /** The bot's first answer. Rejects (`room-no-answer`) when the deadline passes without one. */
  readonly answered: Promise<RoomAnswer>;
  readonly answer: RoomAnswer | undefined;
  /** The reply, or the message whose button was pressed once the bot has updated it (`@original`). */
  readonly message: RoomMessage | undefined;
  readonly followUps: readonly RoomMessage[];
  /** The reply once it has content: at once for a reply, after the first edit for a deferred one. */
  replied(wait?: WaitOptions): Promise<RoomMessage>;
  /** The reply once `check` holds for it; looks again after each edit. */
  until(check: (message: RoomMessage) => boolean, wait?: WaitOptions): Promise<RoomMessage>;
  /** The n-th follow-up (0 is the first) once it is there. */
  followUp(index?: number, wait?: WaitOptions): Promise<RoomMessage>;
}

export interface RoomAnswer {
  /** 4 reply, 5 deferred reply, 6 deferred update, 7 update, 8 autocomplete's choices, 9 modal. */
  readonly type: InteractionResponseType;
  /** Milliseconds by the room's clock from the act to the answer. */
  readonly ms: number;
  readonly at: number;
  readonly ephemeral: boolean;
  readonly message: RoomMessage | undefined;
  readonly choices: readonly APIApplicationCommandOptionChoice[] | undefined;
  readonly modal: RoomModal | undefined;
}

export interface RoomModal {
  readonly customId: string;
  readonly title: string;
  readonly data: APIModalInteractionResponseCallbackData;
  /** The interaction that it answered. */
  readonly interaction: RoomInteraction;
}
