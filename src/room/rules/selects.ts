/** Menus: selects of messages and modals, radio groups, groups of checkboxes. */
import { ComponentType } from 'discord.js';
import type { Form } from '../errors.ts';
import { intOf, listOf, loose } from '../json.ts';
import type { LooseComponent } from './component-keys.ts';

export function checkCustomId({ custom_id: customId }: LooseComponent, at: string, form: Form): void {
  form.text(customId, `${at}.custom_id`, 'custom-id-length', { min: 1, max: 100 });
}

/** Also for selects in modals, whose own keys the modal's rules look at. */
export function checkSelect(select: LooseComponent, at: string, form: Form): void {
  checkCustomId(select, at, form);
  form.text(select.placeholder, `${at}.placeholder`, 'select-placeholder', { max: 150 });
  form.integer(select.min_values, `${at}.min_values`, 'select-values', { min: 0, max: 25 });
  form.integer(select.max_values, `${at}.max_values`, 'select-values', { min: 1, max: 25 });
  const min = intOf(select.min_values) ?? 1;
  const max = intOf(select.max_values) ?? 1;
  if (min > max)
    form.add(
      `${at}.min_values`,
      'select-values',
      'NUMBER_TYPE_MAX',
      `int value should be less than or equal to ${max}.`,
    );
  if (select.type !== ComponentType.StringSelect) return;
  checkOptions(select.options, `${at}.options`, { least: Math.max(min, max, 1), most: 25 }, form);
}

/** The choices of a string select, a radio group or a group of checkboxes. */
export function checkOptions(
  options: unknown,
  at: string,
  { least, most }: { least: number; most: number },
  form: Form,
): void {
  form.count(options, at, 'select-options', { min: least, max: most });
  const seen = new Set<unknown>();
  for (const [i, option] of listOf(options).entries()) {
    const { label, value, description } = loose<'label' | 'value' | 'description'>(option);
    form.text(label, `${at}.${i}.label`, 'select-label', { min: 1, max: 100 });
    form.text(value, `${at}.${i}.value`, 'select-value', { min: 1, max: 100 });
    form.text(description, `${at}.${i}.description`, 'select-description', { max: 100 });
    if (seen.has(value))
      form.add(
        `${at}.${i}.value`,
        'select-value-unique',
        'SELECT_COMPONENT_OPTION_VALUE_DUPLICATED',
        'The specified option value is already used',
      );
    seen.add(value);
  }
}
