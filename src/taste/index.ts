/**
 * What votes teach: traits that a producer could name of a take, a small Bayesian model of choice among takes, and which
 * candidates are sent by it. Pure.
 *
 * @example
 * const taste = tasteOf({ artist: votes, server: [], everybody: [] }, seed);
 */

export type { Belief, Choice } from './choice.ts';
export { TASTE_FEATURES, type TasteFeature, TRAITS_VERSION, traitsOf } from './features.ts';
export { type Leaning, leaningsOf } from './leanings.ts';
export { pickByTaste } from './pick.ts';
export { type Ballot, beliefOf, LEAST_VOTES, type Taste, tasteOf, tasteSchema, type Vote } from './taste.ts';
