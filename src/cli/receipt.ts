import type { Receipt } from '../services/index.ts';

/** What an erasure took away: only what there was of it. */
export function receiptText(what: string, { id, counts }: Receipt): string {
  const facts = Object.entries(counts)
    .filter(([, number]) => number > 0)
    .map(([kind, number]) => `  ${kind.replace(/([A-Z])/g, ' $1').toLowerCase()}: ${number}`);
  return [what, ...facts, `Receipt ${id}. It names nobody.`].join('\n');
}
