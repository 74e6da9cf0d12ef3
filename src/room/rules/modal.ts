/** Rules of a modal: https://discord.com/developers/docs/components/reference#label */
import { ComponentType, TextInputStyle } from 'discord.js';
import type { Form } from '../errors.ts';
import { intOf, listOf, loose } from '../json.ts';
import type { ComponentKeys, LooseComponent } from './component-keys.ts';
import { checkUnique } from './components.ts';
import { checkCustomId, checkOptions, checkSelect } from './selects.ts';

export function checkModal(data: unknown, form: Form): void {
  const modal = loose<'custom_id' | 'title' | 'components'>(data);
  form.text(modal.custom_id, 'data.custom_id', 'custom-id-length', { min: 1, max: 100 });
  form.text(modal.title, 'data.title', 'modal-title', { min: 1, max: 45 });
  form.count(modal.components, 'data.components', 'modal-components', { min: 1, max: 5 });
  const top = listOf(modal.components).map((component) => loose<ComponentKeys>(component));
  for (const [i, component] of top.entries()) checkTop(component, `data.components.${i}`, form);
  checkUnique(top, form);
}

function checkTop(component: LooseComponent, at: string, form: Form): void {
  if (component.type === ComponentType.TextDisplay) {
    form.text(component.content, `${at}.content`, 'component-text', { min: 1, max: 4000 });
  } else if (component.type === ComponentType.Label) {
    form.text(component.label, `${at}.label`, 'modal-label', { min: 1, max: 45 });
    form.text(component.description, `${at}.description`, 'modal-label', { max: 100 });
    checkField(loose<ComponentKeys>(component.component), `${at}.component`, form);
  } else if (component.type === ComponentType.ActionRow) {
    const [only, ...more] = listOf(component.components).map((child) => loose<ComponentKeys>(child));
    if (only?.type !== ComponentType.TextInput || more.length > 0)
      form.add(
        `${at}.components`,
        'modal-components',
        'BASE_TYPE_BAD_LENGTH',
        'A row holds one text input here.',
      );
    else {
      form.text(only.label, `${at}.components.0.label`, 'modal-label', { min: 1, max: 45 });
      checkField(only, `${at}.components.0`, form);
    }
  } else
    form.add(
      `${at}.type`,
      'component-type',
      'UNION_TYPE_CHOICES',
      'Value of field "type" must be one of (1, 10, 18).',
    );
}

function checkField(field: LooseComponent, at: string, form: Form): void {
  const type = intOf(field.type);
  if (field.disabled === true)
    form.add(
      `${at}.disabled`,
      'modal-components',
      'BASE_TYPE_CHOICES',
      'A modal has no disabled components.',
    );
  switch (type) {
    case ComponentType.TextInput:
      checkTextInput(field, at, form);
      break;
    case ComponentType.StringSelect:
    case ComponentType.UserSelect:
    case ComponentType.RoleSelect:
    case ComponentType.MentionableSelect:
    case ComponentType.ChannelSelect:
      checkSelect(field, at, form);
      if (field.min_values === 0 && field.required !== false)
        form.add(
          `${at}.min_values`,
          'select-values',
          'NUMBER_TYPE_MIN',
          'A required select takes at least 1 value.',
        );
      break;
    case ComponentType.FileUpload:
      checkCustomId(field, at, form);
      form.integer(field.min_values, `${at}.min_values`, 'select-values', { min: 0, max: 10 });
      form.integer(field.max_values, `${at}.max_values`, 'select-values', { min: 1, max: 10 });
      break;
    case ComponentType.RadioGroup:
    case ComponentType.CheckboxGroup:
      checkCustomId(field, at, form);
      checkOptions(
        field.options,
        `${at}.options`,
        { least: type === ComponentType.RadioGroup ? 2 : 1, most: 10 },
        form,
      );
      break;
    case ComponentType.Checkbox:
      checkCustomId(field, at, form);
      break;
    default:
      form.add(
        `${at}.type`,
        'component-type',
        'UNION_TYPE_CHOICES',
        'This component cannot be used in a modal.',
      );
  }
}

function checkTextInput(field: LooseComponent, at: string, form: Form): void {
  checkCustomId(field, at, form);
  if (field.style !== TextInputStyle.Short && field.style !== TextInputStyle.Paragraph)
    form.add(`${at}.style`, 'text-input', 'BASE_TYPE_CHOICES', 'Value must be one of {1, 2}.');
  form.integer(field.min_length, `${at}.min_length`, 'text-input', { min: 0, max: 4000 });
  form.integer(field.max_length, `${at}.max_length`, 'text-input', { min: 1, max: 4000 });
  form.text(field.placeholder, `${at}.placeholder`, 'text-input', { max: 100 });
  form.text(field.value, `${at}.value`, 'text-input', { max: intOf(field.max_length) ?? 4000 });
}
