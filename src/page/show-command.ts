/** Commands and forms, in the words of the page. */
import {
  type APIApplicationCommand,
  type APIApplicationCommandBasicOption,
  ApplicationCommandType,
  ComponentType,
  ApplicationCommandOptionType as Option,
  TextInputStyle,
} from 'discord.js';
import type { RoomModal } from '../room/index.ts';
import type { OptionKind, PageCommand, PageCommandOption, PageField, PageForm } from './protocol.ts';
import { showOption } from './show.ts';

const KINDS: Readonly<Partial<Record<Option, OptionKind>>> = {
  [Option.String]: 'text',
  [Option.Integer]: 'whole',
  [Option.Number]: 'number',
  [Option.Boolean]: 'yesno',
  [Option.User]: 'member',
  [Option.Channel]: 'channel',
  [Option.Role]: 'role',
  [Option.Attachment]: 'file',
};

/** A command with subcommands is as many commands as it has of them. */
export function showCommands(commands: readonly APIApplicationCommand[]): PageCommand[] {
  return commands.flatMap((command): PageCommand[] => {
    const isContext = command.type === ApplicationCommandType.Message;
    if (command.type !== ApplicationCommandType.ChatInput && !isContext) return [];
    return leaves(command.name, command.description, command.options ?? []).map((leaf) => ({
      ...leaf,
      isContext,
    }));
  });
}

type Options = NonNullable<APIApplicationCommand['options']>;

function leaves(name: string, description: string, options: Options): Omit<PageCommand, 'isContext'>[] {
  const nested = options.flatMap((option) =>
    option.type === Option.Subcommand || option.type === Option.SubcommandGroup
      ? leaves(`${name} ${option.name}`, option.description, option.options ?? [])
      : [],
  );
  if (nested.length > 0) return nested;
  return [{ name, description, options: options.flatMap(showCommandOption) }];
}

function showCommandOption(option: Options[number]): PageCommandOption[] {
  const kind = KINDS[option.type];
  if (kind === undefined) return [];
  const basic = option as APIApplicationCommandBasicOption;
  const isText = basic.type === Option.String;
  const isNumber = basic.type === Option.Integer || basic.type === Option.Number;
  return [
    {
      name: basic.name,
      description: basic.description,
      kind,
      isRequired: basic.required === true,
      completes: 'autocomplete' in basic && basic.autocomplete === true,
      choices: 'choices' in basic ? (basic.choices ?? []).map(({ name, value }) => ({ name, value })) : [],
      min: isText ? basic.min_length : isNumber ? basic.min_value : undefined,
      max: isText ? basic.max_length : isNumber ? basic.max_value : undefined,
    },
  ];
}

/** @param key what the page names the form by when it sends it. */
export function showForm(modal: RoomModal, key: string): PageForm {
  return { key, title: modal.title, fields: modal.data.components.flatMap(showField) };
}

type Part = RoomModal['data']['components'][number];

function showField(part: Part): PageField[] {
  if (part.type === ComponentType.TextDisplay) return [{ ...EMPTY, kind: 'words', label: part.content }];
  if (part.type !== ComponentType.Label) return [];
  const { label, description, component } = part;
  const common = { ...EMPTY, label, description };
  switch (component.type) {
    case ComponentType.TextInput:
      return [
        {
          ...common,
          id: component.custom_id,
          kind: component.style === TextInputStyle.Paragraph ? 'paragraph' : 'line',
          isRequired: component.required !== false,
          min: component.min_length ?? 0,
          max: component.max_length ?? 4000,
          value: component.value ?? '',
          placeholder: component.placeholder ?? '',
        },
      ];
    case ComponentType.StringSelect:
      return [
        {
          ...common,
          id: component.custom_id,
          kind: 'menu',
          isRequired: component.required !== false,
          min: component.min_values ?? 1,
          max: component.max_values ?? 1,
          placeholder: component.placeholder ?? '',
          options: component.options.map(showOption),
        },
      ];
    case ComponentType.FileUpload:
      return [
        {
          ...common,
          id: component.custom_id,
          kind: 'files',
          isRequired: component.required !== false,
          min: component.min_values ?? 1,
          max: component.max_values ?? 1,
        },
      ];
    case ComponentType.CheckboxGroup:
      return [
        {
          ...common,
          id: component.custom_id,
          kind: 'checks',
          isRequired: component.required !== false,
          min: component.min_values ?? 1,
          max: component.max_values ?? component.options.length,
          options: component.options.map(showOption),
        },
      ];
    default:
      return [];
  }
}

const EMPTY: PageField = {
  id: '',
  label: '',
  description: undefined,
  kind: 'words',
  isRequired: false,
  min: 0,
  max: 0,
  value: '',
  placeholder: '',
  options: [],
};
