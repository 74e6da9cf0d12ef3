/**
 * Threads for what computes for long, so that the thread that answers Discord never does: a pool, the tasks it can be
 * given (`messages.ts`), and what its threads do with them (`tasks.ts`). Plain data in, plain data out.
 */
export { measureLyrics } from './measure-lyrics.ts';
export type { GateReference, LearnOutput, OwnVoice, Progress, Tags, Tasks } from './messages.ts';
export { openPool, type Pool, type PoolOptions } from './pool.ts';
export { type ComingBeat, prepareBeat } from './prepare.ts';
export { type PackedStem, packStems, unpackStems } from './stem-pack.ts';
export { tagsOf } from './tags.ts';
