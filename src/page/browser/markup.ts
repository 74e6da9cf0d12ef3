/** Discord's markup as elements: what a member wrote becomes text nodes alone, whatever it holds. */

import { html } from 'htm/preact';
import type { ComponentChildren, VNode } from 'preact';
import { Icon, SIGNS } from './icon.ts';
import { current } from './talk.ts';
import { relative } from './words.ts';

/** A whole text, line by line. */
export function markup(text: string): ComponentChildren {
  const blocks = text.split(/```(?:[a-z]+\n)?([\s\S]*?)```/);
  return blocks.map((block, i) => (i % 2 === 1 ? html`<pre>${block.trim()}</pre>` : linesOf(block)));
}

function linesOf(text: string): ComponentChildren {
  if (text === '') return null;
  return text.split('\n').map((line): VNode => {
    const small = /^-# (.*)/.exec(line);
    if (small) return html`<div class="line small">${inline(small[1] ?? '')}</div>`;
    const heading = /^#{1,3} (.*)/.exec(line);
    if (heading) return html`<div class="line heading">${inline(heading[1] ?? '')}</div>`;
    const quote = /^> (.*)/.exec(line);
    if (quote) return html`<div class="line quote">${inline(quote[1] ?? '')}</div>`;
    const item = /^[-*] (.*)/.exec(line);
    if (item) return html`<div class="line item">${inline(item[1] ?? '')}</div>`;
    return html`<div class="line">${line === '' ? '\u00a0' : inline(line)}</div>`;
  });
}

const SIGN = new RegExp(`(${Object.keys(SIGNS).join('|')})\\uFE0F?`, 'u');

type Rule = readonly [RegExp, (match: RegExpExecArray) => ComponentChildren];

/** The first rule that matches earliest is taken. */
const RULES: readonly Rule[] = [
  [
    SIGN,
    ([, sign]) =>
      html`<span class=${`sign ${SIGNS[sign ?? '']}`}><${Icon} name=${SIGNS[sign ?? '']} /></span>`,
  ],
  [/\\([^\sA-Za-z0-9])/, ([, character]) => character],
  [/`([^`]+)`/, ([, code]) => html`<code>${code}</code>`],
  [/\*\*(?=\S)([\s\S]+?)\*\*(?!\*)/, ([, inner]) => html`<strong>${inline(inner ?? '')}</strong>`],
  [/__(?=\S)([\s\S]+?)__/, ([, inner]) => html`<u>${inline(inner ?? '')}</u>`],
  [/~~(?=\S)([\s\S]+?)~~/, ([, inner]) => html`<s>${inline(inner ?? '')}</s>`],
  [/\*(?=\S)([^*]+?)\*/, ([, inner]) => html`<em>${inline(inner ?? '')}</em>`],
  [/(?<!\w)_(?=\S)([^_]+?)_(?!\w)/, ([, inner]) => html`<em>${inline(inner ?? '')}</em>`],
  [/<@!?(\d+)>/, ([, id]) => html`<span class="mention">@${nameOf(id ?? '')}</span>`],
  [/<#(\d+)>/, ([, id]) => html`<span class="mention">#${channelOf(id ?? '')}</span>`],
  [/<t:(\d+)(?::\w)?>/, ([, seconds]) => html`<time>${relative(Number(seconds) * 1000)}</time>`],
  [
    /https?:\/\/[^\s<>"']+[^\s<>"'.,:;!?)\]]/,
    ([url]) => html`<a href=${url} target="_blank" rel="noopener noreferrer">${url}</a>`,
  ],
];

function inline(text: string): ComponentChildren {
  let first: { match: RegExpExecArray; make: Rule[1] } | undefined;
  for (const [pattern, make] of RULES) {
    const match = pattern.exec(text);
    if (match && (first === undefined || match.index < first.match.index)) first = { match, make };
  }
  if (first === undefined) return text;
  const { match, make } = first;
  const rest = text.slice(match.index + match[0].length);
  return [text.slice(0, match.index), make(match), rest === '' ? null : inline(rest)];
}

function nameOf(id: string): string {
  const { bot, servers } = current();
  if (id === bot.id) return bot.name;
  return servers.flatMap(({ members }) => members).find((member) => member.id === id)?.name ?? 'someone';
}

function channelOf(id: string): string {
  const all = current().servers.flatMap(({ channels }) => channels);
  return all.find((channel) => channel.id === id)?.name ?? 'somewhere';
}
