/** What songs of an artist that nobody learned from cost a network. */
import { type OpenBase, openBase } from '../../../src/model/index.ts';
import type { Subject } from './subjects.ts';

/** Bits a step of the songs held out. */
export async function bitsOf(network: OpenBase, { held, style }: Subject): Promise<number> {
  return (await network.bitsPerStep(held.map((score) => ({ score, style })))).total;
}

/** Opens a base network, perhaps under an adapter, for as long as the work takes. */
export async function withNetwork<T>(
  base: Uint8Array,
  options: Parameters<typeof openBase>[1],
  work: (network: OpenBase) => Promise<T>,
): Promise<T> {
  const network = await openBase(base, options);
  try {
    return await work(network);
  } finally {
    await network.release();
  }
}
