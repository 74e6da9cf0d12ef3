/** Nothing is left to be made: what is posted is there. */
import type { BestPayload } from './best.ts';
import type { Handler } from './kind.ts';

export const best: Handler<BestPayload> = async ({ takeId }) => ({ takeId });
