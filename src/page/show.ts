/** What is in the room, in the words of the page. */
import { type APIEmbed, ButtonStyle, ComponentType, MessageFlags } from 'discord.js';
import type { RoomAttachment, RoomChannel, RoomMessage } from '../room/index.ts';
import type { PageChannel, PageComponent, PageEmbed, PageFile, PageMessage, PageOption } from './protocol.ts';

const SOUND = /^audio\/(?!midi|x-midi)|^application\/ogg$/;
const PICTURE = /^image\/(?:png|jpeg|gif|webp)$/;
const BUTTONS = {
  [ButtonStyle.Primary]: 'primary',
  [ButtonStyle.Secondary]: 'secondary',
  [ButtonStyle.Success]: 'success',
  [ButtonStyle.Danger]: 'danger',
} as const;

export function showThread({ id, name, parent }: RoomChannel): PageChannel {
  return { id, name, topic: '', parent: parent?.id };
}

export function showMessage(message: RoomMessage): PageMessage {
  const { raw } = message;
  const { author, interaction_metadata: asked } = raw;
  const listed = new Set(raw.attachments.map(({ id }) => id));
  const files = message.attachments;
  return {
    id: message.id,
    channel: message.channel.id,
    author: { id: author.id, name: author.username },
    isBot: author.bot === true,
    at: Date.parse(raw.timestamp),
    isEdited: raw.edited_timestamp !== null && !message.loading && author.bot !== true,
    content: message.content,
    embeds: message.embeds.map((embed) => showEmbed(embed, message, files)),
    rows: message.components.flatMap((row) =>
      row.type === ComponentType.ActionRow ? [row.components.flatMap(showComponent)] : [],
    ),
    files: files.filter(({ id }) => listed.has(id)).map((file) => showFile(message, file)),
    isLoading: message.loading,
    isPrivate: (message.flags & MessageFlags.Ephemeral) !== 0,
    asked: asked && { by: asked.user.username, command: 'name' in asked ? String(asked.name) : undefined },
  };
}

export function showFile(message: RoomMessage, file: RoomAttachment): PageFile {
  const { id, name, description: alt, size: bytes } = file;
  return { id, name, alt, bytes, url: urlOf(message, file), kind: kindOf(file) };
}

export function kindOf({
  contentType,
  name,
}: Pick<RoomAttachment, 'contentType' | 'name'>): PageFile['kind'] {
  const type = contentType.split(';')[0] ?? '';
  if (/\.midi?$/i.test(name) || /^audio\/(?:x-)?midi$/.test(type)) return 'midi';
  if (SOUND.test(type)) return 'sound';
  return PICTURE.test(type) ? 'picture' : 'other';
}

/** The page serves every file itself: it needs no other origin. */
function urlOf(message: RoomMessage, { id, name }: RoomAttachment): string {
  return `/files/${message.id}/${id}/${encodeURIComponent(name)}`;
}

function showEmbed(embed: APIEmbed, message: RoomMessage, files: readonly RoomAttachment[]): PageEmbed {
  // A picture from elsewhere is not fetched: only what the message brought along is shown.
  const path = embed.image && URL.parse(embed.image.url)?.pathname;
  const image = files.find(({ url }) => URL.parse(url)?.pathname === path);
  return {
    title: embed.title,
    description: embed.description,
    color: embed.color === undefined ? undefined : `#${embed.color.toString(16).padStart(6, '0')}`,
    fields: (embed.fields ?? []).map(({ name, value, inline }) => ({ name, value, inline: inline === true })),
    footer: embed.footer?.text,
    image: image && { url: urlOf(message, image), alt: image.description ?? image.name },
  };
}

type Inner = Extract<
  RoomMessage['components'][number],
  { type: ComponentType.ActionRow }
>['components'][number];

function showComponent(component: Inner): PageComponent[] {
  if (component.type === ComponentType.Button) {
    const label = 'label' in component ? (component.label ?? '') : '';
    if (component.style === ButtonStyle.Link)
      return /^https?:/.test(component.url) ? [{ kind: 'link', label, url: component.url }] : [];
    if (component.style === ButtonStyle.Premium) return [];
    const { custom_id: id, style, disabled } = component;
    return [{ kind: 'button', id, label, look: BUTTONS[style], isDisabled: disabled === true }];
  }
  if (component.type !== ComponentType.StringSelect) return [];
  return [
    {
      kind: 'menu',
      id: component.custom_id,
      placeholder: component.placeholder ?? '',
      min: component.min_values ?? 1,
      max: component.max_values ?? 1,
      options: component.options.map(showOption),
      isDisabled: component.disabled === true,
    },
  ];
}

export function showOption(option: {
  readonly label: string;
  readonly value: string;
  readonly description?: string | undefined;
  readonly default?: boolean | undefined;
}): PageOption {
  const { label, value, description, default: isChosen } = option;
  return { label, value, description, isChosen: isChosen === true };
}
