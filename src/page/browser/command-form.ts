/** A chosen command with a field for each of its options. */
import { html } from 'htm/preact';
import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { PageCommand, PageCommandOption } from '../protocol.ts';
import { CompleteField } from './complete-field.ts';
import { FilesField } from './files-field.ts';
import { Icon } from './icon.ts';
import { sentAs } from './line.ts';
import { act, ask, current, uploadAll } from './talk.ts';
import { words } from './words.ts';

interface Entry {
  readonly text: string;
  /** What is sent, where that is another than what is shown. */
  readonly value?: string | number;
}

interface CommandFormProps {
  readonly command: PageCommand;
  /** By option, as typed. */
  readonly typed: Readonly<Record<string, string>>;
  onEnd(): void;
}

export function CommandForm({ command, typed, onEnd }: CommandFormProps) {
  const [entries, setEntries] = useState<Readonly<Record<string, Entry>>>(
    Object.fromEntries(
      Object.entries(typed).map(([name, text]) => [name, { text: shownAs(command, name, text) }]),
    ),
  );
  const [files, setFiles] = useState<Readonly<Record<string, readonly File[]>>>({});
  const [why, setWhy] = useState<string | undefined>();
  const [isBusy, setIsBusy] = useState(false);
  const form = useRef<HTMLFormElement>(null);

  useLayoutEffect(() => {
    // What was typed out is ready to be sent; else one begins with the first option.
    const isTyped = Object.keys(typed).length > 0;
    const open = isTyped ? '.option.empty.required' : '.option.required, .option';
    const first = form.current?.querySelector(open)?.querySelector<HTMLElement>('input,select');
    (first ?? form.current?.querySelector<HTMLElement>('button[type=submit]'))?.focus();
  }, []);

  const values = (): Record<string, string | number | boolean> => {
    const given: Record<string, string | number | boolean> = {};
    for (const option of command.options) {
      const entry = entries[option.name];
      if (entry === undefined || entry.text === '') continue;
      const value = entry.value ?? sentAs(option, entry.text);
      if (value !== undefined) given[option.name] = value;
    }
    return given;
  };
  const wrong = (): string | undefined => {
    for (const option of command.options) {
      const text = entries[option.name]?.text ?? '';
      const isEmpty = option.kind === 'file' ? (files[option.name] ?? []).length === 0 : text === '';
      if (option.isRequired && isEmpty) return words.missing(option.name);
      if (text !== '' && sentAs(option, text) === undefined) return words.wantsNumber(option.name);
    }
    return undefined;
  };
  const send = async (event: SubmitEvent) => {
    event.preventDefault();
    const problem = wrong();
    setWhy(problem);
    if (problem !== undefined || isBusy) return;
    setIsBusy(true);
    const given = values();
    const names = Object.keys(files).filter((name) => (files[name] ?? []).length > 0);
    const ids = await uploadAll(names.flatMap((name) => [...(files[name] ?? [])]));
    if (ids !== undefined) {
      const named = Object.fromEntries(names.map((name, i) => [name, ids[i] ?? '']));
      const outcome = await act({ say: 'slash', command: command.name, options: given, files: named });
      // What was refused can be mended; a late bot has the command all the same.
      if (outcome.kind !== 'refused') return onEnd();
      setWhy(outcome.why);
    }
    setIsBusy(false);
  };
  const complete = (name: string) => async (text: string) => {
    const options = { ...values(), [name]: text };
    const outcome = await ask({ say: 'complete', command: command.name, options, focused: name });
    return outcome.kind === 'choices' ? outcome.choices : [];
  };
  const enter = (name: string, entry: Entry) => setEntries((all) => ({ ...all, [name]: entry }));

  return html`<form class="command" ref=${form} onSubmit=${send} noValidate
    onKeyDown=${(event: KeyboardEvent) => {
      if (event.key === 'Escape') onEnd();
      // A menu does not send the form by itself.
      if (event.key === 'Enter' && event.target instanceof HTMLSelectElement) form.current?.requestSubmit();
    }}>
    <header><strong>/${command.name}</strong><span class="hint">${command.description}</span>
      <button type="button" class="plain" aria-label=${words.cancel} onClick=${onEnd}><${Icon} name="close" /></button></header>
    <div class="options">${command.options.map((option) => {
      const { name } = option;
      const entry = entries[name] ?? { text: '' };
      return html`<div class=${`option ${entry.text === '' ? 'empty' : ''} ${option.isRequired ? 'required' : ''}`}>
        <label for=${`option-${name}`}>${name}${option.isRequired ? html`<span class="needed" title=${words.missing(name)}>*</span>` : ''}</label>
        <${Field} option=${option} entry=${entry} files=${files[name] ?? []} complete=${complete(name)}
          onEntry=${(next: Entry) => enter(name, next)} onFiles=${(next: readonly File[]) => setFiles((all) => ({ ...all, [name]: next }))} />
        <p class="hint">${option.description}</p></div>`;
    })}</div>
    ${why && html`<p class="wrong" role="alert">${why}</p>`}
    <footer><button type="button" class="button secondary" onClick=${onEnd}>${words.cancel}</button>
      <button type="submit" class="button primary" disabled=${isBusy}>${words.send}</button></footer>
  </form>`;
}

