/** What the page and the room say to each other over their one channel. The browser takes only the types. */
import { z } from 'zod';

const id = z.string().min(1).max(120);
const act = z.int().min(0);
const text = z.string().max(6000);
const uploads = z.array(id).max(10);
const options = z.record(z.string().max(32), z.union([text, z.number(), z.boolean()]));

/** Everything that a page may say. `act` is a number of the page's own: the answer to it carries it. */
export const pageSays = z.discriminatedUnion('say', [
  /** Looks at a channel as a member: everything else is done there by that member. */
  z.strictObject({ say: z.literal('look'), member: id, channel: id }),
  z.strictObject({ say: z.literal('older'), before: id }),
  z.strictObject({
    say: z.literal('slash'),
    act,
    command: z.string().max(110),
    options,
    /** Options that take a file: the upload's id. */
    files: z.record(z.string().max(32), id),
  }),
  z.strictObject({
    say: z.literal('complete'),
    act,
    command: z.string().max(110),
    options,
    focused: z.string().max(32),
  }),
  z.strictObject({ say: z.literal('press'), act, message: id, id }),
  z.strictObject({ say: z.literal('select'), act, message: id, id, values: z.array(text).max(25) }),
  z.strictObject({
    say: z.literal('submit'),
    act,
    form: id,
    fields: z.record(id, z.union([text, z.boolean(), z.array(text).max(25)])),
    files: z.record(id, uploads),
  }),
  z.strictObject({ say: z.literal('context'), act, command: z.string().max(32), message: id }),
  z.strictObject({ say: z.literal('post'), act, text, files: uploads }),
  z.strictObject({ say: z.literal('remove'), act, message: id }),
  z.strictObject({ say: z.literal('tour'), move: z.enum(['next', 'back', 'hide', 'show', 'heard']) }),
]);
export type PageSays = z.infer<typeof pageSays>;

/** Everything that the room says to a page. */
export type RoomSays =
  | { readonly say: 'world'; readonly servers: readonly PageServer[]; readonly bot: PagePerson }
  | { readonly say: 'status'; readonly status: PageStatus }
  | {
      readonly say: 'channel';
      readonly member: string;
      readonly channel: string;
      readonly messages: readonly PageMessage[];
      readonly hasOlder: boolean;
      readonly commands: readonly PageCommand[];
      readonly rights: PageRights;
    }
  | { readonly say: 'older'; readonly messages: readonly PageMessage[]; readonly hasOlder: boolean }
  | { readonly say: 'commands'; readonly commands: readonly PageCommand[] }
  | { readonly say: 'message'; readonly message: PageMessage }
  | { readonly say: 'gone'; readonly message: string }
  | { readonly say: 'thread'; readonly server: string; readonly thread: PageChannel }
  | { readonly say: 'unread'; readonly channel: string }
  | { readonly say: 'answer'; readonly act: number; readonly outcome: Outcome }
  | { readonly say: 'tour'; readonly tour: TourState | undefined };

/** What came of what a member did. */
export type Outcome =
  | { readonly kind: 'done' }
  /** The member's own client does not let them do that. */
  | { readonly kind: 'refused'; readonly why: string }
  /** The bot did not answer in time. */
  | { readonly kind: 'silent' }
  | { readonly kind: 'form'; readonly form: PageForm }
  | {
      readonly kind: 'choices';
      readonly choices: readonly { readonly name: string; readonly value: string | number }[];
    };

/** How far the start has come. */
export interface PageStatus {
  /** The bot answers. */
  readonly isReady: boolean;
  /** What is under way behind the scenes; nothing is said when nothing is. */
  readonly line?: string | undefined;
}

export interface PagePerson {
  readonly id: string;
  readonly name: string;
}

export interface PageMember extends PagePerson {
  /** What this member is there for, in a few words. */
  readonly part: string;
}

export interface PageChannel {
  readonly id: string;
  readonly name: string;
  readonly topic: string;
  /** Of a thread: the channel that it is in. */
  readonly parent?: string | undefined;
}

export interface PageServer {
  readonly id: string;
  readonly name: string;
  /** Each with its threads after it. */
  readonly channels: readonly PageChannel[];
  readonly members: readonly PageMember[];
}

