/** Every TensorFlow.js kernel that has a mapping to ONNX, by its name. README.md lists them. */
import { CONVOLUTION } from './convolution.ts';
import { ELEMENTWISE } from './elementwise.ts';
import { GATHER } from './gather.ts';
import { IMAGES } from './images.ts';
import type { Kernels } from './kernel.ts';
import { PRODUCTS } from './products.ts';
import { REDUCTIONS } from './reductions.ts';
import { SHAPE } from './shape.ts';

export const KERNELS: Kernels = {
  ...CONVOLUTION,
  ...IMAGES,
  ...ELEMENTWISE,
  ...GATHER,
  ...PRODUCTS,
  ...REDUCTIONS,
  ...SHAPE,
};
