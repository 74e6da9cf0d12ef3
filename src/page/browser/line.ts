/** A command as it is typed: `/beat artist:Night Shift bpm:90`. */
import type { PageCommand, PageCommandOption } from '../protocol.ts';

export interface TypedLine {
  readonly command: PageCommand;
  /** By option, as typed. */
  readonly values: Readonly<Record<string, string>>;
}

/** Undefined for what is no command, or not a whole one yet. */
export function parseLine(line: string, commands: readonly PageCommand[]): TypedLine | undefined {
  if (!line.startsWith('/')) return undefined;
  const typed = line.slice(1).trim();
  const command = commands
    .filter(({ name, isContext }) => !isContext && (typed === name || typed.startsWith(`${name} `)))
    .toSorted((a, b) => b.name.length - a.name.length)[0];
  if (command === undefined) return undefined;
  const rest = typed.slice(command.name.length);
  const names = command.options.map(({ name }) => name);
  // An option's name with a colon ends the value before it; other colons belong to the value.
  const marks = [...rest.matchAll(/(?<=^|\s)([\w-]+):/g)].filter(([, name]) => names.includes(name ?? ''));
  const values = marks.map(({ 0: mark, 1: name, index }, i) => [
    name ?? '',
    rest.slice(index + mark.length, marks[i + 1]?.index).trim(),
  ]);
  return { command, values: Object.fromEntries(values) };
}

/** Commands whose name or description has what is typed after the slash; names that begin with it come first. */
export function suggested(line: string, commands: readonly PageCommand[]): PageCommand[] {
  const typed = line.slice(1).trim().toLowerCase();
  const rank = ({ name, description }: PageCommand) => {
    if (name.startsWith(typed)) return 0;
    if (name.includes(typed)) return 1;
    return description.toLowerCase().includes(typed) ? 2 : 3;
  };
  return commands
    .filter((command) => !command.isContext && rank(command) < 3)
    .toSorted((a, b) => rank(a) - rank(b) || a.name.localeCompare(b.name));
}

/** A value in the form in which the option is sent; undefined for a text that is no such value. */
export function sentAs(option: PageCommandOption, text: string): string | number | boolean | undefined {
  if (option.kind === 'yesno') return text === 'true' ? true : text === 'false' ? false : undefined;
  if (option.kind !== 'whole' && option.kind !== 'number') return text;
  const number = Number(text.replace(',', '.'));
  return text.trim() === '' || Number.isNaN(number) ? undefined : number;
}
