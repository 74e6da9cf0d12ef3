/** Limits that whoever files a job and whoever does it share. */

/** The range of a beat's seed, both ends included. */
export const SEED_RANGE = [0, 2 ** 32 - 1] as const;

/** The largest file that may become a reference, in bytes. */
export const MAX_REFERENCE_BYTES = 25 * 1024 * 1024;

/** The largest ZIP that is opened, in bytes, and what may come out of it in all. */
export const MAX_PACK_BYTES = 100 * 1024 * 1024;
export const MAX_UNPACKED_BYTES = 200 * 1024 * 1024;

/** The most files that may be handed over together, and the most tracks in one ZIP. */
export const MAX_FILES = 100;

/** The share of what an artist learns from that may be takes that were kept. */
const MOST_KEPT = 0.3;

/** How many kept takes may be learned beside so many references of the artist's own. */
export function mostKept(own: number): number {
  return Math.floor((own * MOST_KEPT) / (1 - MOST_KEPT));
}

/** What the kit of an artist may hold: sounds, and bytes in all. */
export const MAX_KIT = { sounds: 40, bytes: 30 * 1024 * 1024 } as const;

/** What the files of one message may weigh together, in bytes. */
export const MAX_BEAT_BYTES = 9.5 * 1024 * 1024;

/** How long an entry of a battle may be, and a sample that is handed over for one, in seconds. */
export const MAX_ENTRY_SECONDS = 180;
export const MAX_SAMPLE_SECONDS = 600;
