/** The commands that the bot has registered, for every server or for one. */
import { type APIApplicationCommand, ApplicationCommandType } from 'discord.js';
import type { Form } from './errors.ts';
import { isObject, listOf, loose } from './json.ts';
import { bitsFor } from './permissions.ts';
import { checkCommand, checkCommands } from './rules/index.ts';
import type { Channel, Member } from './server.ts';

/** A server's id, or undefined for the commands of every server. */
export type Scope = string | undefined;

export class Commands {
  readonly #scopes = new Map<Scope, APIApplicationCommand[]>();
  readonly #applicationId: string;
  readonly #nextId: () => string;

  constructor(applicationId: string, nextId: () => string) {
    this.#applicationId = applicationId;
    this.#nextId = nextId;
  }

  list(scope: Scope): APIApplicationCommand[] {
    return this.#scopes.get(scope) ?? [];
  }

  /** Replaces all commands of the scope; one whose name and type stay keeps its id. */
  replace(scope: Scope, body: unknown, form: Form): APIApplicationCommand[] {
    checkCommands(body, form);
    form.settle();
    const made = listOf(body).map((each) => this.#register(scope, each));
    this.#scopes.set(scope, made);
    return made;
  }

  /** Adds a command, or replaces the one of the same name and type. */
  upsert(
    scope: Scope,
    body: unknown,
    form: Form,
  ): { readonly command: APIApplicationCommand; readonly isNew: boolean } {
    checkCommand(body, '', form);
    const others = this.list(scope).filter((command) => !isSame(command, body));
    const isNew = others.length === this.list(scope).length;
    if (others.length >= 100)
      form.add('', 'command-count', 'MAX_COMMANDS', 'Maximum number of application commands reached (100)');
    form.settle();
    const command = this.#register(scope, body);
    this.#scopes.set(scope, [...others, command]);
    return { command, isNew };
  }

  change(scope: Scope, id: string, body: unknown, form: Form): APIApplicationCommand | undefined {
    const old = this.list(scope).find((command) => command.id === id);
    if (!old) return undefined;
    const merged = { ...old, ...(isObject(body) ? body : {}) };
    checkCommand(merged, '', form);
    form.settle();
    const changed = { ...this.#register(scope, merged), id };
    this.#scopes.set(
      scope,
      this.list(scope).map((command) => (command.id === id ? changed : command)),
    );
    return changed;
  }

  remove(scope: Scope, id: string): boolean {
    const left = this.list(scope).filter((command) => command.id !== id);
    const removed = left.length < this.list(scope).length;
    this.#scopes.set(scope, left);
    return removed;
  }

  /** What Discord's client offers to a member in a channel: a server's own command goes before a global one. */
  offered(member: Member, channel: Channel): APIApplicationCommand[] {
    const own = this.list(channel.server.id);
    const global = this.list(undefined).filter((command) => !own.some((each) => isSame(each, command)));
    return [...own, ...global].filter(
      (command) => isInServers(command) && isAllowed(command, member, channel),
    );
  }

  #register(scope: Scope, body: unknown): APIApplicationCommand {
    const given = isObject(body) ? body : {};
    const old = this.list(scope).find((command) => isSame(command, body));
    const { default_member_permissions: permissions } = loose<'default_member_permissions'>(given);
    return {
      type: ApplicationCommandType.ChatInput,
      description: '',
      nsfw: false,
      dm_permission: true,
      contexts: null,
      integration_types: [0],
      name_localizations: null,
      description_localizations: null,
      ...given,
      default_member_permissions:
        permissions === undefined || permissions === null ? null : String(permissions),
      id: old?.id ?? this.#nextId(),
      application_id: this.#applicationId,
      version: this.#nextId(),
      ...(scope === undefined ? {} : { guild_id: scope }),
    } as unknown as APIApplicationCommand;
  }
}

function isSame(command: APIApplicationCommand, body: unknown): boolean {
  const { name, type } = loose<'name' | 'type'>(body);
  return command.name === name && command.type === (type ?? ApplicationCommandType.ChatInput);
}

function isInServers({ contexts, integration_types: types }: APIApplicationCommand): boolean {
  const inContext = contexts === null || contexts === undefined || contexts.includes(0);
  return inContext && (types === undefined || types.includes(0));
}

/** `default_member_permissions`: all of them are needed; "0" leaves administrators alone. */
export function isAllowed(command: APIApplicationCommand, member: Member, channel: Channel): boolean {
  const needed = command.default_member_permissions;
  if (needed === null || needed === undefined) return true;
  const bits = member.bitsIn(channel);
  const admin = (bits & bitsFor(['Administrator'])) !== 0n;
  return admin || (BigInt(needed) !== 0n && (bits & BigInt(needed)) === BigInt(needed));
}
