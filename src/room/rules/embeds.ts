/** Limits of embeds: https://discord.com/developers/docs/resources/message#embed-object-embed-limits */
import type { Form } from '../errors.ts';
import { isObject, listOf, loose, textOf } from '../json.ts';

type EmbedKeys =
  | 'title'
  | 'description'
  | 'url'
  | 'color'
  | 'fields'
  | 'footer'
  | 'author'
  | 'image'
  | 'thumbnail';

const ALL_TEXT = 6000;

export function checkEmbeds(embeds: unknown, form: Form): void {
  form.count(embeds, 'embeds', 'embed-count', { max: 10 });
  let total = 0;
  for (const [i, embed] of listOf(embeds).entries()) total += checkEmbed(embed, `embeds.${i}`, form);
  if (total > ALL_TEXT)
    form.add(
      'embeds',
      'embed-total',
      'MAX_EMBED_SIZE_EXCEEDED',
      `Embed size exceeds maximum size of ${ALL_TEXT}`,
    );
}

/** Returns how many characters count towards the limit of all embeds of a message together. */
function checkEmbed(value: unknown, at: string, form: Form): number {
  const embed = loose<EmbedKeys>(value);
  const footer = loose<'text' | 'icon_url'>(embed.footer);
  const author = loose<'name' | 'url' | 'icon_url'>(embed.author);
  const image = loose<'url'>(embed.image);
  const thumbnail = loose<'url'>(embed.thumbnail);
  const fields = listOf(embed.fields).map((field) => loose<'name' | 'value'>(field));

  form.text(embed.title, `${at}.title`, 'embed-title', { max: 256 });
  form.text(embed.description, `${at}.description`, 'embed-description', { max: 4096 });
  form.text(footer.text, `${at}.footer.text`, 'embed-footer', { max: 2048 });
  form.text(author.name, `${at}.author.name`, 'embed-author', { max: 256 });
  form.integer(embed.color, `${at}.color`, 'embed-color', { min: 0, max: 0xffffff });
  form.count(embed.fields, `${at}.fields`, 'embed-fields', { max: 25 });
  for (const [i, field] of fields.entries()) {
    form.text(field.name, `${at}.fields.${i}.name`, 'embed-field-name', { min: 1, max: 256 });
    form.text(field.value, `${at}.fields.${i}.value`, 'embed-field-value', { min: 1, max: 1024 });
  }
  checkUrl(embed.url, `${at}.url`, form, ['http:', 'https:']);
  checkUrl(author.url, `${at}.author.url`, form, ['http:', 'https:']);
  for (const [path, url] of [
    ['image.url', image.url],
    ['thumbnail.url', thumbnail.url],
    ['footer.icon_url', footer.icon_url],
    ['author.icon_url', author.icon_url],
  ] as const)
    checkUrl(url, `${at}.${path}`, form, ['http:', 'https:', 'attachment:']);

  const shown = [
    embed.title,
    embed.description,
    image.url,
    thumbnail.url,
    footer.text,
    author.name,
    fields[0],
  ];
  if (!isObject(value) || !shown.some(Boolean))
    form.add(at, 'embed-empty', 'BASE_TYPE_REQUIRED', 'This field is required');

  const texts = [embed.title, embed.description, footer.text, author.name];
  for (const field of fields) texts.push(field.name, field.value);
  return texts.reduce<number>((sum, text) => sum + [...(textOf(text) ?? '')].length, 0);
}

export function checkUrl(value: unknown, path: string, form: Form, schemes: readonly string[]): void {
  if (value === undefined || value === null) return;
  const url = typeof value === 'string' && URL.canParse(value) ? new URL(value) : undefined;
  if (!url) form.add(path, 'url', 'URL_TYPE_INVALID_URL', 'Not a well formed URL.');
  else if (!schemes.includes(url.protocol))
    form.add(
      path,
      'url',
      'URL_TYPE_INVALID_SCHEME',
      `Scheme "${url.protocol.slice(0, -1)}" is not supported. Scheme must be one of (${schemes.map((s) => `'${s.slice(0, -1)}'`).join(', ')}).`,
    );
}
