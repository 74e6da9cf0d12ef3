/** What a message consists of, before Discord's keys are put around it. */
import type { Attached } from './attachments.ts';
import { shownIn } from './compose.ts';
import type { Form } from './errors.ts';
import { listOf, loose, textOf } from './json.ts';
import type { Message } from './message.ts';

export interface Parts {
  readonly content: string;
  readonly embeds: readonly unknown[];
  readonly components: readonly unknown[];
  readonly attached: readonly Attached[];
  /** Ids of attachments that an embed shows: Discord does not list those. */
  readonly hidden: ReadonlySet<string>;
}

/** As the message's JSON has it. */
export function shown({ content, embeds, components, attached, hidden }: Parts) {
  const attachments = attached.map(({ json }) => json).filter(({ id }) => !hidden.has(id));
  return { content, embeds, components, attachments };
}

export function isEmpty({ content, embeds, components, attached }: Parts): boolean {
  return content.trim() === '' && embeds.length + components.length + attached.length === 0;
}

/** What an earlier embed showed. */
export function hiddenIn(message: Message): Set<string> {
  const listed = new Set(message.raw.attachments.map(({ id }) => id));
  return new Set(message.attached.map(({ json }) => json.id).filter((id) => !listed.has(id)));
}

/** With Components V2 a file that no component shows is seen by nobody: surely a mistake. */
export function noteUnshown(attached: readonly Attached[], components: readonly unknown[], form: Form): void {
  const ids = shownIn(components);
  for (const { json } of attached)
    if (!ids.has(json.id))
      form.note('file-not-shown', `${json.filename} is attached, but no component shows it: nobody sees it.`);
}

/** What a reader of the content or of the components' texts reads: mentions count there. */
export function wordsOf({ content, components }: Parts): string {
  return [content, ...components.flatMap(textsOf)].join('\n');
}

function textsOf(component: unknown): string[] {
  const { content, components } = loose<'content' | 'components'>(component);
  return [textOf(content) ?? '', ...listOf(components).flatMap(textsOf)];
}
