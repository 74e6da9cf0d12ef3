/** Where one writes: a message with files, or a command after a slash. */
import { html } from 'htm/preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import type { PageCommand, PageRights } from '../protocol.ts';
import { CommandForm } from './command-form.ts';
import { FileList, fitting } from './files-field.ts';
import { Icon } from './icon.ts';
import { parseLine, suggested, type TypedLine } from './line.ts';
import { act, notify, uploadAll } from './talk.ts';
import { words } from './words.ts';

interface ComposerProps {
  readonly channel: string;
  readonly channelName: string;
  readonly commands: readonly PageCommand[];
  readonly rights: PageRights;
  readonly draft: { readonly line: string; readonly count: number };
}

/** As many as Discord takes in a message. */
const MOST_FILES = 10;
/** The last line from outside that a composer took up. */
let taken = 0;
const kept = (channel: string) => `draft ${channel}`;

export function Composer({ channel, channelName, commands, rights, draft }: ComposerProps) {
  const [text, setText] = useState(() => sessionStorage.getItem(kept(channel)) ?? '');
  const [chosen, setChosen] = useState<TypedLine | undefined>();
  const [files, setFiles] = useState<readonly File[]>([]);
  const [at, setAt] = useState(0);
  const input = useRef<HTMLTextAreaElement>(null);
  const picker = useRef<HTMLInputElement>(null);
  const list = text.startsWith('/') && chosen === undefined ? suggested(text, commands) : undefined;
  // With its options typed out, a command is not looked for any more.
  const whole = parseLine(text, commands);
  const shown = whole !== undefined && Object.keys(whole.values).length > 0 ? [] : (list ?? []);

  const write = (next: string) => {
    setText(next);
    setAt(0);
    sessionStorage.setItem(kept(channel), next);
  };
  const choose = (line: TypedLine) => {
    write('');
    setChosen(line);
  };
  const end = () => {
    setChosen(undefined);
    // The field comes back first.
    requestAnimationFrame(() => input.current?.focus());
  };
  useEffect(() => {
    if (draft.count === taken) return;
    taken = draft.count;
    const line = parseLine(draft.line, commands);
    if (line === undefined) write(draft.line);
    else choose(line);
  }, [draft.count]);

  const add = (added: readonly File[]) => {
    const fit = fitting(files, added, MOST_FILES);
    if (fit.why !== undefined) notify(fit.why);
    setFiles(fit.files);
  };
  const post = async () => {
    if (text.trim() === '' && files.length === 0) return;
    const ids = await uploadAll(files);
    if (ids === undefined) return;
    const outcome = await act({ say: 'post', text, files: ids });
    if (outcome.kind !== 'done') return;
    write('');
    setFiles([]);
  };
  const enter = () => {
    if (!text.startsWith('/')) return void post();
    const picked = shown[at];
    if (whole !== undefined && (picked === undefined || picked.name === whole.command.name))
      return choose(whole);
    if (picked !== undefined) return choose({ command: picked, values: {} });
    notify(commands.length === 0 ? words.notReady : words.noCommand);
  };
  const key = (event: KeyboardEvent) => {
    if (event.isComposing) return;
    if (event.key === 'Enter' && !event.shiftKey) {
      event.preventDefault();
      enter();
    } else if (event.key === 'Tab' && shown[at] !== undefined) {
      event.preventDefault();
      choose({ command: shown[at], values: {} });
    } else if (shown.length > 0 && (event.key === 'ArrowDown' || event.key === 'ArrowUp')) {
      event.preventDefault();
      setAt((at + (event.key === 'ArrowDown' ? 1 : -1) + shown.length) % shown.length);
    } else if (event.key === 'Escape') write('');
  };
  const dropped = (event: DragEvent) => {
    event.preventDefault();
    if (rights.mayAttach) add([...(event.dataTransfer?.files ?? [])]);
  };

  if (chosen !== undefined)
    return html`<div class="composer"><${CommandForm} key=${chosen.command.name} command=${chosen.command} typed=${chosen.values} onEnd=${end} /></div>`;
  return html`<div class="composer" onDrop=${dropped} onDragOver=${(event: DragEvent) => event.preventDefault()}>
    ${list !== undefined && commands.length === 0 && html`<p class="popup wait" role="status">${words.notReady}</p>`}
    ${shown.length > 0 && html`<${Suggestions} commands=${shown} at=${at} onPick=${(command: PageCommand) => choose({ command, values: {} })} />`}
    <${FileList} files=${files} onFiles=${setFiles} />
    <div class="field">
      <input class="away" type="file" multiple ref=${picker} tabindex="-1" aria-hidden="true"
        onChange=${() => {
          add([...(picker.current?.files ?? [])]);
          if (picker.current) picker.current.value = '';
        }} />
      <button class="plain" aria-label=${words.attach} disabled=${!rights.mayAttach} onClick=${() => picker.current?.click()}><${Icon} name="attach" /></button>
      <textarea rows=${Math.min(8, text.split('\n').length)} ref=${input} value=${text} disabled=${!rights.maySend} maxlength="2000"
        role="combobox" aria-expanded=${shown.length > 0} aria-controls="commands" aria-autocomplete="list"
        aria-activedescendant=${shown.length > 0 ? `command-${at}` : undefined}
        aria-label=${words.composer(channelName)} placeholder=${rights.maySend ? words.composer(channelName) : words.forbidden}
        onInput=${(event: InputEvent) => write((event.currentTarget as HTMLTextAreaElement).value)} onKeyDown=${key}></textarea>
      <button class="plain" aria-label=${words.send} onClick=${enter}><${Icon} name="send" /></button>
    </div>
  </div>`;
}

interface SuggestionsProps {
  readonly commands: readonly PageCommand[];
  readonly at: number;
  onPick(command: PageCommand): void;
}

function Suggestions({ commands, at, onPick }: SuggestionsProps) {
  const box = useRef<HTMLUListElement>(null);
  useEffect(() => {
    box.current?.children[at]?.scrollIntoView({ block: 'nearest' });
  }, [at]);
  return html`<ul class="popup suggestions" role="listbox" id="commands" aria-label=${words.commands} ref=${box}>${commands.map(
    (command, i) => html`<li role="option" id=${`command-${i}`} aria-selected=${i === at}
      onPointerDown=${(event: PointerEvent) => {
        event.preventDefault();
        onPick(command);
      }}><strong>/${command.name}</strong><span class="hint">${command.description}</span></li>`,
  )}</ul>`;
}
