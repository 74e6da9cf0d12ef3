/** One message: who wrote it, its words, embeds, sounds, pictures, files, and what can be pressed. */

import { html } from 'htm/preact';
import { Component } from 'preact';
import { useRef, useState } from 'preact/hooks';
import type {
  PageComponent,
  PageEmbed,
  PageFile,
  PageMessage,
  PageOption,
  PagePicture,
} from '../protocol.ts';
import { Avatar } from './avatar.ts';
import { Deck, Save, takesOf } from './deck.ts';
import { Dialog } from './dialog.ts';
import { Icon } from './icon.ts';
import { markup } from './markup.ts';
import { MessageMenu } from './message-menu.ts';
import { RollView } from './roll-view.ts';
import { act } from './talk.ts';
import { moment, size, words } from './words.ts';

interface MessageProps {
  readonly message: PageMessage;
  /** It follows one of the same author closely: the name is not said again. */
  readonly isNext: boolean;
}

export class MessageView extends Component<MessageProps, { menu: boolean }> {
  override state = { menu: false };

  override shouldComponentUpdate(next: MessageProps, state: { menu: boolean }): boolean {
    const { message, isNext } = this.props;
    return next.message !== message || next.isNext !== isNext || state.menu !== this.state.menu;
  }

  override render() {
    const { message, isNext } = this.props;
    const { menu } = this.state;
    const takes = takesOf(message.files);
    const shown = new Set(takes.flatMap(({ sound, midi }) => [sound, midi]));
    const others = message.files.filter((file) => !shown.has(file));
    const pictures = others.filter(({ kind }) => kind === 'picture');
    const rest = others.filter(({ kind }) => kind !== 'picture');
    const open = (event: Event) => {
      event.preventDefault();
      this.setState({ menu: true });
    };
    return html`<article class=${`message ${isNext ? 'next' : ''} ${message.isPrivate ? 'private' : ''}`}
      aria-label=${`${message.author.name}, ${moment(message.at)}`} data-id=${message.id} onContextMenu=${open}>
      ${!isNext && html`<${Avatar} id=${message.author.id} name=${message.author.name} isBot=${message.isBot} />`}
      <div class="body">
        ${
          !isNext &&
          html`<header class="byline">
          ${message.asked && html`<span class="asked">${words.asked(message.asked.by, message.asked.command && `/${message.asked.command}`)}</span>`}
          <span class="author">${message.author.name}</span>${message.isBot && html`<span class="tag">${words.bot}</span>`}
          <time>${moment(message.at)}</time></header>`
        }
        ${message.isLoading ? html`<p class="thinking">${words.thinking}</p>` : message.content !== '' && html`<div class="content">${markup(message.content)}${message.isEdited && html`<span class="edited">(${words.edited})</span>`}</div>`}
        ${message.embeds.map((embed) => html`<${Embed} embed=${embed} />`)}
        ${takes.length > 0 && html`<${Deck} takes=${takes} />`}
        ${pictures.map(({ url, alt, name }) => html`<${Picture} picture=${{ url, alt: alt ?? name }} />`)}
        ${rest.map((file) => html`<${FileCard} key=${file.id} file=${file} />`)}
        ${message.rows.map((row) => html`<div class="row">${row.map((part) => html`<${Part} key=${'id' in part ? part.id : part.label} part=${part} message=${message.id} />`)}</div>`)}
        ${
          message.isPrivate &&
          html`<p class="only">${words.onlyYou} ·${' '}
          <button class="link" onClick=${() => act({ say: 'remove', message: message.id })}>${words.dismiss}</button></p>`
        }
      </div>
      <button class="more plain" aria-label=${words.more} aria-haspopup="menu" onClick=${open}><${Icon} name="more" /></button>
      ${menu && html`<${MessageMenu} message=${message} onClose=${() => this.setState({ menu: false })} />`}
    </article>`;
  }
}

function Embed({ embed }: { readonly embed: PageEmbed }) {
  const { title, description, color, fields, footer, image } = embed;
  return html`<div class="embed" style=${{ borderColor: color ?? 'var(--accent)' }}>
    ${title && html`<h3>${markup(title)}</h3>`}
    ${description && html`<div class="content">${markup(description)}</div>`}
    ${fields.length > 0 && html`<div class="fields">${fields.map(({ name, value, inline }) => html`<div class=${inline ? 'field inline' : 'field'}><h4>${markup(name)}</h4>${markup(value)}</div>`)}</div>`}
    ${image && html`<${Picture} picture=${image} />`}
    ${footer && html`<p class="footer">${footer}</p>`}
  </div>`;
}

