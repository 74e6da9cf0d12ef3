/** The tour: one step at a time, in a corner, out of the way of what it speaks of. */
import { html } from 'htm/preact';
import type { TourState } from '../protocol.ts';
import { Icon } from './icon.ts';
import { change, current, go, tour } from './talk.ts';
import { words } from './words.ts';

/** The channel that the tour goes through. */
const WHERE = 'beats';

export function TourCard({ state }: { readonly state: TourState }) {
  const { steps, at, isHidden } = state;
  if (isHidden)
    return html`<button class="button secondary tour-show" onClick=${() => tour('show')}>${words.tourShow}</button>`;
  const step = steps[at];
  const { title, text, command, isDone } = step ?? { ...words.tourEnd, command: undefined, isDone: true };
  const prepare = (line: string) => {
    const { servers, channel } = current();
    const server = servers.find(({ channels }) => channels.some(({ id }) => id === channel)) ?? servers[0];
    const beats = servers[0]?.channels.find(({ name }) => name === WHERE);
    if (beats !== undefined && beats.id !== channel && server !== undefined) go({ channel: beats.id });
    // The channel's commands come first.
    setTimeout(() => change({ say: 'draft', line }), beats?.id === channel ? 0 : 300);
  };
  return html`<aside class="tour" aria-label=${words.tour}>
    <header><span class="hint">${step ? words.tourStep(at + 1, steps.length) : words.tour}</span>
      <button class="plain" aria-label=${words.tourHide} onClick=${() => tour('hide')}><${Icon} name="close" /></button></header>
    <div aria-live="polite"><h2>${title}${step && isDone && html` <span class="tag done">✓ ${words.tourDone}</span>`}</h2><p>${text}</p></div>
    ${command && !isDone && html`<button class="button primary" onClick=${() => prepare(command.line)}>${command.label}</button>`}
    <footer><ol class="steps" aria-hidden="true">${steps.map((each, i) => html`<li class=${`${each.isDone ? 'done' : ''} ${i === at ? 'here' : ''}`}></li>`)}</ol>
      ${at > 0 && html`<button class="button secondary" onClick=${() => tour('back')}>${words.tourBack}</button>`}
      ${
        step
          ? html`<button class=${`button ${isDone ? 'primary' : 'secondary'}`} onClick=${() => tour('next')}>${isDone ? words.tourNext : words.tourSkip}</button>`
          : html`<button class="button primary" onClick=${() => tour('hide')}>${words.tourEnd.close}</button>`
      }</footer>
  </aside>`;
}
