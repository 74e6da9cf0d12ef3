/** What stands beside the chat: servers and channels at the left, members at the right. */
import { html } from 'htm/preact';
import { Avatar } from './avatar.ts';
import type { State } from './state.ts';
import { go } from './talk.ts';
import { words } from './words.ts';

interface SideProps {
  readonly state: State;
  readonly isOpen: boolean;
  onDone(): void;
}

export function Places({ state, isOpen, onDone }: SideProps) {
  const pick = (channel: string) => {
    go({ channel });
    onDone();
  };
  return html`<nav id="places" class=${`side places ${isOpen ? 'open' : ''}`} aria-label=${words.servers}>
    <p class="brand"><img src="/page/icon.svg" alt="" />Beatwright<span>practice room</span></p>
    ${state.servers.map(
      (server) => html`<section><h2>${server.name}</h2>
      <ul>${server.channels.map(({ id, name, parent }) => {
        const isUnread = state.unread.has(id);
        return html`<li><button aria-current=${id === state.channel ? 'page' : undefined} class=${`${isUnread ? 'unread' : ''} ${parent ? 'thread' : ''}`} onClick=${() => pick(id)}>
          <span aria-hidden="true">${parent ? '↳' : '#'} </span>${name}${isUnread && html`<span class="dot" role="img" aria-label=${words.unread}></span>`}</button></li>`;
      })}</ul></section>`,
    )}
  </nav>`;
}

export function People({ state, isOpen, onDone }: SideProps) {
  const server = state.servers.find(({ channels }) => channels.some(({ id }) => id === state.channel));
  const pick = (member: string) => {
    go({ member });
    onDone();
  };
  return html`<aside id="people" class=${`side people ${isOpen ? 'open' : ''}`} aria-label=${words.members}>
    <h2>${words.actAs}</h2>
    <ul>${server?.members.map(({ id, name, part }) => {
      const isMe = id === state.member;
      return html`<li><button aria-pressed=${isMe} title=${words.actAsThis(name)} onClick=${() => pick(id)}>
        <${Avatar} id=${id} name=${name} /><span><span class="name">${name}${isMe && html` <span class="tag">${words.you}</span>`}</span>
        <span class="hint">${part}</span></span></button></li>`;
    })}
      <li><div class="person"><${Avatar} id="" name=${state.bot.name} isBot=${true} /><span><span class="name">${state.bot.name} <span class="tag">${words.bot}</span></span>
        <span class="hint">${state.status.isReady ? '' : state.status.line}</span></span></div></li></ul>
  </aside>`;
}
