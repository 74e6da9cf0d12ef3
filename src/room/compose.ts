/** How Discord writes down what a bot sent: embeds with resolved pictures, components with ids and defaults. */
import { ComponentType } from 'discord.js';
import type { Attached, AttachmentJson } from './attachments.ts';
import type { Form } from './errors.ts';
import { intOf, isObject, listOf, loose, textOf } from './json.ts';
import { type ComponentKeys, type LooseComponent, walk } from './rules/index.ts';

type Json = Readonly<Record<string, unknown>>;

const PICTURES = [
  ['image', 'url', 'proxy_url'],
  ['thumbnail', 'url', 'proxy_url'],
  ['footer', 'icon_url', 'proxy_icon_url'],
  ['author', 'icon_url', 'proxy_icon_url'],
] as const;

/** Keys of an embed that a bot may set; Discord drops what it does not know. */
const EMBED_KEYS = [
  'url',
  'title',
  'description',
  'color',
  'timestamp',
  'author',
  'image',
  'thumbnail',
  'footer',
];

/** Embeds with `attachment://…` resolved; `used` gets the ids of the attachments that they show. */
export function composeEmbeds(
  value: unknown,
  attached: readonly Attached[],
  used: Set<string>,
  form: Form,
): Json[] {
  return listOf(value).map((given) => {
    const from = isObject(given) ? given : {};
    const kept = EMBED_KEYS.filter((key) => from[key] !== undefined && from[key] !== null);
    const fields = listOf(loose<'fields'>(given).fields).map((field) => {
      const { name, value: text, inline } = loose<'name' | 'value' | 'inline'>(field);
      return { name, value: text, inline: inline === true };
    });
    const pictures = PICTURES.flatMap(([part, key, proxy]) => {
      const picture = from[part];
      const url = isObject(picture) ? textOf(picture[key]) : undefined;
      if (!isObject(picture) || url === undefined) return [];
      const file = byReference(url, attached);
      if (file) used.add(file.id);
      const missing = !file && url.startsWith('attachment:');
      if (missing) form.note('embed-attachment', `An embed's ${part} shows ${url}, which the message lacks.`);
      // Discord answers with the address that it resolved, and without a picture that it cannot find.
      const { [key]: _, ...rest } = picture;
      return [[part, missing ? rest : { ...rest, [key]: file?.url ?? url, [proxy]: file?.proxy_url ?? url }]];
    });
    return {
      type: 'rich',
      ...Object.fromEntries(kept.map((key) => [key, from[key]])),
      fields,
      ...Object.fromEntries(pictures),
    };
  });
}

/** Components with an id each and the defaults written out, media resolved. */
export function composeComponents(
  value: unknown,
  attached: readonly Attached[],
  nextId: () => string,
  form: Form,
): Json[] {
  const freeId = freeIds(value);
  const compose = (from: unknown): Json => {
    const given = loose<ComponentKeys>(from);
    const id = intOf(given.id);
    return {
      ...(isObject(from) ? from : {}),
      id: id === undefined || id === 0 ? freeId() : id,
      ...composeOwn(given, (media) => composeMedia(media, attached, nextId, form), attached),
      ...(Array.isArray(given.components) ? { components: given.components.map(compose) } : {}),
      ...(isObject(given.accessory) ? { accessory: compose(given.accessory) } : {}),
    };
  };
  return listOf(value).map(compose);
}

/** Gives ids from 1 up that the sender has not taken. */
function freeIds(value: unknown): () => number {
  const all = walk(listOf(value).map((component) => loose<ComponentKeys>(component)));
  const taken = new Set(all.map(({ id }) => intOf(id)));
  let last = 0;
  return () => {
    do last++;
    while (taken.has(last));
    return last;
  };
}

/** What Discord writes into a component of one kind beside what was sent. */
function composeOwn(
  given: LooseComponent,
  media: (from: unknown) => Media,
  attached: readonly Attached[],
): Json {
  const spoiler = given.spoiler === true;
  switch (given.type) {
    case ComponentType.StringSelect:
    case ComponentType.UserSelect:
    case ComponentType.RoleSelect:
    case ComponentType.MentionableSelect:
    case ComponentType.ChannelSelect:
      return { min_values: given.min_values ?? 1, max_values: given.max_values ?? 1 };
    case ComponentType.Thumbnail:
      return { media: media(given.media), description: given.description ?? null, spoiler };
    case ComponentType.MediaGallery:
      return {
        items: listOf(given.items).map((item) => {
          const { media: from, description, spoiler: hidden } = loose<ComponentKeys>(item);
          return { media: media(from), description: description ?? null, spoiler: hidden === true };
        }),
      };
    case ComponentType.File: {
      const file = media(given.file);
      const json = attached.find((one) => one.json.id === file.attachment_id)?.json;
      return { file, name: json?.filename ?? '', size: json?.size ?? 0, spoiler };
    }
    case ComponentType.Separator:
      return { divider: given.divider ?? true, spacing: given.spacing ?? 1 };
    case ComponentType.Container:
      return { accent_color: given.accent_color ?? null, spoiler };
    default:
      return {};
  }
}

interface Media {
  readonly id: string;
  readonly url: string;
  readonly proxy_url: string;
  readonly content_type?: string;
  readonly attachment_id?: string;
}

function composeMedia(from: unknown, attached: readonly Attached[], nextId: () => string, form: Form): Media {
  const url = textOf(loose<'url'>(from).url) ?? '';
  const file = byReference(url, attached);
  if (file)
    return {
      id: nextId(),
      url: file.url,
      proxy_url: file.proxy_url,
      content_type: file.content_type,
      attachment_id: file.id,
    };
  if (url.startsWith('attachment:'))
    form.add(
      'components',
      'media-attachment',
      'UNFURLED_MEDIA_ITEM_REFERENCED_ATTACHMENT_NOT_FOUND',
      `The referenced attachment ${url} was not found`,
    );
  return { id: nextId(), url, proxy_url: url };
}

/** The ids of the attachments that Components V2 show. */
export function shownIn(components: readonly unknown[]): Set<unknown> {
  return new Set(
    walk(components.map((component) => loose<ComponentKeys>(component))).flatMap((component) =>
      [
        component.media,
        component.file,
        ...listOf(component.items).map((item) => loose<'media'>(item).media),
      ].map((media) => loose<'attachment_id'>(media).attachment_id),
    ),
  );
}

function byReference(url: string, attached: readonly Attached[]): AttachmentJson | undefined {
  if (!url.startsWith('attachment://')) return undefined;
  const name = decodeURIComponent(url.slice('attachment://'.length));
  return attached.find(({ json }) => json.filename === name)?.json;
}
