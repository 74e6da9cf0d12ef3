/**
 * What can be asked of Beatwright, by whom and within which limits, from Discord or from a terminal. A service checks,
 * refuses with a sentence for people, writes rows and files jobs; it computes nothing. Nothing here knows of Discord.
 */

export { BRACKET_SIZES, OTHERS, POINTS } from '../battle/index.ts';
export type * from '../cards/index.ts';
export {
  DOWNLOADS,
  type Download,
  type JobGlimpse,
  type Receipt,
  SHELF_ORDERS,
  type ShelfOrder,
  TAKE_NAMES,
  type TakeName,
} from '../store/index.ts';
export {
  type BatchItem,
  type BatchResult,
  type DescribeResult,
  type EntryResult,
  type ExportResult,
  GENERATORS,
  type GeneratorKind,
  type JobKind,
  type KitResult,
  MAX_BEAT_BYTES,
  MAX_ENTRY_SECONDS,
  MAX_FILES,
  MAX_KIT,
  MAX_PACK_BYTES,
  MAX_REFERENCE_BYTES,
  type PostResult,
  REWORKINGS,
  type Reworking,
  SEED_RANGE,
  type TasteResult,
  type TrainResult,
  trainingKey,
} from '../worker/kinds/index.ts';
export * from './asker.ts';
export type * from './battle-services.ts';
export { BATTLE_ARTISTS, MAX_HOURS } from './battles.ts';
export { choose } from './choose.ts';
export { createServices, type ServiceOptions } from './create-services.ts';
export { fileDueJobs } from './due-jobs.ts';
export type { JobCard, JobCardOf, JobFacts } from './job-card.ts';
export * from './limits.ts';
export { noTracks } from './part-corrections.ts';
export { eraseLeftServers, GRACE_DAYS } from './privacy.ts';
export type { Quota, Quotas } from './quotas.ts';
export { type Action, mayDo, RIGHTS, ROLES, type Role } from './rights.ts';
export * from './services.ts';
export { SHELF_PAGE } from './shelf.ts';
