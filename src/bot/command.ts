/** What a file in commands/ exports: a slash command, a family of buttons, one of menus or one of forms. */
import type {
  APIActionRowComponent,
  APIComponentInMessageActionRow,
  APIEmbed,
  APIModalInteractionResponseCallbackData,
  Attachment,
  AutocompleteInteraction,
  ChatInputCommandInteraction,
  Message,
  RESTPostAPIChatInputApplicationCommandsJSONBody,
} from 'discord.js';
import type { Asker, JobTicket, MessagePlace, Services } from '../services/index.ts';

/** What a message shows. A field that is absent stays as it is when a message is edited. */
export interface View {
  readonly content?: string;
  readonly embeds?: readonly APIEmbed[];
  readonly components?: readonly APIActionRowComponent<APIComponentInMessageActionRow>[];
  /** These files and no others. */
  readonly files?: readonly ViewFile[];
  /** Members whom the message pings where it mentions them, at most 100. An edit pings nobody. */
  readonly pings?: readonly string[];
}

export interface ViewFile {
  readonly name: string;
  readonly bytes: Uint8Array;
  /** What it is, for those who cannot see or hear it. */
  readonly description: string;
}

/** What a command is handed to do its work with. */
interface Desk {
  readonly services: Services;
  readonly who: Asker;
  /** The message that will hold the answer. */
  readonly place: MessagePlace;
  /** The bytes of an uploaded file. @throws BeatwrightError `upload-…` */
  fetchAttachment(attachment: Attachment): Promise<Uint8Array>;
}

/** What a slash command has besides. */
interface CommandDesk extends Desk {
  /**
   * An address where the asker hands over a file for an artist past Discord, whose answer then is this message.
   * @throws BeatwrightError `link-off`.
   */
  openLink(artist: string): string;
  /**
   * Shows the answer and opens a thread under it.
   * @returns its id; `undefined`: the bot may not, or there is none where this was asked.
   */
  openThread(name: string, answer: View): Promise<string | undefined>;
}

/** What a form is made with. */
export interface FormDesk extends Pick<Desk, 'services' | 'who'> {
  /** Keeps uploads at hand until the form comes back, which names them by what this returns. */
  keepUploads(uploads: readonly Attachment[]): string;
}

/** What a filled form is worked on with. */
export interface FilledDesk extends Desk {
  /** Uploads that were kept when the form was made. @throws BeatwrightError `learn-forgotten`. */
  keptUploads(key: string): readonly Attachment[];
  /** The files that were put into the field of that `custom_id`. */
  uploaded(name: string): readonly Attachment[];
  /** Deletes the message whose button opened the form, where there is one that all see. */
  removeMessage(): Promise<void>;
  /** Whether the box of a field with one box is ticked. */
  isTicked(name: string): boolean;
}

/** One thing that a member can ask for. */
export interface Action {
  /** Who sees the answer. Errors are always for the asker alone. */
  readonly audience: 'everyone' | 'asker';
  /**
   * The form to be filled in first, if one is wanted: what comes of it the form's family says, and `run` is not
   * called. Discord has been told nothing yet, so this must be quick.
   */
  form?(interaction: ChatInputCommandInteraction, desk: FormDesk): Promise<Form | undefined>;
  /**
   * Does it. Discord has been told to wait already, so this may take its time. What is returned is shown in
   * the answer; of a job's ticket, the job's progress and result are.
   */
  run(interaction: ChatInputCommandInteraction, desk: CommandDesk): Promise<View | JobTicket>;
}

/** A form that a member fills in, in Discord's words. */
export type Form = APIModalInteractionResponseCallbackData;

export interface Choice {
  /** What the member reads, at most 100 characters. */
  readonly name: string;
  /** What the option holds then, at most 100 characters. */
  readonly value: string;
}

/** Suggests what an option could hold, given what has been typed so far. */
export type Completer = (
  typed: string,
  desk: Pick<Desk, 'services' | 'who'>,
  interaction: AutocompleteInteraction,
) => Promise<readonly Choice[]> | readonly Choice[];

export type CommandData = Omit<
  RESTPostAPIChatInputApplicationCommandsJSONBody,
  'contexts' | 'integration_types' | 'type'
>;

/** A slash command. Where it is offered is the same for all and added by the registration. */
export interface Command {
  readonly data: CommandData;
  /** By subcommand: `add`, or `collaborator add` in a group; the key of a command without any is its name. */
  readonly actions: Readonly<Record<string, Action>>;
  /** By the name of the option; one for each option that says `autocomplete`. */
  readonly completers?: Readonly<Record<string, Completer>>;
}

/** A command on a message, in the menu that a right click opens. It opens a form, whose family says what comes of it. */
export interface MessageCommand {
  /** What members read, at most 32 characters. */
  readonly name: string;
  form(message: Message, desk: FormDesk): Promise<Form>;
}

/** What a pressed button changes in its message. */
export interface PressAnswer {
  readonly view: View;
  /** Rises with every change of what the view shows: an older view is not shown after a newer one. */
  readonly revision: number;
}

/** Buttons whose `custom_id` is `prefix:argument`. */
export interface ButtonFamily {
  readonly prefix: string;
  run(argument: string, desk: Omit<Desk, 'fetchAttachment'>): Promise<PressAnswer>;
}

/** Buttons that ask for something as a command does: the answer is a message of its own. */
export interface RequestFamily extends Pick<Action, 'audience'> {
  readonly prefix: string;
  /** As a command's. */
  form?(argument: string, desk: Pick<Desk, 'services' | 'who'>): Promise<Form | undefined>;
  run(argument: string, desk: Omit<Desk, 'fetchAttachment'>): Promise<View | JobTicket>;
}

/** Menus to pick one thing from, whose `custom_id` is `prefix:argument`. What comes of it is a message of its own. */
export interface MenuFamily extends Pick<Action, 'audience'> {
  readonly prefix: string;
  /** The message with the menu as new, so that the same thing can be picked again, or with what can be picked next. */
  renew(argument: string, desk: Pick<Desk, 'services' | 'who'>, value: string): Promise<PressAnswer>;
  /**
   * Does what was picked. `place` posts the message that will hold the answer of a job; `here` is the message with the
   * menu. Nothing comes of a pick that only led to the next menu.
   */
  run(
    value: string,
    desk: Pick<Desk, 'services' | 'who'> & { place(): Promise<MessagePlace>; readonly here: MessagePlace },
    argument: string,
  ): Promise<View | JobTicket | undefined>;
}

/** What was picked of a menu, and all that could be; nothing of a button. */
export interface Picked {
  readonly values: readonly string[];
  readonly offered: readonly string[];
}

/** Buttons or menus that leave their message as it is, and answer the asker alone at once: the quickest of all. */
export interface AnswerFamily {
  readonly prefix: string;
  answer(argument: string, desk: Pick<Desk, 'services' | 'who'>, picked: Picked): Promise<View>;
}

/** Forms whose `custom_id` is `prefix:argument`. */
export interface FormFamily extends Pick<Action, 'audience'> {
  readonly prefix: string;
  /** Does what was filled in. `field` is what was written or picked in the field of that `custom_id`. */
  run(argument: string, field: (name: string) => string, desk: FilledDesk): Promise<View | JobTicket>;
}
