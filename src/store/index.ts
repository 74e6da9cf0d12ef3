/**
 * What outlives a process: rows in PostgreSQL (or PGlite, PostgreSQL inside the process) and blobs beside
 * them. The only caller of Prisma; everything else asks the `Store`.
 */
export * from './types.ts';
