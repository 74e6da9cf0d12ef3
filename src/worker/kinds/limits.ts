/** Limits that whoever files a job and whoever does it share. */

/** The range of a beat's seed, both ends included. */
export const SEED_RANGE = [0, 2 ** 32 - 1] as const;

/** What the files of one message may weigh together, in bytes. */
export const MAX_BEAT_BYTES = 9.5 * 1024 * 1024;
