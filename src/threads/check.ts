/** The originality gate on a thread, which keeps the gates that it needed last. */
import { LRUCache } from 'lru-cache';
import { type OriginalityGate, originalityGate } from '../music/index.ts';
import type { Tasks } from './messages.ts';

/** Gates kept by a thread: measuring what references share among each other takes seconds where they are many. */
const gates = new LRUCache<string, OriginalityGate>({ max: 4 });

export function checkScores({ gate: name, references, scores }: Tasks['check']['input']) {
  const gate =
    gates.get(name) ??
    originalityGate(
      references.map((reference) => reference.scores),
      references.map((reference) => reference.name),
    );
  gates.set(name, gate);
  return { reports: scores.map((score) => gate.check(score)) };
}