/** A typed choice is known by its name or its value, a member by the name. */
function shownAs(command: PageCommand, name: string, text: string): string {
  const option = command.options.find((each) => each.name === name);
  const isSame = (one: string) => one.toLowerCase() === text.toLowerCase();
  const choice = option?.choices.find((each) => isSame(each.name) || isSame(String(each.value)));
  if (choice !== undefined) return String(choice.value);
  if (option?.kind === 'yesno') return /^(y|yes|true|1)$/i.test(text) ? 'true' : 'false';
  if (option?.kind === 'member')
    return here().members.find((member) => isSame(member.name) || isSame(`@${member.name}`))?.id ?? '';
  return text;
}

function here() {
  const { servers, channel } = current();
  return (
    servers.find(({ channels }) => channels.some(({ id }) => id === channel)) ?? { members: [], channels: [] }
  );
}

interface FieldProps {
  readonly option: PageCommandOption;
  readonly entry: Entry;
  readonly files: readonly File[];
  complete(text: string): Promise<readonly { name: string; value: string | number }[]>;
  onEntry(entry: Entry): void;
  onFiles(files: readonly File[]): void;
}

function Field({ option, entry, files, complete, onEntry, onFiles }: FieldProps) {
  const id = `option-${option.name}`;
  const pick = (
    choices: readonly { readonly name: string; readonly value: string }[],
  ) => html`<select id=${id} value=${entry.text}
    onChange=${(event: Event) => onEntry({ text: (event.currentTarget as HTMLSelectElement).value })}>
    <option value="">${option.isRequired ? words.choose : words.optional}</option>
    ${choices.map(({ name, value }) => html`<option value=${value}>${name}</option>`)}</select>`;
  const named = (list: readonly { readonly id: string; readonly name: string }[]) =>
    list.map(({ id: value, name }) => ({ value, name }));
  if (option.kind === 'file')
    return html`<${FilesField} id=${id} label=${option.name} most=${1} files=${files} onFiles=${onFiles} />`;
  if (option.choices.length > 0)
    return pick(option.choices.map(({ name, value }) => ({ name, value: String(value) })));
  if (option.kind === 'yesno')
    return pick([
      { name: words.yes, value: 'true' },
      { name: words.no, value: 'false' },
    ]);
  if (option.kind === 'member') return pick(named(here().members));
  if (option.kind === 'channel') return pick(named(here().channels));
  if (option.completes)
    return html`<${CompleteField} id=${id} text=${entry.text} isRequired=${option.isRequired} ask=${complete}
      onText=${(text: string, value?: string | number) => onEntry({ text, ...(value === undefined ? {} : { value }) })} />`;
  const isNumber = option.kind === 'whole' || option.kind === 'number';
  const range =
    isNumber && option.min !== undefined && option.max !== undefined ? `${option.min}–${option.max}` : '';
  return html`<input id=${id} type="text" inputmode=${isNumber ? 'decimal' : 'text'} autocomplete="off" value=${entry.text}
    maxlength=${isNumber ? undefined : option.max} placeholder=${range || (option.isRequired ? '' : words.optional)}
    onInput=${(event: InputEvent) => onEntry({ text: (event.currentTarget as HTMLInputElement).value })} />`;
}
