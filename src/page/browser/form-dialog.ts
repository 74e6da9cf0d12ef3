/** A form that the bot opened, in a window. */
import { html } from 'htm/preact';
import { useState } from 'preact/hooks';
import type { PageField, PageForm } from '../protocol.ts';
import { Dialog } from './dialog.ts';
import { FilesField } from './files-field.ts';
import { markup } from './markup.ts';
import { ask, change, uploadAll } from './talk.ts';
import { words } from './words.ts';

type Value = string | readonly string[];

function atFirst(field: PageField): Value {
  const chosen = field.options.filter(({ isChosen }) => isChosen).map(({ value }) => value);
  return field.kind === 'menu' || field.kind === 'checks' ? chosen : field.value;
}

export function FormDialog({ form }: { readonly form: PageForm }) {
  const [values, setValues] = useState<Readonly<Record<string, Value>>>(
    Object.fromEntries(form.fields.map((field) => [field.id, atFirst(field)])),
  );
  const [files, setFiles] = useState<Readonly<Record<string, readonly File[]>>>({});
  const [why, setWhy] = useState<string | undefined>();
  const [isBusy, setIsBusy] = useState(false);
  const close = () => change({ say: 'form', form: undefined });

  const send = async (event: SubmitEvent) => {
    event.preventDefault();
    const wrong = form.fields.flatMap((field) =>
      problemOf(field, values[field.id] ?? '', files[field.id] ?? []),
    )[0];
    setWhy(wrong);
    if (wrong !== undefined || isBusy) return;
    setIsBusy(true);
    const uploaded: Record<string, string[]> = {};
    for (const { id, kind } of form.fields) {
      if (kind !== 'files') continue;
      const ids = await uploadAll(files[id] ?? []);
      if (ids === undefined) return setIsBusy(false);
      uploaded[id] = ids;
    }
    const fields: Record<string, string | string[]> = {};
    for (const { id, kind } of form.fields) {
      const value = values[id] ?? '';
      if (kind !== 'files' && kind !== 'words') fields[id] = typeof value === 'string' ? value : [...value];
    }
    const outcome = await ask({ say: 'submit', form: form.key, fields, files: uploaded });
    setIsBusy(false);
    if (outcome.kind === 'refused') return setWhy(outcome.why);
    if (outcome.kind === 'silent') return setWhy(words.silent);
    close();
  };
  return html`<${Dialog} title=${form.title} look="form" onClose=${close}>
    <form onSubmit=${send} noValidate>
      ${form.fields.map(
        (
          field,
        ) => html`<${FormField} field=${field} value=${values[field.id] ?? ''} files=${files[field.id] ?? []}
        onValue=${(value: Value) => setValues((all) => ({ ...all, [field.id]: value }))}
        onFiles=${(next: readonly File[]) => setFiles((all) => ({ ...all, [field.id]: next }))} />`,
      )}
      ${why && html`<p class="wrong" role="alert">${why}</p>`}
      <footer><button type="button" class="button secondary" onClick=${close}>${words.cancel}</button>
        <button type="submit" class="button primary" disabled=${isBusy}>${words.send}</button></footer>
    </form>
  </${Dialog}>`;
}

function problemOf(field: PageField, value: Value, files: readonly File[]): string[] {
  if (field.kind === 'words') return [];
  const count = field.kind === 'files' ? files.length : value.length;
  if (field.isRequired && count === 0) return [words.missing(field.label)];
  if (count > 0 && field.kind !== 'line' && field.kind !== 'paragraph' && count < field.min)
    return [words.atLeast(field.min)];
  return [];
}

interface FormFieldProps {
  readonly field: PageField;
  readonly value: Value;
  readonly files: readonly File[];
  onValue(value: Value): void;
  onFiles(files: readonly File[]): void;
}

function FormField({ field, value, files, onValue, onFiles }: FormFieldProps) {
  const id = `field-${field.id}`;
  const list = typeof value === 'string' ? [] : value;
  const typed = (event: InputEvent) =>
    onValue((event.currentTarget as HTMLInputElement | HTMLTextAreaElement).value);
  const box = () => {
    switch (field.kind) {
      case 'line':
        return html`<input id=${id} type="text" maxlength=${field.max} placeholder=${field.placeholder} value=${value} onInput=${typed} />`;
      case 'paragraph':
        return html`<textarea id=${id} rows="6" maxlength=${field.max} placeholder=${field.placeholder} value=${value} onInput=${typed}></textarea>
          <p class="hint">${words.characters(value.length, field.max)}</p>`;
      case 'menu':
        return html`<select id=${id} multiple=${field.max > 1}
          onChange=${(event: Event) => {
            const picked = [...(event.currentTarget as HTMLSelectElement).selectedOptions];
            onValue(picked.map((option) => option.value).filter((each) => each !== ''));
          }}>
          ${field.max === 1 && html`<option value="">${field.placeholder || words.choose}</option>`}
          ${field.options.map((option) => html`<option value=${option.value} selected=${list.includes(option.value)}>${option.label}</option>`)}</select>`;
      case 'checks':
        return field.options.map(
          (option) => html`<label class="check"><input type="checkbox" checked=${list.includes(option.value)}
            onChange=${() => onValue(list.includes(option.value) ? list.filter((each) => each !== option.value) : [...list, option.value])} />
            <span>${option.label}</span></label>`,
        );
      case 'files':
        return html`<${FilesField} id=${id} label=${field.label} most=${field.max} files=${files} onFiles=${onFiles} />`;
      case 'words':
        return null;
    }
  };
  if (field.kind === 'words') return html`<div class="content">${markup(field.label)}</div>`;
  const name = html`${field.label}${field.isRequired ? html`<span class="needed">*</span>` : ''}`;
  const inner = html`${field.description && html`<p class="hint">${field.description}</p>`}${box()}`;
  return field.kind === 'checks'
    ? html`<fieldset><legend>${name}</legend>${inner}</fieldset>`
    : html`<div class="form-field"><label for=${id}>${name}</label>${inner}</div>`;
}
