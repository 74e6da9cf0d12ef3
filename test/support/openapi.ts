/**
 * Discord's own OpenAPI document as a judge: every request that a bot makes to a room and every answer that the room
 * gives can be held against it (`createRoom({ ...openapi() })`; what it finds becomes a violation of the rule
 * `schema` or `schema-answer`). It is not part of the repository: where ../shared/discord/openapi.json is absent,
 * `discordDocument()` is undefined, `openapi()` judges nothing, and both say so once on stderr.
 */
import { existsSync, readFileSync } from 'node:fs';
import { Ajv2020, type ErrorObject, type ValidateFunction } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import type { RoomExchange, RoomOptions } from '../../src/room/index.ts';

const FILE = new URL('../../../shared/discord/openapi.json', import.meta.url);

export interface DiscordDocument {
  /** What is wrong with a request; empty if nothing is. */
  request(exchange: RoomExchange): string[];
  /** What is wrong with an answer. */
  response(exchange: RoomExchange): string[];
  /** Operations that were looked at so far, such as `create_message`. */
  readonly seen: ReadonlySet<string>;
}

/** Operations that a bot like ours uses: compiled beforehand, since compiling takes longer than a deadline bears. */
const USED = [
  'get_bot_gateway',
  'list_application_commands',
  'bulk_set_application_commands',
  'list_guild_application_commands',
  'bulk_set_guild_application_commands',
  'create_interaction_response',
  'execute_webhook',
  'get_original_webhook_message',
  'update_original_webhook_message',
  'delete_original_webhook_message',
  'update_webhook_message',
  'create_message',
  'create_thread_from_message',
  'get_message',
  'update_message',
  'delete_message',
  'get_my_user',
];

let document: DiscordDocument | undefined;
let looked = false;

/** The document, ready to judge; undefined where it is absent. */
export function discordDocument(): DiscordDocument | undefined {
  if (looked) return document;
  looked = true;
  if (existsSync(FILE)) document = createDocument(JSON.parse(readFileSync(FILE, 'utf8')) as OpenApi);
  else
    process.stderr.write(
      "Nothing is checked against Discord's OpenAPI document: ../shared/discord/openapi.json is absent.\n",
    );
  return document;
}

/** The hooks of a room whose every exchange the document judges. */
export function openapi(): Pick<RoomOptions, 'onRequest' | 'onResponse'> {
  const judge = discordDocument();
  if (!judge) return {};
  return {
    onRequest: (exchange) => judge.request(exchange),
    onResponse: (exchange) => judge.response(exchange),
  };
}

// ---- the document ------------------------------------------------------------------------------------

type Json = Record<string, unknown>;
interface Content {
  readonly content?: Record<string, { readonly schema: Json }>;
  readonly required?: boolean;
  readonly $ref?: string;
}
interface Operation {
  readonly operationId: string;
  readonly requestBody?: Content;
  readonly responses: Record<string, Content>;
}
interface OpenApi {
  $id?: string;
  readonly paths: Record<string, Record<string, Operation>>;
  readonly components: {
    readonly schemas: Record<string, Json>;
    readonly responses: Record<string, Content>;
  };
}
interface Route {
  readonly path: string;
  readonly method: string;
  readonly parts: readonly string[];
  readonly operation: Operation;
}

const ID = 'discord:api';
const JSON_TYPE = 'application/json';

