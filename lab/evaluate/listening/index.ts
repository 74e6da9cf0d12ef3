/** How well tracks are heard, against what is played in them. */
export { listeningCard } from './card.ts';
export type { Figures } from './figures.ts';
export * from './measures.ts';
export { type Condition, evaluateListening, type ListeningReport } from './report.ts';
export { listeningTable } from './table.ts';
