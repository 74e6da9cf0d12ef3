/** A field whose choices come from the bot while one types. */
import { html } from 'htm/preact';
import { useRef, useState } from 'preact/hooks';
import { words } from './words.ts';

export interface Choice {
  readonly name: string;
  readonly value: string | number;
}

interface CompleteFieldProps {
  readonly id: string;
  /** What is shown. */
  readonly text: string;
  readonly isRequired: boolean;
  ask(text: string): Promise<readonly Choice[]>;
  /** @param value what is sent, where that is another than what is shown. */
  onText(text: string, value?: string | number): void;
}

const WAIT_MS = 120;

export function CompleteField({ id, text, isRequired, ask, onText }: CompleteFieldProps) {
  const [choices, setChoices] = useState<readonly Choice[]>([]);
  const [at, setAt] = useState(-1);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const latest = useRef(0);
  const look = (typed: string) => {
    clearTimeout(timer.current);
    latest.current += 1;
    const mine = latest.current;
    timer.current = setTimeout(async () => {
      const found = await ask(typed);
      if (mine === latest.current) setChoices(found);
    }, WAIT_MS);
  };
  const close = () => {
    latest.current += 1;
    clearTimeout(timer.current);
    setChoices([]);
    setAt(-1);
  };
  const pick = (choice: Choice) => {
    onText(choice.name, choice.value);
    close();
  };
  const key = (event: KeyboardEvent) => {
    if (choices.length === 0) return;
    const chosen = choices[at];
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault();
      setAt((at + (event.key === 'ArrowDown' ? 1 : -1) + choices.length) % choices.length);
    } else if ((event.key === 'Enter' || event.key === 'Tab') && chosen !== undefined) {
      if (event.key === 'Enter') event.preventDefault();
      pick(chosen);
    } else if (event.key === 'Escape') {
      event.stopPropagation();
      close();
    }
  };
  return html`<div class="complete">
    <input id=${id} type="text" autocomplete="off" role="combobox" aria-expanded=${choices.length > 0} aria-controls=${`${id}-list`}
      aria-autocomplete="list" aria-activedescendant=${at >= 0 ? `${id}-${at}` : undefined} placeholder=${isRequired ? words.choose : words.optional}
      value=${text} onFocus=${() => look(text)} onBlur=${close} onKeyDown=${key}
      onInput=${(event: InputEvent) => {
        const { value } = event.currentTarget as HTMLInputElement;
        onText(value);
        look(value);
      }} />
    <ul class="popup" role="listbox" id=${`${id}-list`} aria-label=${words.choose} hidden=${choices.length === 0}>${choices.map(
      (choice, i) => html`<li role="option" id=${`${id}-${i}`} aria-selected=${i === at}
        onPointerDown=${(event: PointerEvent) => {
          event.preventDefault();
          pick(choice);
        }}>${choice.name}</li>`,
    )}</ul>
  </div>`;
}
