/** Updates of a state that change only some places of it, as those of key and value caches do. */
import { EngineError } from '../errors.ts';
import type { Value } from '../graph/graph.ts';
import type { Cell } from '../state.ts';
import type { Data } from '../types.ts';

export interface Scatter {
  /** Of shape [..., axes]: where to write, by the first axes of the state. */
  readonly indices: Value;
  /** Of shape [..., ...the state's other axes]. */
  readonly updates: Value;
}

/**
 * What has to be written where, if a state's new values are its old ones with some places changed. ONNX Runtime's
 * binding for Node copies every output, so that it pays to ask for the changes only.
 */
export function scatterOnto(old: Value, updated: Value): Scatter | undefined {
  const node = updated.node;
  const reduction = node?.attributes['reduction'];
  if (node?.op !== 'ScatterND' || node.inputs[0] !== old) return undefined;
  if (!reduction || !('text' in reduction) || reduction.text !== 'none') return undefined;
  const [, indices, updates] = node.inputs as [Value, Value, Value];
  // TensorFlow.js' indices have 32 bits, and were widened for ONNX.
  const narrow = indices.node?.op === 'Cast' ? indices.node.inputs[0]! : indices;
  return narrow.type === 'int32' ? { indices: narrow, updates } : undefined;
}

/**
 * Writes the changes into a state's memory.
 * @param axes how many of the state's axes an index names.
 * @throws EngineError `engine-run` before anything is written, if an index is out of range.
 */
export function writeScatter(cell: Cell, axes: number, indices: Data, updates: Data): void {
  const { shape } = cell.spec;
  const size = shape.slice(axes).reduce((product, dim) => product * dim, 1);
  const offsets: number[] = [];
  for (let at = 0; at < indices.length; at += axes) {
    let offset = 0;
    for (let axis = 0; axis < axes; axis++) {
      const index = indices[at + axis]!;
      if (index < 0 || index >= shape[axis]!) {
        throw new EngineError(
          'engine-run',
          `The state "${cell.path}" was to be written at index ${index} of an axis of ${shape[axis]}.`,
        );
      }
      offset = offset * shape[axis]! + index;
    }
    offsets.push(offset * size);
  }
  for (const [i, offset] of offsets.entries()) {
    cell.current.set(updates.subarray(i * size, (i + 1) * size), offset);
  }
}
