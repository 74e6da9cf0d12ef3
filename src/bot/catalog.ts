/** The commands, buttons, menus and forms that there are, read from a folder. */
import { readdir } from 'node:fs/promises';
import { ApplicationCommandOptionType } from 'discord.js';
import type {
  AnswerFamily,
  ButtonFamily,
  Command,
  CommandData,
  FormFamily,
  MenuFamily,
  MessageCommand,
  RequestFamily,
} from './command.ts';

export interface Catalog {
  /** By name. */
  readonly commands: ReadonlyMap<string, Command>;
  /** By name. */
  readonly messageCommands: ReadonlyMap<string, MessageCommand>;
  /** By prefix. */
  readonly buttons: ReadonlyMap<string, ButtonFamily | RequestFamily | AnswerFamily>;
  /** By prefix. */
  readonly menus: ReadonlyMap<string, MenuFamily | AnswerFamily>;
  /** By prefix. */
  readonly forms: ReadonlyMap<string, FormFamily>;
}

/**
 * Imports every `.ts` file of a folder and collects what each exports as `command`, `messageCommand`, `button`, `menu`
 * or `form`.
 * @throws Error naming the file whose export is missing, double or does not fit together.
 */
export async function loadCatalog(folder: URL): Promise<Catalog> {
  const commands = new Map<string, Command>();
  const messageCommands = new Map<string, MessageCommand>();
  const buttons = new Map<string, ButtonFamily | RequestFamily | AnswerFamily>();
  const menus = new Map<string, MenuFamily | AnswerFamily>();
  const forms = new Map<string, FormFamily>();
  const files = (await readdir(folder)).filter((name) => name.endsWith('.ts')).sort();
  for (const file of files) {
    const module: Exports = await import(new URL(file, folder).href);
    const { command, messageCommand, button, menu, form } = module;
    if ([command, messageCommand, button, menu, form].every((each) => each === undefined)) {
      throw new Error(
        `${file} exports neither \`command\` nor \`messageCommand\` nor \`button\` nor \`menu\` nor \`form\``,
      );
    }
    if (command !== undefined) {
      if (commands.has(command.data.name)) throw new Error(`${file}: /${command.data.name} exists already`);
      checkCommand(file, command);
      commands.set(command.data.name, command);
    }
    if (messageCommand !== undefined) {
      const { name } = messageCommand;
      if (messageCommands.has(name)) throw new Error(`${file}: the command ${name} exists already`);
      messageCommands.set(name, messageCommand);
    }
    if (button !== undefined) {
      if (buttons.has(button.prefix)) throw new Error(`${file}: buttons ${button.prefix}: exist already`);
      buttons.set(button.prefix, button);
    }
    if (menu !== undefined) {
      if (menus.has(menu.prefix)) throw new Error(`${file}: menus ${menu.prefix}: exist already`);
      menus.set(menu.prefix, menu);
    }
    if (form !== undefined) {
      if (forms.has(form.prefix)) throw new Error(`${file}: forms ${form.prefix}: exist already`);
      forms.set(form.prefix, form);
    }
  }
  return { commands, messageCommands, buttons, menus, forms };
}

interface Exports {
  readonly command?: Command;
  readonly messageCommand?: MessageCommand;
  readonly button?: ButtonFamily | RequestFamily | AnswerFamily;
  readonly menu?: MenuFamily | AnswerFamily;
  readonly form?: FormFamily;
}

/** Every subcommand has its action and every completed option its completer, and the other way round. */
function checkCommand(file: string, command: Command): void {
  const { paths, completed } = outline(command.data);
  const differ = (wanted: ReadonlySet<string>, there: object, what: string) => {
    const names = new Set(Object.keys(there));
    const odd = [...wanted.symmetricDifference(names)];
    if (odd.length > 0)
      throw new Error(`${file}: ${what} do not match the command's data: ${odd.join(', ')}`);
  };
  differ(paths, command.actions, 'actions');
  differ(completed, command.completers ?? {}, 'completers');
}

function outline(data: CommandData): { paths: Set<string>; completed: Set<string> } {
  const paths = new Set<string>();
  const completed = new Set<string>();
  const walk = (options: CommandData['options'], path: readonly string[]): void => {
    let deeper = false;
    for (const option of options ?? []) {
      if (
        option.type === ApplicationCommandOptionType.Subcommand ||
        option.type === ApplicationCommandOptionType.SubcommandGroup
      ) {
        deeper = true;
        walk(option.options, [...path, option.name]);
      } else if ('autocomplete' in option && option.autocomplete === true) completed.add(option.name);
    }
    if (!deeper) paths.add(path.length === 0 ? data.name : path.join(' '));
  };
  walk(data.options, []);
  return { paths, completed };
}