function createDocument(api: OpenApi): DiscordDocument {
  tagUnions(api);
  lenientIntegers(api);
  closeRequests(api);
  const ajv = new Ajv2020({ strict: false, allErrors: true });
  // ajv-formats is CommonJS whose types name the function `default`.
  (addFormats as unknown as (ajv: Ajv2020) => void)(ajv);
  ajv.addFormat('snowflake', /^(0|[1-9][0-9]{0,19})$/);
  ajv.addFormat('nonce', true);
  api.$id = ID;
  ajv.addSchema(api);

  const compiled = new Map<string, ValidateFunction>();
  const at = (...steps: readonly string[]): ValidateFunction => {
    const pointer = steps
      .map((step) => `/${encodeURIComponent(step.replaceAll('~', '~0').replaceAll('/', '~1'))}`)
      .join('');
    const known = compiled.get(pointer);
    if (known) return known;
    const made = ajv.compile({ $ref: `${ID}#${pointer}` });
    compiled.set(pointer, made);
    return made;
  };
  const judge = (validate: ValidateFunction, value: unknown) =>
    validate(value) ? [] : brief(validate.errors ?? []);

  const routes = routesOf(api);
  const seen = new Set<string>();
  const find = ({ method, path }: Pick<RoomExchange, 'method' | 'path'>): Route | undefined => {
    const parts = path.split('/');
    const route = routes.find((each) => each.method === method.toLowerCase() && fits(each.parts, parts));
    if (route) seen.add(route.operation.operationId);
    return route;
  };

  /** Where the schema of an answer with this status stands. */
  const answerAt = ({ path, method, operation }: Route, status: number): readonly string[] | undefined => {
    const key = operation.responses[status] ? String(status) : '4XX';
    const response = operation.responses[key];
    if (response?.$ref)
      return [
        'components',
        'responses',
        response.$ref.split('/').at(-1) ?? '',
        'content',
        JSON_TYPE,
        'schema',
      ];
    if (!response?.content) return undefined;
    return ['paths', path, method, 'responses', key, 'content', JSON_TYPE, 'schema'];
  };

  const bodyAt = ({ path, method, operation }: Route): readonly string[] | undefined =>
    operation.requestBody?.content?.[JSON_TYPE]
      ? ['paths', path, method, 'requestBody', 'content', JSON_TYPE, 'schema']
      : undefined;

  const compile = (route: Route): void => {
    const body = bodyAt(route);
    if (body) at(...body);
    for (const status of [200, 201, 400]) {
      const pointer = answerAt(route, status);
      if (pointer) at(...pointer);
    }
  };
  for (const route of routes) if (USED.includes(route.operation.operationId)) compile(route);

  return {
    seen,
    request(exchange) {
      const route = find(exchange);
      if (!route) return [`Discord has no operation ${exchange.method} ${exchange.path}`];
      const body = route.operation.requestBody;
      const { contentType: type, files } = exchange;
      if (exchange.json === undefined) return body?.required ? ['the body is missing'] : [];
      if (!body) return ['a body is not expected'];
      if (!body.content?.[type]) return [`the content type ${type} is not allowed`];
      // The multipart schema is the JSON one with keys for the files beside it.
      const strange = files.map(({ key }) => key).filter((key) => !/^files\[\d\]$/.test(key));
      const schema = bodyAt(route);
      return [
        ...strange.map((key) => `there is no part ${key}`),
        ...(schema ? judge(at(...schema), withoutDefaults(exchange.json)) : []),
      ];
    },
    response(exchange) {
      const route = find(exchange);
      if (!route || exchange.status >= 500) return [];
      const pointer = answerAt(route, exchange.status);
      if (!pointer) return exchange.body === undefined ? [] : ['a body is not expected in the answer'];
      // The document describes an error's details too loosely to tell right from wrong.
      const { errors: _, ...plain } = exchange.body as Json;
      const value = exchange.status < 400 ? exchange.body : plain;
      return judge(at(...pointer), value);
    },
  };
}

/** discord.js writes these two into every message, also where the document does not know them. */
function withoutDefaults(json: unknown): unknown {
  if (typeof json !== 'object' || json === null || Array.isArray(json)) return json;
  const { tts, enforce_nonce: nonce, data, ...rest } = json as Json;
  return {
    ...rest,
    ...(tts === undefined || tts === false ? {} : { tts }),
    ...(nonce === undefined || nonce === false ? {} : { enforce_nonce: nonce }),
    ...(data === undefined ? {} : { data: withoutDefaults(data) }),
  };
}

function routesOf(api: OpenApi): Route[] {
  const routes = Object.entries(api.paths).flatMap(([path, methods]) =>
    Object.entries(methods).flatMap(([method, operation]) =>
      operation.operationId ? [{ path, method, parts: path.split('/'), operation }] : [],
    ),
  );
  const open = ({ parts }: Route) => parts.filter((part) => part.startsWith('{')).length;
  // `@original` before `{message_id}`.
  return routes.sort((a, b) => open(a) - open(b));
}

