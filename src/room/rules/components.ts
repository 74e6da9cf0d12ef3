/** Rules of a message's components: https://discord.com/developers/docs/components/reference */
import { ButtonStyle, ComponentType } from 'discord.js';
import type { Form } from '../errors.ts';
import { intOf, isObject, listOf, loose, textOf } from '../json.ts';
import type { ComponentKeys, LooseComponent } from './component-keys.ts';
import { checkUrl } from './embeds.ts';
import { checkCustomId, checkSelect } from './selects.ts';

const SELECTS: readonly unknown[] = [
  ComponentType.StringSelect,
  ComponentType.UserSelect,
  ComponentType.RoleSelect,
  ComponentType.MentionableSelect,
  ComponentType.ChannelSelect,
];
const IN_CONTAINER: readonly number[] = [
  ComponentType.ActionRow,
  ComponentType.Section,
  ComponentType.TextDisplay,
  ComponentType.MediaGallery,
  ComponentType.File,
  ComponentType.Separator,
];
/** Components V2 at the top of a message; the old kind knows action rows alone. */
const AT_TOP: readonly number[] = [...IN_CONTAINER, ComponentType.Container];

const MOST_COMPONENTS = 40;
const MOST_TEXT = 4000;

export function checkComponents(value: unknown, v2: boolean, form: Form): void {
  const top = listOf(value).map((component) => loose<ComponentKeys>(component));
  form.count(value, 'components', 'component-count', { max: v2 ? MOST_COMPONENTS : 5 });
  for (const [i, component] of top.entries())
    checkComponent(component, `components.${i}`, v2 ? AT_TOP : [ComponentType.ActionRow], form);
  checkUnique(top, form);
  if (!v2) return;
  const all = walk(top);
  if (all.length > MOST_COMPONENTS)
    form.add(
      'components',
      'component-total',
      'COMPONENT_MAX_TOTAL_COMPONENTS_EXCEEDED',
      `Message exceeds the maximum of ${MOST_COMPONENTS} components`,
    );
  const text = all.reduce((sum, { content }) => sum + [...(textOf(content) ?? '')].length, 0);
  if (text > MOST_TEXT)
    form.add(
      'components',
      'component-text',
      'COMPONENT_MAX_TOTAL_DISPLAYABLE_TEXT_SIZE_EXCEEDED',
      `Total displayable text size exceeds maximum size of ${MOST_TEXT}`,
    );
}

/** Every component of a tree, parents before children. */
export function walk(components: readonly LooseComponent[]): LooseComponent[] {
  return components.flatMap((component) => [
    component,
    ...walk(children(component).map((child) => loose<ComponentKeys>(child))),
  ]);
}

function children(component: LooseComponent): readonly unknown[] {
  const single = [component.component, component.accessory].filter((child) => isObject(child));
  return [...listOf(component.components), ...single];
}

/** custom_ids may not repeat in a message or modal, nor may ids that the sender gave. */
export function checkUnique(top: readonly LooseComponent[], form: Form): void {
  const customIds = new Set<unknown>();
  const ids = new Set<unknown>();
  for (const { custom_id: customId, id } of walk(top)) {
    if (customId !== undefined && customIds.has(customId))
      form.add(
        'components',
        'custom-id-unique',
        'COMPONENT_CUSTOM_ID_DUPLICATED',
        'Component custom id cannot be duplicated',
      );
    if (id !== undefined && id !== 0 && ids.has(id))
      form.add(
        'components',
        'component-id-unique',
        'COMPONENT_ID_DUPLICATED',
        'Component id cannot be duplicated',
      );
    customIds.add(customId);
    ids.add(id);
  }
}

