/** A filled modal, checked as Discord's client checks it, in the form in which the bot gets it. */
import { type APIModalInteractionResponseCallbackData, ComponentType } from 'discord.js';
import type { ModalValue, RoomFile } from './acts.ts';
import { intOf, isObject, listOf, loose, textOf } from './json.ts';
import type { Resolved } from './resolved.ts';
import { RoomError } from './room-error.ts';
import { type ComponentKeys, type LooseComponent, walk } from './rules/index.ts';
import { pick } from './selects.ts';

type Fields = Readonly<Record<string, ModalValue>>;

export function collect(
  modal: APIModalInteractionResponseCallbackData,
  fields: Fields,
  resolved: Resolved,
  upload: (file: RoomFile) => string,
): object[] {
  const top = listOf(modal.components).map((component) => loose<ComponentKeys>(component));
  const known = walk(top).flatMap(({ custom_id: id }) => (typeof id === 'string' ? [id] : []));
  for (const name of Object.keys(fields))
    if (!known.includes(name)) throw refusal(`The modal has no field ${name}; it has ${known.join(', ')}.`);

  let last = 0;
  const answer = (component: LooseComponent): object => {
    const id = intOf(component.id) || ++last;
    const { type } = component;
    if (type === ComponentType.Label)
      return { type, id, component: answer(loose<ComponentKeys>(component.component)) };
    if (type === ComponentType.ActionRow)
      return {
        type,
        id,
        components: listOf(component.components).map((child) => answer(loose<ComponentKeys>(child))),
      };
    if (type === ComponentType.TextDisplay) return { type, id };
    const customId = String(component.custom_id);
    return { type, id, custom_id: customId, ...value(component, fields[customId], resolved, upload) };
  };
  return top.map(answer);
}

function value(
  field: LooseComponent,
  given: ModalValue | undefined,
  resolved: Resolved,
  upload: (file: RoomFile) => string,
): object {
  const name = String(field.custom_id);
  const required = field.required !== false;
  switch (field.type) {
    case ComponentType.TextInput:
      return { value: text(field, given ?? textOf(field.value) ?? '') };
    case ComponentType.Checkbox:
      if (given !== undefined && typeof given !== 'boolean') throw refusal(`${name} takes true or false.`);
      return { value: given ?? field.default === true };
    case ComponentType.RadioGroup: {
      if (given === undefined && !required) return { value: null };
      return { value: pick(field, typeof given === 'string' ? [given] : [], resolved)[0] };
    }
    case ComponentType.FileUpload: {
      const files = listOf(given);
      const min = required ? (intOf(field.min_values) ?? 1) : 0;
      const max = intOf(field.max_values) ?? 1;
      if (files.length < min || files.length > max) throw refusal(`${name} takes ${min} to ${max} files.`);
      return {
        values: files.map((file) => {
          if (!isFile(file)) throw refusal(`${name} takes files.`);
          return upload(file);
        }),
      };
    }
    default:
      return { values: pick(field, listOf(typeof given === 'string' ? [given] : given), resolved) };
  }
}

function text(field: LooseComponent, given: ModalValue): string {
  const name = String(field.custom_id);
  if (typeof given !== 'string') throw refusal(`${name} takes a text.`);
  const length = [...given].length;
  const min = intOf(field.min_length) ?? 0;
  const max = intOf(field.max_length) ?? 4000;
  if (length === 0) {
    if (field.required !== false) throw refusal(`${name} is required.`);
    return given;
  }
  if (length < min || length > max)
    throw refusal(`${name} takes ${min} to ${max} characters, not ${length}.`);
  return given;
}

function isFile(value: unknown): value is RoomFile {
  return isObject(value) && loose<'bytes'>(value).bytes instanceof Uint8Array;
}

function refusal(message: string): RoomError {
  return new RoomError('room-modal', message);
}