export interface PageRights {
  readonly maySend: boolean;
  readonly mayAttach: boolean;
  readonly mayManage: boolean;
  /** What the bot may not do in this channel, as Discord names it. */
  readonly botLacks: readonly string[];
  /** Bytes of one file. */
  readonly uploadLimit: number;
}

export interface PageFile {
  readonly id: string;
  readonly name: string;
  readonly alt: string | undefined;
  readonly bytes: number;
  readonly url: string;
  readonly kind: 'sound' | 'midi' | 'picture' | 'other';
}

export interface PagePicture {
  readonly url: string;
  readonly alt: string;
}

export interface PageEmbed {
  readonly title: string | undefined;
  readonly description: string | undefined;
  /** `#rrggbb` */
  readonly color: string | undefined;
  readonly fields: readonly { readonly name: string; readonly value: string; readonly inline: boolean }[];
  readonly footer: string | undefined;
  readonly image: PagePicture | undefined;
}

export type PageComponent =
  | {
      readonly kind: 'button';
      readonly id: string;
      readonly label: string;
      readonly look: 'primary' | 'secondary' | 'success' | 'danger';
      readonly isDisabled: boolean;
    }
  | { readonly kind: 'link'; readonly label: string; readonly url: string }
  | {
      readonly kind: 'menu';
      readonly id: string;
      readonly placeholder: string;
      readonly min: number;
      readonly max: number;
      readonly options: readonly PageOption[];
      readonly isDisabled: boolean;
    };

export interface PageOption {
  readonly label: string;
  readonly value: string;
  readonly description: string | undefined;
  readonly isChosen: boolean;
}

export interface PageMessage {
  readonly id: string;
  readonly channel: string;
  readonly author: PagePerson;
  readonly isBot: boolean;
  /** Milliseconds since the epoch. */
  readonly at: number;
  readonly isEdited: boolean;
  readonly content: string;
  readonly embeds: readonly PageEmbed[];
  readonly rows: readonly (readonly PageComponent[])[];
  /** What the message lists; a picture that an embed shows is there alone. */
  readonly files: readonly PageFile[];
  readonly isLoading: boolean;
  /** Only the member who asked sees it. */
  readonly isPrivate: boolean;
  /** Who asked for it, and by what. */
  readonly asked: { readonly by: string; readonly command: string | undefined } | undefined;
}

export type OptionKind = 'text' | 'whole' | 'number' | 'yesno' | 'member' | 'channel' | 'role' | 'file';

export interface PageCommandOption {
  readonly name: string;
  readonly description: string;
  readonly kind: OptionKind;
  readonly isRequired: boolean;
  readonly completes: boolean;
  readonly choices: readonly { readonly name: string; readonly value: string | number }[];
  readonly min: number | undefined;
  readonly max: number | undefined;
}

export interface PageCommand {
  /** With its subcommands: `reference add`. */
  readonly name: string;
  readonly description: string;
  /** Of a message's menu. */
  readonly isContext: boolean;
  readonly options: readonly PageCommandOption[];
}

export interface PageForm {
  readonly key: string;
  readonly title: string;
  readonly fields: readonly PageField[];
}

export interface PageField {
  readonly id: string;
  readonly label: string;
  readonly description: string | undefined;
  readonly kind: 'line' | 'paragraph' | 'menu' | 'files' | 'checks' | 'words';
  readonly isRequired: boolean;
  readonly min: number;
  readonly max: number;
  readonly value: string;
  readonly placeholder: string;
  readonly options: readonly PageOption[];
}

export interface TourStep {
  readonly title: string;
  readonly text: string;
  /** What can be put into the composer for this step. */
  readonly command?: { readonly label: string; readonly line: string } | undefined;
  readonly isDone: boolean;
}

export interface TourState {
  readonly steps: readonly TourStep[];
  /** The step that is shown; equal to the number of steps at the end. */
  readonly at: number;
  readonly isHidden: boolean;
}

/** The notes of a MIDI file, to be drawn. */
export interface Roll {
  readonly seconds: number;
  readonly bars: number;
  /** Start and end in seconds, MIDI pitch (drums: a line from 0), part. */
  readonly notes: readonly (readonly [number, number, number, 'drums' | 'bass' | 'chords' | 'melody'])[];
}