function checkComponent(component: LooseComponent, at: string, allowed: readonly number[], form: Form): void {
  const type = intOf(component.type);
  if (type === undefined || !allowed.includes(type)) {
    const types = allowed.join(', ');
    form.add(
      `${at}.type`,
      'component-type',
      'UNION_TYPE_CHOICES',
      `Value of field "type" must be one of (${types}).`,
    );
    return;
  }
  const inside = (value: unknown, types: readonly number[], name: string) =>
    checkComponent(loose<ComponentKeys>(value), `${at}.${name}`, types, form);
  const each = (types: readonly number[]) => {
    for (const [i, child] of listOf(component.components).entries()) inside(child, types, `components.${i}`);
  };
  switch (type) {
    case ComponentType.ActionRow:
      checkRow(component, at, form);
      break;
    case ComponentType.Button:
      checkButton(component, at, form);
      break;
    case ComponentType.Section:
      form.count(component.components, `${at}.components`, 'section-texts', { min: 1, max: 3 });
      each([ComponentType.TextDisplay]);
      inside(component.accessory, [ComponentType.Button, ComponentType.Thumbnail], 'accessory');
      break;
    case ComponentType.TextDisplay:
      form.text(component.content, `${at}.content`, 'component-text', { min: 1, max: MOST_TEXT });
      break;
    case ComponentType.Thumbnail:
      checkMedia(component.media, `${at}.media`, form);
      form.text(component.description, `${at}.description`, 'media-description', { max: 1024 });
      break;
    case ComponentType.MediaGallery:
      form.count(component.items, `${at}.items`, 'gallery-items', { min: 1, max: 10 });
      for (const [i, item] of listOf(component.items).entries()) {
        const { media, description } = loose<'media' | 'description'>(item);
        checkMedia(media, `${at}.items.${i}.media`, form);
        form.text(description, `${at}.items.${i}.description`, 'media-description', { max: 1024 });
      }
      break;
    case ComponentType.File:
      checkUrl(loose<'url'>(component.file).url ?? '', `${at}.file.url`, form, ['attachment:']);
      break;
    case ComponentType.Container:
      form.count(component.components, `${at}.components`, 'component-count', {
        min: 1,
        max: MOST_COMPONENTS,
      });
      each(IN_CONTAINER);
      break;
    default:
      if (SELECTS.includes(type)) checkSelect(component, at, form);
  }
}

function checkMedia(media: unknown, at: string, form: Form): void {
  checkUrl(loose<'url'>(media).url ?? '', `${at}.url`, form, ['http:', 'https:', 'attachment:']);
}

function checkRow(row: LooseComponent, at: string, form: Form): void {
  const inRow = listOf(row.components).map((child) => loose<ComponentKeys>(child));
  form.count(row.components, `${at}.components`, 'row-width', { min: 1, max: 5 });
  const allowed = [ComponentType.Button, ...(SELECTS as readonly number[])];
  for (const [i, child] of inRow.entries()) checkComponent(child, `${at}.components.${i}`, allowed, form);
  if (inRow.length > 1 && inRow.some(({ type }) => SELECTS.includes(type)))
    form.add(
      `${at}.components`,
      'row-width',
      'COMPONENT_LAYOUT_WIDTH_EXCEEDED',
      'The specified component exceeds the maximum width',
    );
}

function checkButton(button: LooseComponent, at: string, form: Form): void {
  form.text(button.label, `${at}.label`, 'button-label', { max: 80 });
  form.integer(button.style, `${at}.style`, 'button-style', { min: 1, max: 6 });
  if (button.style === undefined) form.missing(`${at}.style`, 'button-style');
  if (button.style === ButtonStyle.Link) {
    if (button.custom_id !== undefined)
      form.add(
        `${at}.custom_id`,
        'button-kind',
        'BUTTON_COMPONENT_CUSTOM_ID_URL_MUTUALLY_EXCLUSIVE',
        'A custom id and url cannot both be specified',
      );
    form.text(button.url, `${at}.url`, 'url', { min: 1, max: 512 });
    checkUrl(button.url, `${at}.url`, form, ['http:', 'https:', 'discord:']);
  } else if (button.style === ButtonStyle.Premium) {
    if (button.sku_id === undefined) form.missing(`${at}.sku_id`, 'button-kind');
    return;
  } else {
    checkCustomId(button, at, form);
    if (button.url !== undefined)
      form.add(
        `${at}.url`,
        'button-kind',
        'BUTTON_COMPONENT_CUSTOM_ID_URL_MUTUALLY_EXCLUSIVE',
        'A custom id and url cannot both be specified',
      );
  }
  if (!button.label && !isObject(button.emoji))
    form.add(
      at,
      'button-label',
      'BUTTON_COMPONENT_LABEL_OR_EMOJI_REQUIRED',
      'A button needs a label or an emoji',
    );
}
