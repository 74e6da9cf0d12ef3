/**
 * The models: what learns from scores and writes new ones. A `Generator` predicts a score 16th step by 16th
 * step, tells how many bits a step it needs (so that models can be compared on music they have not seen), and
 * samples scores that obey a request exactly.
 */
export * from './generator.ts';
