import type { NetworkSize } from '../../src/model/net/size.ts';

/** A network that is compiled and run in no time, and knows nothing. */
export const TINY: NetworkSize = {
  core: 'transformer',
  width: 16,
  heads: 2,
  layers: 2,
  inner: 32,
  memory: 8,
  headInner: 16,
  headLayers: 1,
  reach: 48,
};
