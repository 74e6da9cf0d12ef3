/** The page: a chat as rappers know it, over the channel to the room. */

import { html } from 'htm/preact';
import { render } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { Chat } from './chat.ts';
import { Composer } from './composer.ts';
import { FormDialog } from './form-dialog.ts';
import { Icon } from './icon.ts';
import { People, Places } from './sides.ts';
import { connect, current, listen } from './talk.ts';
import { TourCard } from './tour-card.ts';
import { words } from './words.ts';

function Page() {
  const [state, setState] = useState(current());
  const [open, setOpen] = useState<'places' | 'people' | undefined>();
  useEffect(() => listen(setState), []);
  const channel = state.servers.flatMap(({ channels }) => channels).find(({ id }) => id === state.channel);
  const close = () => setOpen(undefined);
  const toggle = (side: 'places' | 'people') => () => setOpen(open === side ? undefined : side);
  const member = state.servers.flatMap(({ members }) => members).find(({ id }) => id === state.member);

  return html`<div class="page">
    <${Places} state=${state} isOpen=${open === 'places'} onDone=${close} />
    <main>
      <header class="top">
        <button class="plain narrow" aria-label=${words.openPlaces} aria-expanded=${open === 'places'} onClick=${toggle('places')}><${Icon} name="places" /></button>
        <h1><span aria-hidden="true"># </span>${channel?.name ?? ''}</h1>
        <p class="topic">${channel?.topic ?? ''}</p>
        <button class="plain narrow" aria-label=${`${words.openMembers}: ${member?.name ?? ''}`} aria-expanded=${open === 'people'} onClick=${toggle('people')}><${Icon} name="people" /><span class="me">${member?.name ?? ''}</span></button>
      </header>
      ${!state.isConnected && html`<p class="bar lost" role="alert">${words.lost}</p>`}
      ${state.isConnected && state.status.line && html`<p class="bar" role="status">${state.status.line}</p>`}
      ${state.rights.botLacks.length > 0 && channel && html`<p class="bar">${words.lacks(state.rights.botLacks)}</p>`}
      <${Chat} chunks=${state.chunks} hasOlder=${state.hasOlder} channel=${state.channel} channelName=${channel?.name ?? ''} />
      <div class="notices" role="status">${state.notices.map(({ id, text }) => html`<p key=${id}>${text}</p>`)}</div>
      ${channel && html`<${Composer} key=${`${state.channel}`} channel=${state.channel} channelName=${channel.name} commands=${state.commands} rights=${state.rights} draft=${state.draft} />`}
    </main>
    <div class="right"><${People} state=${state} isOpen=${open === 'people'} onDone=${close} />
      ${state.tour && html`<${TourCard} state=${state.tour} />`}</div>
    ${open && html`<button class="shade" aria-label=${words.close} onClick=${close}></button>`}
    ${state.form && html`<${FormDialog} key=${state.form.key} form=${state.form} />`}
  </div>`;
}

const root = document.querySelector('#room');
if (root !== null) {
  root.replaceChildren();
  render(html`<${Page} />`, root);
  connect();
}
