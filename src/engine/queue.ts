import pLimit from 'p-limit';

/** Runs follow each other: each sees the states as the one before it left them. */
export const enqueue = pLimit(1);
