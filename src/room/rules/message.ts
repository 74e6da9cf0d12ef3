/** What a message's body may hold, whichever way it is sent. */
import { MessageFlags } from 'discord.js';
import type { Form } from '../errors.ts';
import { intOf, isObject, type Loose, listOf, loose } from '../json.ts';
import { checkComponents } from './components.ts';
import { checkEmbeds } from './embeds.ts';

export type MessageKeys =
  | 'content'
  | 'embeds'
  | 'components'
  | 'attachments'
  | 'flags'
  | 'allowed_mentions'
  | 'nonce'
  | 'enforce_nonce'
  | 'message_reference'
  | 'tts'
  | 'poll'
  | 'sticker_ids';
export type MessageBody = Loose<MessageKeys>;

/** Flags that a bot may set on a message of its own; the others are Discord's to set. */
const SETTABLE =
  MessageFlags.SuppressEmbeds |
  MessageFlags.Ephemeral |
  MessageFlags.SuppressNotifications |
  MessageFlags.IsVoiceMessage |
  MessageFlags.IsComponentsV2;

/**
 * @param v2 whether the message is one of Components V2 after this request.
 * @param left what stays on the message from before (an edit), for the rules that look at the whole.
 */
export function checkMessage(
  body: MessageBody,
  { v2, left }: { v2: boolean; left: { content: string; embeds: number } },
  form: Form,
): void {
  form.text(body.content, 'content', 'content-length', { max: 2000 });
  checkEmbeds(body.embeds, form);
  checkComponents(body.components, v2, form);
  checkAllowedMentions(body.allowed_mentions, form);
  form.count(body.attachments, 'attachments', 'attachment-count', { max: 10 });
  for (const [i, attachment] of listOf(body.attachments).entries())
    form.text(
      loose<'description'>(attachment).description,
      `attachments.${i}.description`,
      'attachment-description',
      {
        max: 1024,
      },
    );
  if (typeof body.nonce === 'string') form.text(body.nonce, 'nonce', 'nonce-length', { max: 25 });
  const unknown = (intOf(body.flags) ?? 0) & ~SETTABLE;
  if (unknown !== 0)
    form.add('flags', 'flags', 'BITFIELD_TYPE_INVALID', `Flags ${unknown} cannot be set on a message.`);
  if (v2) checkLegacy(body, left, form);
  for (const name of ['poll', 'sticker_ids'] as const)
    if (isObject(body[name]) || listOf(body[name]).length > 0)
      form.add(name, 'unsupported', 'ROOM_UNSUPPORTED', `The practice room has no ${name}.`);
}

/** With IS_COMPONENTS_V2 a message has components and nothing else. */
function checkLegacy(body: MessageBody, left: { content: string; embeds: number }, form: Form): void {
  const content = body.content === undefined ? left.content : body.content;
  const embeds = body.embeds === undefined ? left.embeds : listOf(body.embeds).length;
  const used = {
    content: Boolean(content),
    embeds: embeds > 0,
    poll: body.poll,
    sticker_ids: body.sticker_ids,
  };
  for (const [name, value] of Object.entries(used))
    if (value)
      form.add(
        name,
        'components-v2-legacy',
        'MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2',
        `The '${name}' field cannot be used when using MessageFlags.IS_COMPONENTS_V2`,
      );
}

/** https://discord.com/developers/docs/resources/message#allowed-mentions-object */
function checkAllowedMentions(value: unknown, form: Form): void {
  const allowed = loose<'parse' | 'users' | 'roles'>(value);
  form.count(allowed.users, 'allowed_mentions.users', 'allowed-mentions', { max: 100 });
  form.count(allowed.roles, 'allowed_mentions.roles', 'allowed-mentions', { max: 100 });
  for (const kind of ['users', 'roles'] as const)
    if (listOf(allowed.parse).includes(kind) && listOf(allowed[kind]).length > 0)
      form.add(
        'allowed_mentions',
        'allowed-mentions',
        'MESSAGE_ALLOWED_MENTIONS_PARSE_EXCLUSIVE',
        `parse:["${kind}"] and ${kind}: [ids...] are mutually exclusive.`,
      );
}