function Picture({ picture }: { readonly picture: PagePicture }) {
  const [isLarge, setIsLarge] = useState(false);
  const { url, alt } = picture;
  return html`<button class="picture" aria-label=${words.enlarge(alt)} onClick=${() => setIsLarge(true)}>
      <img src=${url} alt=${alt} loading="lazy" /></button>
    ${isLarge && html`<${Dialog} title=${alt} look="large" onClose=${() => setIsLarge(false)}><img src=${url} alt=${alt} /></${Dialog}>`}`;
}

function FileCard({ file }: { readonly file: PageFile }) {
  return html`<div class="file">
    <div class="file-line"><${Icon} name=${file.kind === 'midi' ? 'notes' : 'file'} />
      <span class="file-name">${file.name}</span><span class="hint">${size(file.bytes)}</span><${Save} file=${file} /></div>
    ${file.kind === 'midi' && html`<${RollView} url=${file.url} name=${file.name} position=${() => undefined} isPlaying=${false} />`}
  </div>`;
}

function Part({ part, message }: { readonly part: PageComponent; readonly message: string }) {
  const [isBusy, setIsBusy] = useState(false);
  const during = async (deed: () => Promise<unknown>) => {
    setIsBusy(true);
    await deed();
    setIsBusy(false);
  };
  if (part.kind === 'link')
    return html`<a class="button secondary" href=${part.url} target="_blank" rel="noopener noreferrer">${part.label}</a>`;
  if (part.kind === 'button') {
    const press = () => during(() => act({ say: 'press', message, id: part.id }));
    return html`<button class=${`button ${part.look} ${isBusy ? 'busy' : ''}`} disabled=${part.isDisabled} onClick=${press}>${part.label}</button>`;
  }
  const select = (values: string[]) => during(() => act({ say: 'select', message, id: part.id, values }));
  if (part.max > 1) return html`<${ManyMenu} part=${part} select=${select} />`;
  return html`<${OneMenu} part=${part} isBusy=${isBusy} select=${select} />`;
}

type MenuPart = Extract<PageComponent, { kind: 'menu' }>;
interface MenuProps {
  readonly part: MenuPart;
  readonly isBusy: boolean;
  select(values: string[]): void;
}

function OneMenu({ part, isBusy, select }: MenuProps) {
  const element = useRef<HTMLSelectElement>(null);
  const chosen = part.options.find(({ isChosen }) => isChosen)?.value ?? '';
  return html`<select class=${`menu ${isBusy ? 'busy' : ''}`} ref=${element} aria-label=${part.placeholder || words.choose} disabled=${part.isDisabled} value=${chosen}
    onChange=${() => {
      const { value = '' } = element.current ?? {};
      // The same can be picked again: what is chosen is what the message says.
      if (element.current) element.current.value = chosen;
      if (value !== '') select([value]);
    }}>
    <option value="">${part.placeholder || words.choose}</option>
    ${part.options.map((option) => html`<option value=${option.value} title=${option.description ?? ''}>${optionText(option)}</option>`)}
  </select>`;
}

function ManyMenu({ part, select }: Omit<MenuProps, 'isBusy'>) {
  const [picked, setPicked] = useState<readonly string[]>(
    part.options.filter(({ isChosen }) => isChosen).map(({ value }) => value),
  );
  const toggle = (value: string) =>
    setPicked(picked.includes(value) ? picked.filter((each) => each !== value) : [...picked, value]);
  const isFit = picked.length >= part.min && picked.length <= part.max;
  return html`<details class="many"><summary>${part.placeholder || words.choose}</summary>
    ${part.options.map((option) => html`<label><input type="checkbox" checked=${picked.includes(option.value)} onChange=${() => toggle(option.value)} /> ${optionText(option)}</label>`)}
    <button class="button primary" disabled=${!isFit} onClick=${() => select([...picked])}>${words.send}</button></details>`;
}

function optionText({ label, description }: PageOption): string {
  return description === undefined ? label : `${label} · ${description}`;
}
