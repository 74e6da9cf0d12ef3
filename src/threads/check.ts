/** The originality gate on a thread, which keeps the gates that it needed last. */
import { type OriginalityGate, originalityGate } from '../music/index.ts';
import type { Tasks } from './messages.ts';

/** Gates kept by a thread: measuring what references share among each other takes seconds where they are many. */
const KEPT = 4;
const gates = new Map<string, OriginalityGate>();

export function checkScores({ gate: name, references, scores }: Tasks['check']['input']) {
  const gate =
    gates.get(name) ??
    originalityGate(
      references.map((reference) => reference.scores),
      references.map((reference) => reference.name),
    );
  gates.delete(name);
  gates.set(name, gate);
  for (const oldest of gates.keys()) {
    if (gates.size <= KEPT) break;
    gates.delete(oldest);
  }
  return { reports: scores.map((score) => gate.check(score)) };
}