function fits(wanted: readonly string[], given: readonly string[]): boolean {
  return (
    wanted.length === given.length && wanted.every((part, i) => part.startsWith('{') || part === given[i])
  );
}

/** The errors that name a cause; those of the branches around it only where there is nothing better. */
function brief(errors: readonly ErrorObject[]): string[] {
  const isVague = ({ keyword }: ErrorObject) => ['oneOf', 'anyOf', 'const', 'if'].includes(keyword);
  const exact = errors.filter((error) => !isVague(error));
  return (exact.length > 0 ? exact : errors).slice(0, 8).map((error) => {
    const { unevaluatedProperty: key } = error.params as { unevaluatedProperty?: string };
    return `${error.instancePath || 'body'} ${key === undefined ? error.message : `has an unknown key ${key}`}`;
  });
}

// ---- what has to be mended in the document -----------------------------------------------------------

function visit(value: unknown, each: (object: Json) => void): void {
  if (Array.isArray(value)) for (const item of value) visit(item, each);
  else if (typeof value === 'object' && value !== null) {
    each(value as Json);
    for (const item of Object.values(value)) visit(item, each);
  }
}

/** Unions told apart by an integer `type` become discriminated ones, so that errors name one branch alone. */
function tagUnions(api: OpenApi): void {
  const { schemas } = api.components;
  const target = (branch: Json): Json | undefined => schemas[String(branch['$ref']).split('/').at(-1) ?? ''];
  visit(api, (object) => {
    for (const union of ['oneOf', 'anyOf']) {
      const branches = object[union];
      if (!Array.isArray(branches) || branches.length < 2) continue;
      const types = (branches as Json[]).map((branch) => {
        const schema = target(branch);
        const properties = schema?.['properties'] as Record<string, Json> | undefined;
        const required = schema?.['required'] as string[] | undefined;
        return required?.includes('type')
          ? (properties?.['type']?.['enum'] as unknown[] | undefined)
          : undefined;
      });
      const all = types.flat();
      if (types.some((one) => one === undefined) || new Set(all).size < all.length) continue;
      delete object[union];
      Object.assign(object, {
        type: 'object',
        required: ['type'],
        properties: { type: { enum: all } },
        allOf: (branches as Json[]).map((branch, i) =>
          when({ properties: { type: { enum: types[i] } } }, branch),
        ),
      });
    }
  });
}

/** JSON Schema's conditional. */
const when = (condition: Json, consequence: Json): Json =>
  Object.fromEntries([
    ['if', condition],
    ['then', consequence],
  ]);

/** Its README: "Our API accepts strings for int fields if they are parseable as ints." discord.js does this one so. */
function lenientIntegers(api: OpenApi): void {
  for (const schema of Object.values(api.components.schemas)) {
    const properties = schema['properties'] as Record<string, Json> | undefined;
    const permissions = properties?.['default_member_permissions'];
    if (properties && permissions && [permissions['type']].flat().includes('integer'))
      properties['default_member_permissions'] = {
        anyOf: [permissions, { type: 'string', pattern: '^\\d+$' }],
      };
  }
}

/** The document leaves objects open; closing those of requests finds misspelt keys. */
function closeRequests(api: OpenApi): void {
  const close = (value: unknown, within: string): void => {
    if (Array.isArray(value)) for (const item of value) close(item, within);
    else if (typeof value === 'object' && value !== null) {
      const object = value as Json;
      const isObject = object['properties'] && [object['type']].flat().includes('object');
      // Within allOf and a tagged union the object around closes.
      if (
        isObject &&
        !['allOf', 'if', 'then'].includes(within) &&
        object['additionalProperties'] === undefined
      )
        object['unevaluatedProperties'] = false;
      for (const [key, item] of Object.entries(object))
        close(
          item,
          key === 'properties' ? '' : Array.isArray(item) || ['if', 'then'].includes(key) ? key : '',
        );
    }
  };
  for (const methods of Object.values(api.paths))
    for (const operation of Object.values(methods)) close(operation.requestBody?.content, '');
  for (const [name, schema] of Object.entries(api.components.schemas))
    if (!name.includes('Response')) close(schema, '');
}
