/**
 * What outlives a process: rows in PostgreSQL (or PGlite, PostgreSQL inside the process) and blobs beside
 * them. The only caller of Prisma; everything else asks the `Store`.
 */
export { openStore } from './open.ts';
export * from './rows.ts';
export * from './types.ts';
