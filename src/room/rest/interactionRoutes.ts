/** Answers to interactions, and the webhook that each one opens for fifteen minutes. */

import { refuse } from '../errors.ts';
import { callbackJson } from '../interactionJson.ts';
import { loose } from '../json.ts';
import type { MessageKeys } from '../rules/index.ts';
import { type Api, type Call, done, ok, route } from './route.ts';

export const interactionRoutes = [
  route('POST', '/interactions/:id/:token/callback', (call, api) => {
    const [id = '', token = ''] = call.params;
    const interaction = api.interactions.callback(id, token, call.json, call.uploads, call.form);
    return call.query.get('with_response') === 'true' ? ok(callbackJson(interaction)) : done;
  }),

  route('POST', '/webhooks/:application/:token', (call, api) => {
    const { interaction } = open(call, api);
    const posted = { body: loose<MessageKeys>(call.json), uploads: call.uploads, form: call.form };
    return ok(api.messages.read(api.interactions.followUp(interaction, posted)));
  }),

  route('GET', '/webhooks/:application/:token/messages/:message', (call, api) =>
    ok(api.messages.read(open(call, api).message())),
  ),

  route('PATCH', '/webhooks/:application/:token/messages/:message', (call, api) => {
    const { interaction, message } = open(call, api);
    const posted = { body: loose<MessageKeys>(call.json), uploads: call.uploads, form: call.form };
    return ok(api.messages.read(api.interactions.edit(interaction, message(), posted)));
  }),

  route('DELETE', '/webhooks/:application/:token/messages/:message', (call, api) => {
    api.messages.remove(open(call, api).message());
    return done;
  }),
];

/** The interaction whose webhook this is, if its token is good, and the message that the path names. */
function open({ params }: Call, api: Api) {
  const [application = '', token = '', id = ''] = params;
  const interaction = api.interactions.webhook(application, token);
  if (!interaction.channel.server.channels.includes(interaction.channel)) throw refuse.unknownChannel();
  return { interaction, message: () => api.interactions.message(interaction, id) };
}
