/**
 * How an artist raps, measured from lyrics: syllables a line, rhymes of several syllables, where in the line
 * they fall and how lines end; and what follows from it for a beat. Pure, but for the pronouncing dictionary,
 * which is loaded when it is first needed.
 */
export { type Flow, measureFlow, type Rhyming } from './measure.ts';
export { easyTempi, type Pace, paceAt } from './pace.ts';
export { type FlowRequest, flowRequest } from './request.ts';
export { flowSchema } from './schema.ts';
export { textOf } from './text.ts';
export { MAX_LYRICS } from './verse.ts';
export { type FlowWishes, wishesFor } from './wishes.ts';
