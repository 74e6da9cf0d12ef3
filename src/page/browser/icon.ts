/** The page's own icons, drawn as lines. */
import { html } from 'htm/preact';

const PATHS = {
  play: 'M8 5v14l11-7z',
  pause: 'M7 5h4v14H7zM13 5h4v14h-4z',
  loop: 'M17 2l4 4-4 4M3 11V9a3 3 0 0 1 3-3h15M7 22l-4-4 4-4M21 13v2a3 3 0 0 1-3 3H3',
  save: 'M12 3v12m0 0l-5-5m5 5l5-5M4 20h16',
  file: 'M6 2h8l5 5v15H6zM14 2v6h5',
  attach: 'M12 5v14M5 12h14',
  more: 'M5 12h.01M12 12h.01M19 12h.01',
  close: 'M6 6l12 12M18 6L6 18',
  places: 'M4 6h16M4 12h16M4 18h10',
  people:
    'M9 11a4 4 0 1 0 0-8 4 4 0 0 0 0 8zM2 21c0-4 3-7 7-7s7 3 7 7M17 11a3 3 0 1 0 0-6M22 20c0-3-2-5-5-5.5',
  send: 'M4 12l16-8-6 16-3-7z',
  notes: 'M9 18V5l11-2v13M9 18a3 3 0 1 1-6 0 3 3 0 0 1 6 0zM20 16a3 3 0 1 1-6 0 3 3 0 0 1 6 0z',
  done: 'M4 12.5l5 5L20 6.5',
  wait: 'M7 3h10M7 21h10M8 3c0 5 8 5 8 9s-8 4-8 9M16 3c0 5-8 5-8 9s8 4 8 9',
  warn: 'M12 3L2 20h20zM12 10v4M12 17h.01',
  pack: 'M3 8l9-5 9 5v9l-9 5-9-5zM3 8l9 5 9-5M12 13v9',
  pen: 'M4 20l1-5L16 4l4 4L9 19z',
  ask: 'M8 9a4 4 0 1 1 5.5 3.7c-1 .5-1.5 1-1.5 2.3M12 19h.01',
  ear: 'M7 9a5 5 0 0 1 10 0c0 4-4 4-4 8a3 3 0 0 1-5 2M10 9a2 2 0 0 1 4 0',
  clock: 'M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18zM12 8v4l3 2',
  bin: 'M4 7h16M9 7V4h6v3M6 7l1 13h10l1-13',
  same: 'M5 9h14M5 15h14',
} as const;

/** The signs that the bot writes, which not every machine has a font for. */
export const SIGNS: Readonly<Record<string, IconName>> = {
  '✅': 'done',
  '⏳': 'wait',
  '⚠': 'warn',
  '📦': 'pack',
  '✏': 'pen',
  '❓': 'ask',
  '👂': 'ear',
  '🕓': 'clock',
  '🗑': 'bin',
  '🟰': 'same',
};

export type IconName = keyof typeof PATHS;
const FILLED: readonly IconName[] = ['play', 'pause'];

export function Icon({ name }: { readonly name: IconName }) {
  const look = FILLED.includes(name) ? { fill: 'currentColor' } : { fill: 'none', stroke: 'currentColor' };
  return html`<svg class="icon" viewBox="0 0 24 24" aria-hidden="true" ...${look} stroke-width="2" stroke-linecap="round" stroke-linejoin="round"><path d=${PATHS[name]} /></svg>`;
}
