/** The bot itself, its application and the servers it is in. */
import { refuse } from '../errors.ts';
import { channelJson, memberJson, rolesJson, serverJson, userJson } from '../serialize.ts';
import type { Server } from '../server.ts';
import { type Api, type Call, ok, route } from './route.ts';

export const placeRoutes = [
  route('GET', '/gateway', (_, api) => ok({ url: api.wsBase() })),
  route('GET', '/gateway/bot', (_, api) =>
    ok({
      url: api.wsBase(),
      shards: 1,
      session_start_limit: {
        total: 1000,
        remaining: 1000 - api.gateway.identifies,
        reset_after: 0,
        max_concurrency: 1,
      },
    }),
  ),

  route('GET', '/users/@me', (_, api) =>
    ok({ ...userJson(api.bot), locale: 'en-US', mfa_enabled: true, verified: true, email: null }),
  ),
  route('GET', '/users/@me/guilds', (_, api) =>
    ok(
      api.places.joined.map((server) => ({
        id: server.id,
        name: server.name,
        icon: null,
        banner: null,
        owner: false,
        permissions: String(server.bot.permissions),
        features: [],
      })),
    ),
  ),
  route('GET', '/users/:user', ({ params }, api) => {
    const user = api.places.user(params[0] ?? '');
    if (!user) throw refuse.unknownUser();
    return ok(userJson(user));
  }),

  route('GET', '/applications/@me', (_, api) => ok(applicationJson(api))),
  route('GET', '/oauth2/applications/@me', (_, api) => ok(applicationJson(api))),

  route('GET', '/guilds/:guild', (call, api) => ok(serverJson(serverOf(call, api)))),
  route('GET', '/guilds/:guild/channels', (call, api) => ok(serverOf(call, api).channels.map(channelJson))),
  route('GET', '/guilds/:guild/roles', (call, api) => ok(rolesJson(serverOf(call, api)))),
  route('GET', '/guilds/:guild/members', () => {
    // Listing members takes the privileged intent, which the room's application does not have.
    throw refuse.missingAccess();
  }),
  route('GET', '/guilds/:guild/members/:user', (call, api) => {
    const server = serverOf(call, api);
    const member = [server.bot, ...server.members].find(({ id }) => id === call.params[1]);
    if (!member) throw refuse.unknownMember();
    return ok(memberJson(member));
  }),
];

function serverOf({ params }: Call, api: Api): Server {
  const server = api.places.joinedServer(params[0] ?? '');
  if (!server) throw refuse.unknownGuild();
  return server;
}

export function applicationJson({
  applicationId,
  bot,
  places,
}: Pick<Api, 'applicationId' | 'bot' | 'places'>) {
  return {
    id: applicationId,
    name: bot.name,
    icon: null,
    description: '',
    type: null,
    bot: userJson(bot),
    bot_public: true,
    bot_require_code_grant: false,
    verify_key: '0'.repeat(64),
    flags: 0,
    flags_new: '0',
    redirect_uris: [],
    interactions_endpoint_url: null,
    role_connections_verification_url: null,
    owner: { ...userJson(bot), username: 'owner', bot: undefined },
    approximate_guild_count: places.joined.length,
    approximate_user_install_count: 0,
    approximate_user_authorization_count: 0,
    explicit_content_filter: 0,
    team: null,
    eligible_oauth2_scopes: [],
    integration_types_config: { 0: {} },
  };
}
