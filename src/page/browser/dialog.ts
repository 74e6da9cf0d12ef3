/** A window over the page: the browser's own, which keeps the focus and closes with Escape. */

import { html } from 'htm/preact';
import type { ComponentChildren } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { Icon } from './icon.ts';
import { words } from './words.ts';

interface DialogProps {
  readonly title: string;
  readonly look: string;
  readonly children?: ComponentChildren;
  onClose(): void;
}

export function Dialog({ title, look, children, onClose }: DialogProps) {
  const element = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    element.current?.showModal();
  }, []);
  return html`<dialog class=${look} ref=${element} aria-label=${title} onClose=${onClose}
    onClick=${(event: MouseEvent) => event.target === element.current && onClose()}>
    <div class="dialog-inner">
      <header><h2>${title}</h2>
        <button class="plain" aria-label=${words.close} onClick=${onClose}><${Icon} name="close" /></button></header>
      ${children}
    </div>
  </dialog>`;
}
