/** The messages of a channel, the newest at the bottom, where the view stays; earlier ones come when one scrolls up. */

import { html } from 'htm/preact';
import { Component } from 'preact';
import { useRef } from 'preact/hooks';
import { MessageView } from './message-view.ts';
import type { Chunk } from './state.ts';
import { older } from './talk.ts';
import { words } from './words.ts';

/** Messages of one author within so many milliseconds stand together. */
const TOGETHER_MS = 5 * 60_000;
/** How near the top earlier messages are asked for, in pixels. */
const NEAR = 1200;

interface ChatProps {
  readonly chunks: readonly Chunk[];
  readonly hasOlder: boolean;
  readonly channel: string;
  readonly channelName: string;
}

export function Chat({ chunks, hasOlder, channel, channelName }: ChatProps) {
  const askedAt = useRef('');
  const scrolled = (event: Event) => {
    const box = event.currentTarget as HTMLElement;
    // The box is laid out from below: its position is 0 at the bottom and negative above.
    const left = box.scrollHeight - box.clientHeight + box.scrollTop;
    const first = chunks[0]?.[0]?.id ?? '';
    if (!hasOlder || left > NEAR || askedAt.current === first) return;
    askedAt.current = first;
    older();
  };
  return html`<div class="scroll" key=${channel} onScroll=${scrolled} tabindex="0" role="log" aria-label=${words.messages}>
    <div class="log">
      ${
        hasOlder
          ? html`<button class="button secondary older" onClick=${older}>${words.older}</button>`
          : html`<p class="beginning">${words.beginning(channelName)}</p>`
      }
      ${chunks.map((chunk, i) => html`<${ChunkView} key=${chunk[0]?.id ?? `empty-${i}`} chunk=${chunk} />`)}
    </div>
  </div>`;
}

class ChunkView extends Component<{ readonly chunk: Chunk }> {
  override shouldComponentUpdate(next: { readonly chunk: Chunk }): boolean {
    return next.chunk !== this.props.chunk;
  }

  override render() {
    const { chunk } = this.props;
    return html`<div class="chunk">${chunk.map((message, i) => {
      const before = chunk[i - 1];
      const isNext =
        before !== undefined &&
        before.author.id === message.author.id &&
        message.asked === undefined &&
        message.at - before.at < TOGETHER_MS;
      return html`<${MessageView} key=${message.id} message=${message} isNext=${isNext} />`;
    })}</div>`;
  }
}
