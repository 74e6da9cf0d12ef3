/** A picture for whoever has none: the first letter on a colour of their own; the bot's own sign. */
import { html } from 'htm/preact';

const HUES = [8, 38, 92, 158, 196, 232, 268, 320];

export function Avatar({
  id,
  name,
  isBot,
}: {
  readonly id: string;
  readonly name: string;
  readonly isBot?: boolean;
}) {
  if (isBot === true) return html`<img class="avatar" src="/page/icon.svg" alt="" />`;
  const hue = HUES[[...id].reduce((sum, digit) => sum + Number(digit), 0) % HUES.length];
  return html`<span class="avatar" aria-hidden="true" style=${{ background: `hsl(${hue} 38% 34%)` }}>${name.slice(0, 1).toUpperCase()}</span>`;
}
