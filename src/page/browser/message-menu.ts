/** What can be done with a message: the bot's commands for messages, and what any member's client offers. */
import { html } from 'htm/preact';
import { useEffect, useRef } from 'preact/hooks';
import type { PageMessage } from '../protocol.ts';
import { act, current, notify } from './talk.ts';
import { words } from './words.ts';

interface MessageMenuProps {
  readonly message: PageMessage;
  onClose(): void;
}

export function MessageMenu({ message, onClose }: MessageMenuProps) {
  const menu = useRef<HTMLDivElement>(null);
  const { commands, rights, member } = current();
  useEffect(() => {
    const before = document.activeElement;
    menu.current?.querySelector('button')?.focus();
    const away = (event: PointerEvent) => {
      if (event.target instanceof Node && menu.current?.contains(event.target) !== true) onClose();
    };
    document.addEventListener('pointerdown', away);
    return () => {
      document.removeEventListener('pointerdown', away);
      if (before instanceof HTMLElement) before.focus();
    };
  }, []);

  const move = (event: KeyboardEvent) => {
    if (event.key === 'Escape') return onClose();
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    if (step === 0) return;
    event.preventDefault();
    const buttons = [...(menu.current?.querySelectorAll('button') ?? [])];
    const at = buttons.findIndex((button) => button.matches(':focus'));
    buttons[(at + step + buttons.length) % buttons.length]?.focus();
  };
  const then = (deed: () => unknown) => () => {
    onClose();
    deed();
  };
  const copy = () =>
    navigator.clipboard.writeText(message.content).catch((error: Error) => notify(error.message));
  const isMine = message.author.id === member && !message.isBot;
  return html`<div class="popup message-popup" role="menu" ref=${menu} onKeyDown=${move}>
    ${commands
      .filter(({ isContext }) => isContext)
      .map(
        ({ name }) =>
          html`<button role="menuitem" onClick=${then(() => act({ say: 'context', command: name, message: message.id }))}>${name}</button>`,
      )}
    <button role="menuitem" onClick=${then(copy)}>${words.copy}</button>
    ${
      message.isPrivate
        ? html`<button role="menuitem" onClick=${then(() => act({ say: 'remove', message: message.id }))}>${words.dismiss}</button>`
        : (isMine || rights.mayManage) &&
          html`<button role="menuitem" class="danger" onClick=${then(() => act({ say: 'remove', message: message.id }))}>${words.remove}</button>`
    }
  </div>`;
}
