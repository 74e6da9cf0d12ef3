/** Messages that answer another one. */
import type { Form } from './errors.ts';
import { loose, textOf } from './json.ts';
import type { Message } from './message.ts';
import type { Channel } from './server.ts';

/** The message that is answered; one that is not there is refused unless the sender does not mind. */
export function referenceOf(
  reference: unknown,
  channel: Channel,
  get: (id: string | undefined) => Message | undefined,
  form: Form,
): Message | undefined {
  const given = loose<'message_id' | 'fail_if_not_exists'>(reference);
  if (given.message_id === undefined) return undefined;
  const message = get(textOf(given.message_id));
  if (message?.channel === channel && !message.onlyFor) return message;
  if (given.fail_if_not_exists !== false)
    form.add('message_reference', 'unknown-reference', 'REPLIES_UNKNOWN_MESSAGE', 'Unknown message');
  return undefined;
}

/** To be spread into the answering message. */
export function referenceJson(message: Message) {
  const { id, channel, raw } = message;
  const { referenced_message: _, ...referenced } = raw;
  return {
    message_reference: { type: 0, channel_id: channel.id, message_id: id, guild_id: channel.server.id },
    referenced_message: referenced,
  };
}
