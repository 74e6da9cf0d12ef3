/** Small networks of two layers, run in plain JavaScript: what they judge is counted in hundreds. */
import type { NamedTensors } from '../../engine/index.ts';

export interface Head {
  readonly inputs: number;
  readonly hidden: number;
  readonly outputs: number;
  /** inputs × hidden, hidden, hidden × outputs, outputs. */
  readonly into: Float32Array;
  readonly bias: Float32Array;
  readonly out: Float32Array;
  readonly outBias: Float32Array;
}

/** A head among a file's tensors, under its name. */
export function headOf({ tensors }: NamedTensors, name: string): Head {
  const tensor = (key: string) => tensors[`${name}.${key}`]!;
  const [inputs, hidden] = tensor('into').shape as [number, number];
  return {
    inputs,
    hidden,
    outputs: tensor('outBias').shape[0]!,
    into: tensor('into').data,
    bias: tensor('bias').data,
    out: tensor('out').data,
    outBias: tensor('outBias').data,
  };
}

/** Logits for one row of inputs. */
export function logits(head: Head, row: ArrayLike<number>): number[] {
  const middle = head.bias.slice();
  for (let i = 0; i < head.inputs; i++) {
    const value = row[i]!;
    if (value === 0) continue;
    for (let k = 0; k < head.hidden; k++) middle[k]! += value * head.into[i * head.hidden + k]!;
  }
  const out = Array.from(head.outBias);
  for (let k = 0; k < head.hidden; k++) {
    const value = Math.max(0, middle[k]!);
    if (value === 0) continue;
    for (let o = 0; o < head.outputs; o++) out[o]! += value * head.out[k * head.outputs + o]!;
  }
  return out;
}

/** Logits as probabilities that sum to one. */
export function softmax(values: readonly number[]): number[] {
  const highest = Math.max(...values);
  const powers = values.map((value) => Math.exp(value - highest));
  const sum = powers.reduce((total, power) => total + power, 0);
  return powers.map((power) => power / sum);
}
