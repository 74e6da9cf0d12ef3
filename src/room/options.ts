/** What Discord's client makes of a typed command before the bot hears of it: looked up, checked, resolved. */
import {
  type APIApplicationCommand,
  type APIApplicationCommandBasicOption,
  type APIApplicationCommandOption,
  ApplicationCommandOptionType as Option,
} from 'discord.js';
import type { OptionValue, RoomFile } from './acts.ts';
import { Role } from './people.ts';
import type { Resolved } from './resolved.ts';
import { RoomError } from './room-error.ts';
import { Channel, Member } from './server.ts';

type Basic = APIApplicationCommandBasicOption;

/** The option lists from a command down to its subcommand. */
export interface Chosen {
  readonly path: readonly { readonly name: string; readonly type: Option }[];
  readonly options: readonly Basic[];
}

/** Follows `['reference', 'add']` into the command; refuses what it does not have or leaves open. */
export function choose(command: APIApplicationCommand, words: readonly string[]): Chosen {
  let options = (command.options ?? []) as readonly APIApplicationCommandOption[];
  const path: { name: string; type: Option }[] = [];
  for (const word of words.slice(1)) {
    const next = options.find((option) => option.name === word && isNested(option.type));
    if (!next)
      throw new RoomError('room-no-subcommand', `/${words.join(' ')} does not exist: ${listing(options)}.`);
    path.push({ name: next.name, type: next.type });
    options = ('options' in next ? (next.options ?? []) : []) as readonly APIApplicationCommandOption[];
  }
  if (options.some(({ type }) => isNested(type)))
    throw new RoomError('room-no-subcommand', `/${words.join(' ')} needs a subcommand: ${listing(options)}.`);
  return { path, options: options as readonly Basic[] };
}

const isNested = (type: Option) => type === Option.Subcommand || type === Option.SubcommandGroup;
const listing = (options: readonly { readonly name: string }[]) =>
  options.length === 0 ? 'it has none' : `there is ${options.map(({ name }) => name).join(', ')}`;

/** Options as the interaction carries them, wrapped in the subcommands of the path. */
export function wrap(chosen: Chosen, values: readonly object[]): readonly object[] {
  return chosen.path.reduceRight<readonly object[]>(
    (inner, { name, type }) => [{ name, type, options: inner }],
    values,
  );
}

/** Checks every value against its option and gives them in the form that the interaction carries. */
export function fill(
  chosen: Chosen,
  given: Readonly<Record<string, OptionValue>>,
  files: Readonly<Record<string, RoomFile>>,
  resolved: Resolved,
  upload: (file: RoomFile) => string,
): object[] {
  for (const name of [...Object.keys(given), ...Object.keys(files)]) find(chosen, name);
  return chosen.options.flatMap((option): object[] => {
    const isFile = option.type === Option.Attachment;
    if (isFile && given[option.name] !== undefined) refuse(option, 'takes a file: give it in `attachments`');
    if (!isFile && files[option.name] !== undefined) refuse(option, 'takes no file');
    const value = isFile ? files[option.name] : given[option.name];
    if (value === undefined || value === '') {
      if (option.required) refuse(option, 'is required');
      return [];
    }
    if (isFile) return [{ name: option.name, type: option.type, value: upload(value as RoomFile) }];
    return [{ name: option.name, type: option.type, value: check(option, value as OptionValue, resolved) }];
  });
}

/** While a member types: values go as they are, required ones may be missing. */
export function typing(
  chosen: Chosen,
  given: Readonly<Record<string, OptionValue>>,
  focused: string,
): { readonly values: object[]; readonly option: Basic } {
  const option = find(chosen, focused);
  if (!('autocomplete' in option) || option.autocomplete !== true) refuse(option, 'has no autocomplete');
  const typed = { ...given, [focused]: given[focused] ?? '' };
  const values = Object.entries(typed).map(([name, value]) => {
    const { type } = find(chosen, name);
    return { name, type, value, ...(name === focused ? { focused: true } : {}) };
  });
  return { values, option };
}

function find(chosen: Chosen, name: string): Basic {
  const option = chosen.options.find((each) => each.name === name);
  if (!option)
    throw new RoomError('room-option-unknown', `There is no option ${name}: ${listing(chosen.options)}.`);
  return option;
}

function refuse(option: { readonly name: string }, why: string): never {
  throw new RoomError('room-option', `The option ${option.name} ${why}.`);
}

function check(option: Basic, value: OptionValue, resolved: Resolved): string | number | boolean {
  switch (option.type) {
    case Option.String: {
      if (typeof value !== 'string') return refuse(option, 'takes a text');
      const length = [...value].length;
      const { min_length: min = 0, max_length: max = 6000 } = option as {
        min_length?: number;
        max_length?: number;
      };
      if (length < min) refuse(option, `needs at least ${min} characters`);
      if (length > max) refuse(option, `takes at most ${max} characters, not ${length}`);
      return choice(option, value);
    }
    case Option.Integer:
    case Option.Number: {
      if (typeof value !== 'number' || !Number.isFinite(value)) return refuse(option, 'takes a number');
      if (option.type === Option.Integer && !Number.isSafeInteger(value))
        refuse(option, 'takes a whole number');
      const { min_value: min, max_value: max } = option as { min_value?: number; max_value?: number };
      if (min !== undefined && value < min) refuse(option, `must be at least ${min}`);
      if (max !== undefined && value > max) refuse(option, `must be at most ${max}`);
      return choice(option, value);
    }
    case Option.Boolean:
      return typeof value === 'boolean' ? value : refuse(option, 'takes true or false');
    case Option.User:
      return value instanceof Member ? resolved.add(value) : refuse(option, 'takes a member');
    case Option.Role:
      return value instanceof Role ? resolved.add(value) : refuse(option, 'takes a role');
    case Option.Mentionable:
      return value instanceof Member || value instanceof Role
        ? resolved.add(value)
        : refuse(option, 'takes a member or a role');
    case Option.Channel: {
      if (!(value instanceof Channel)) return refuse(option, 'takes a channel');
      if (option.channel_types && !option.channel_types.includes(value.type))
        refuse(option, 'does not take a channel of that type');
      return resolved.add(value);
    }
    default:
      return refuse(option, 'is of a kind that cannot be filled in');
  }
}

/** With choices nothing else can be sent. */
function choice<T extends string | number>(option: Basic, value: T): T {
  const choices = 'choices' in option ? (option.choices ?? []) : [];
  if (choices.length > 0 && !choices.some((each) => each.value === value))
    refuse(option, `takes one of ${choices.map((each) => each.value).join(', ')}`);
  return value;
}
