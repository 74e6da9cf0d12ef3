/**
 * What outlives a process: rows in PostgreSQL (or PGlite, PostgreSQL inside the process) and blobs beside
 * them. The only caller of Prisma; everything else asks the `Store`.
 */
export { correctionsOf } from './corrections.ts';
export { newId } from './ids.ts';
export { keyJson } from './json.ts';
export { openStore } from './open.ts';
export * from './rows.ts';
export * from './types.ts';
