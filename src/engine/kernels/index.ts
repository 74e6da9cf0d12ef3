/** Every TensorFlow.js kernel that has a mapping to ONNX, by its name. README.md lists them. */
import { ELEMENTWISE } from './elementwise.ts';
import { GATHER } from './gather.ts';
import type { Kernels } from './kernel.ts';
import { PRODUCTS } from './products.ts';
import { REDUCTIONS } from './reductions.ts';
import { SHAPE } from './shape.ts';

export const KERNELS: Kernels = { ...ELEMENTWISE, ...GATHER, ...PRODUCTS, ...REDUCTIONS, ...SHAPE };
