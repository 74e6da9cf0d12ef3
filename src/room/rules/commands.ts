/** What may be registered as a command: https://discord.com/developers/docs/interactions/application-commands */
import { ApplicationCommandType, ApplicationCommandOptionType as Option } from 'discord.js';
import type { Form } from '../errors.ts';
import { bitsOf, intOf, isObject, type Loose, listOf, loose, textOf } from '../json.ts';

export type CommandKeys =
  | 'type'
  | 'name'
  | 'description'
  | 'options'
  | 'default_member_permissions'
  | 'contexts'
  | 'integration_types'
  | 'nsfw';
type OptionKeys =
  | 'type'
  | 'name'
  | 'description'
  | 'required'
  | 'options'
  | 'choices'
  | 'autocomplete'
  | 'min_value'
  | 'max_value'
  | 'min_length'
  | 'max_length';

const NAME = /^[-_'\p{L}\p{N}\p{sc=Devanagari}\p{sc=Thai}]{1,32}$/u;
const MOST_TEXT = 8000;

/** One command; `at` is its place in the body (empty for a single one). */
export function checkCommand(value: unknown, at: string, form: Form): void {
  const command = loose<CommandKeys>(value);
  const path = (name: string) => (at === '' ? name : `${at}.${name}`);
  const type = command.type ?? ApplicationCommandType.ChatInput;
  if (type === ApplicationCommandType.ChatInput) {
    checkName(command.name, path('name'), form);
    form.text(command.description, path('description'), 'command-description', { min: 1, max: 100 });
    checkOptions(command.options, path('options'), 0, form);
    if (textSize(command) > MOST_TEXT)
      form.add(
        at,
        'command-size',
        'APPLICATION_COMMAND_TOO_LARGE',
        `Command exceeds maximum size (${MOST_TEXT})`,
      );
  } else if (type === ApplicationCommandType.User || type === ApplicationCommandType.Message) {
    form.text(command.name, path('name'), 'command-name', { min: 1, max: 32 });
    if (command.description)
      form.add(
        path('description'),
        'command-description',
        'APPLICATION_COMMAND_CONTEXT_MENU_DESCRIPTION',
        'Context menu commands cannot have a description',
      );
    if (listOf(command.options).length > 0)
      form.add(
        path('options'),
        'command-options',
        'APPLICATION_COMMAND_CONTEXT_MENU_OPTIONS',
        'Context menu commands cannot have options',
      );
  } else form.add(path('type'), 'command-type', 'BASE_TYPE_CHOICES', 'Value must be one of {1, 2, 3}.');
  const permissions = command.default_member_permissions;
  if (permissions !== undefined && permissions !== null && bitsOf(permissions) === undefined)
    form.add(
      path('default_member_permissions'),
      'command-permissions',
      'NUMBER_TYPE_COERCE',
      'Value is not a bit set.',
    );
}

/** A list that replaces all commands: each by itself, and no name of a type twice, at most 100 slash commands. */
export function checkCommands(value: unknown, form: Form): void {
  const commands = listOf(value);
  form.count(value, '', 'command-count', { max: 110 });
  const seen = new Set<string>();
  for (const [i, each] of commands.entries()) {
    checkCommand(each, String(i), form);
    const { type, name } = loose<CommandKeys>(each);
    const key = `${type ?? ApplicationCommandType.ChatInput} ${name}`;
    if (seen.has(key))
      form.add(
        `${i}.name`,
        'command-unique',
        'APPLICATION_COMMANDS_DUPLICATE_NAME',
        'Application command names must be unique',
      );
    seen.add(key);
  }
  const slash = commands.filter(
    (each) => (loose<'type'>(each).type ?? 1) === ApplicationCommandType.ChatInput,
  );
  if (slash.length > 100)
    form.add('', 'command-count', 'MAX_COMMANDS', 'Maximum number of application commands reached (100)');
}

function checkName(name: unknown, at: string, form: Form): void {
  if (typeof name !== 'string') form.missing(at, 'command-name');
  else if (!NAME.test(name) || name !== name.toLowerCase())
    form.add(at, 'command-name', 'APPLICATION_COMMAND_INVALID_NAME', 'Command name is invalid');
}

/** @param depth 0 for a command's own options, 1 in a subcommand or group, 2 in a group's subcommand. */
function checkOptions(value: unknown, at: string, depth: number, form: Form): void {
  const options = listOf(value).map((option) => loose<OptionKeys>(option));
  form.count(value, at, 'command-options', { max: 25 });
  const names = new Set<unknown>();
  let optional = false;
  for (const [i, option] of options.entries()) {
    const here = `${at}.${i}`;
    checkOption(option, here, depth, form);
    if (names.has(option.name))
      form.add(
        `${here}.name`,
        'option-unique',
        'APPLICATION_COMMAND_OPTIONS_NAME_ALREADY_EXISTS',
        'Option name already exists',
      );
    names.add(option.name);
    if (option.required === true && optional)
      form.add(
        here,
        'option-order',
        'APPLICATION_COMMAND_OPTIONS_REQUIRED_INVALID',
        'Required options must be placed before non-required options',
      );
    optional ||= option.required !== true;
  }
  const nested = options.filter(({ type }) => isNested(type)).length;
  if (nested > 0 && nested < options.length)
    form.add(
      at,
      'option-type',
      'APPLICATION_COMMAND_OPTIONS_TYPE_INVALID',
      'Sub-command and sub-command group option types are mutually exclusive to all other types',
    );
}

const isNested = (type: unknown) => type === Option.Subcommand || type === Option.SubcommandGroup;

function checkOption(option: Loose<OptionKeys>, at: string, depth: number, form: Form): void {
  checkName(option.name, `${at}.name`, form);
  form.text(option.description, `${at}.description`, 'option-description', { min: 1, max: 100 });
  form.integer(option.type ?? 0, `${at}.type`, 'option-type', { min: 1, max: 11 });
  if (isNested(option.type)) {
    const most = option.type === Option.SubcommandGroup ? 0 : 1;
    if (depth > most)
      form.add(
        `${at}.type`,
        'option-type',
        'APPLICATION_COMMAND_OPTIONS_TYPE_INVALID',
        'Sub-commands nest no deeper than a group',
      );
    checkOptions(option.options, `${at}.options`, depth + 1, form);
    return;
  }
  const isText = option.type === Option.String;
  const isNumber = option.type === Option.Integer || option.type === Option.Number;
  const only = (fits: boolean, keys: readonly OptionKeys[]) => {
    for (const key of keys)
      if (!fits && option[key] !== undefined && option[key] !== false)
        form.add(
          `${at}.${key}`,
          'option-keys',
          'APPLICATION_COMMAND_OPTION_KEY_INVALID',
          `An option of type ${option.type} has no ${key}`,
        );
  };
  only(isText || isNumber, ['choices', 'autocomplete']);
  only(isNumber, ['min_value', 'max_value']);
  only(isText, ['min_length', 'max_length']);
  form.integer(option.min_length, `${at}.min_length`, 'option-length', { min: 0, max: 6000 });
  form.integer(option.max_length, `${at}.max_length`, 'option-length', { min: 1, max: 6000 });
  if (option.autocomplete === true && listOf(option.choices).length > 0)
    form.add(
      `${at}.autocomplete`,
      'option-keys',
      'APPLICATION_COMMAND_AUTOCOMPLETE_CHOICES',
      'Autocomplete and choices are mutually exclusive',
    );
  checkChoices(option.choices, intOf(option.type) ?? 0, `${at}.choices`, form);
  const choices = listOf(option.choices).map((choice) => loose<'name'>(choice).name);
  if (new Set(choices).size < choices.length)
    form.add(
      `${at}.choices`,
      'choice-unique',
      'APPLICATION_COMMAND_OPTIONS_CHOICE_NAME_ALREADY_EXISTS',
      'Option choice name already exists',
    );
}

/** The choices of an option, registered or suggested: at most 25, each of the option's type. */
export function checkChoices(value: unknown, type: number, at: string, form: Form): void {
  form.count(value, at, 'choice-count', { max: 25 });
  for (const [i, choice] of listOf(value).entries()) {
    const { name, value: chosen } = loose<'name' | 'value'>(choice);
    form.text(name, `${at}.${i}.name`, 'choice-name', { min: 1, max: 100 });
    if (type === Option.String) form.text(chosen, `${at}.${i}.value`, 'choice-value', { min: 1, max: 100 });
    else if (type === Option.Integer ? !Number.isSafeInteger(chosen) : !Number.isFinite(chosen))
      form.add(
        `${at}.${i}.value`,
        'choice-value',
        'NUMBER_TYPE_COERCE',
        `Value "${chosen}" is not a number.`,
      );
  }
}

/** Characters of every name, description and choice value, which Discord adds up over a command. */
function textSize(value: unknown): number {
  if (!isObject(value)) return 0;
  const part = loose<'name' | 'description' | 'value' | 'options' | 'choices'>(value);
  const own = [part.name, part.description, part.value].reduce<number>(
    (n, s) => n + (textOf(s)?.length ?? 0),
    0,
  );
  return [...listOf(part.options), ...listOf(part.choices)].reduce<number>(
    (n, child) => n + textSize(child),
    own,
  );
}
