/** A place for files: to choose or to drop them, each checked against what may be uploaded before anything is sent. */
import { html } from 'htm/preact';
import { useRef, useState } from 'preact/hooks';
import { Icon } from './icon.ts';
import { current } from './talk.ts';
import { size, words } from './words.ts';

interface FilesFieldProps {
  readonly id: string;
  readonly label: string;
  readonly most: number;
  readonly files: readonly File[];
  onFiles(files: readonly File[]): void;
}

/** @returns the files that may be added, and why others may not. */
export function fitting(
  files: readonly File[],
  added: readonly File[],
  most: number,
): { files: readonly File[]; why: string | undefined } {
  const limit = current().rights.uploadLimit;
  const heavy = added.find((file) => file.size > limit);
  const all = [...files, ...added.filter((file) => file.size <= limit)];
  const why = heavy ? words.tooLarge(heavy.name, limit) : all.length > most ? words.tooMany(most) : undefined;
  // Of one file the last that was chosen counts.
  return { files: most === 1 ? all.slice(-1) : all.slice(0, most), why };
}

export function FilesField({ id, label, most, files, onFiles }: FilesFieldProps) {
  const input = useRef<HTMLInputElement>(null);
  const [why, setWhy] = useState<string | undefined>();
  const [isOver, setIsOver] = useState(false);
  const add = (list: FileList | null | undefined) => {
    const fit = fitting(files, [...(list ?? [])], most);
    setWhy(fit.why);
    onFiles(fit.files);
  };
  const dropped = (event: DragEvent) => {
    event.preventDefault();
    event.stopPropagation();
    setIsOver(false);
    add(event.dataTransfer?.files);
  };
  return html`<div class=${`drop ${isOver ? 'over' : ''}`} onDrop=${dropped}
    onDragOver=${(event: DragEvent) => {
      event.preventDefault();
      setIsOver(true);
    }} onDragLeave=${() => setIsOver(false)}>
    <input id=${id} class="away" type="file" multiple=${most > 1} ref=${input} aria-label=${label}
      onChange=${() => {
        add(input.current?.files);
        if (input.current) input.current.value = '';
      }} />
    <button type="button" class="link" onClick=${() => input.current?.click()}>${words.files(most)}</button>
    <${FileList} files=${files} onFiles=${onFiles} />
    ${why && html`<p class="wrong" role="alert">${why}</p>`}
  </div>`;
}

export function FileList({ files, onFiles }: Pick<FilesFieldProps, 'files' | 'onFiles'>) {
  if (files.length === 0) return null;
  return html`<ul class="chosen">${files.map(
    (
      file,
    ) => html`<li><${Icon} name="file" /><span>${file.name}</span><span class="hint">${size(file.size)}</span>
      <button type="button" class="plain" aria-label=${words.takeAway(file.name)} onClick=${() => onFiles(files.filter((each) => each !== file))}><${Icon} name="close" /></button></li>`,
  )}</ul>`;
}
