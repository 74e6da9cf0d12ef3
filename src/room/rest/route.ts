/** Routes: a method, a path with `:names`, and what answers. */
import type { Upload } from '../attachments.ts';
import type { RoomClock } from '../clock.ts';
import type { Commands } from '../commands.ts';
import type { Form } from '../errors.ts';
import type { Gateway } from '../gateway.ts';
import type { Hub } from '../hub.ts';
import type { Interactions } from '../interactions.ts';
import type { Messages } from '../messages.ts';
import type { User } from '../people.ts';
import type { Places } from '../places.ts';

/** The parts of the room that routes speak to. */
export interface Api {
  readonly applicationId: string;
  readonly bot: User;
  readonly clock: RoomClock;
  readonly hub: Hub;
  readonly places: Places;
  readonly commands: Commands;
  readonly messages: Messages;
  readonly interactions: Interactions;
  readonly gateway: Gateway;
  readonly wsBase: () => string;
}

export interface Call {
  /** What stood in the place of the path's `:names`, in order. */
  readonly params: readonly string[];
  readonly query: URLSearchParams;
  readonly json: unknown;
  readonly uploads: readonly Upload[];
  readonly form: Form;
}

export interface Reply {
  readonly status: number;
  /** Undefined: no body. */
  readonly body?: unknown;
}

export type Handler = (call: Call, api: Api) => Reply;

export interface Route {
  readonly method: string;
  readonly template: string;
  readonly handler: Handler;
}

export function route(method: string, template: string, handler: Handler): Route {
  return { method, template, handler };
}

export const ok = (body: unknown): Reply => ({ status: 200, body });
export const done: Reply = { status: 204 };

/** The route of a request, and what stands for its names. */
export function match(
  routes: readonly Route[],
  method: string,
  path: string,
): { readonly route: Route; readonly params: string[] } | undefined {
  const given = path.split('/');
  for (const each of routes) {
    if (each.method !== method) continue;
    const wanted = each.template.split('/');
    if (wanted.length !== given.length) continue;
    if (!wanted.every((part, i) => part.startsWith(':') || part === given[i])) continue;
    return { route: each, params: given.filter((_, i) => wanted[i]?.startsWith(':')) };
  }
  return undefined;
}
