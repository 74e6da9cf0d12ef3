/** Registration of commands, for all servers and for one: the same routes twice. */
import { refuse } from '../errors.ts';
import { type Api, type Call, done, ok, type Reply, type Route, route } from './route.ts';

interface Scoped {
  /** A server's id, or undefined. */
  readonly scope: string | undefined;
  readonly commandId: string;
}

export const commandRoutes: Route[] = [
  '/applications/:application/commands',
  '/applications/:application/guilds/:guild/commands',
].flatMap((base) => [
  scoped('GET', base, ({ scope }, _, api) => ok(api.commands.list(scope))),
  scoped('PUT', base, ({ scope }, call, api) => {
    const list = api.commands.replace(scope, call.json, call.form);
    announce(scope, api);
    return ok(list);
  }),
  scoped('POST', base, ({ scope }, call, api) => {
    const { command, isNew } = api.commands.upsert(scope, call.json, call.form);
    announce(scope, api);
    return { status: isNew ? 201 : 200, body: command };
  }),
  scoped('GET', `${base}/:command`, ({ scope, commandId }, _, api) => {
    const command = api.commands.list(scope).find(({ id }) => id === commandId);
    if (!command) throw refuse.unknownCommand();
    return ok(command);
  }),
  scoped('PATCH', `${base}/:command`, ({ scope, commandId }, call, api) => {
    const command = api.commands.change(scope, commandId, call.json, call.form);
    if (!command) throw refuse.unknownCommand();
    announce(scope, api);
    return ok(command);
  }),
  scoped('DELETE', `${base}/:command`, ({ scope, commandId }, _, api) => {
    if (!api.commands.remove(scope, commandId)) throw refuse.unknownCommand();
    announce(scope, api);
    return done;
  }),
]);

function scoped(
  method: string,
  template: string,
  handler: (at: Scoped, call: Call, api: Api) => Reply,
): Route {
  const hasGuild = template.includes(':guild');
  return route(method, template, (call, api) => {
    const [application, first = '', second = ''] = call.params;
    if (application !== api.applicationId) throw refuse.missingAccess();
    if (hasGuild && !api.places.joinedServer(first)) throw refuse.missingAccess();
    return handler({ scope: hasGuild ? first : undefined, commandId: hasGuild ? second : first }, call, api);
  });
}

function announce(scope: string | undefined, api: Api): void {
  const server = scope === undefined ? undefined : api.places.joinedServer(scope);
  api.hub.emit({ type: 'commands', at: api.clock.now(), server });
}
