/**
 * The safetensors format (Hugging Face): the header's length in 8 bytes, the header as JSON with each tensor's
 * type, shape and place, then the numbers, little-endian. Nothing in such a file can run.
 */
import { EngineError } from './errors.ts';

/** Tensors by name, and text beside them. */
export interface NamedTensors {
  readonly tensors: Readonly<
    Record<string, { readonly shape: readonly number[]; readonly data: Float32Array }>
  >;
  readonly metadata: Readonly<Record<string, string>>;
}

/** @param precision `F16` halves the size and keeps three digits: for finished networks, not for resuming. */
export function writeSafetensors(
  { tensors, metadata }: NamedTensors,
  precision: 'F32' | 'F16' = 'F32',
): Uint8Array {
  const bytes = precision === 'F32' ? 4 : 2;
  const header: Record<string, unknown> = { __metadata__: metadata };
  let end = 0;
  for (const [name, { shape, data }] of Object.entries(tensors)) {
    header[name] = { dtype: precision, shape, data_offsets: [end, end + data.length * bytes] };
    end += data.length * bytes;
  }
  const text = Buffer.from(JSON.stringify(header));
  // Spaces bring the numbers to a multiple of 8, as the format asks.
  const head = Buffer.concat([text, Buffer.alloc((8 - (text.length % 8)) % 8, ' ')]);
  const file = new Uint8Array(8 + head.length + end);
  const view = new DataView(file.buffer);
  view.setBigUint64(0, BigInt(head.length), true);
  file.set(head, 8);
  let at = 8 + head.length;
  for (const { data } of Object.values(tensors)) {
    for (const value of data) {
      if (precision === 'F32') view.setFloat32(at, value, true);
      else view.setFloat16(at, value, true);
      at += bytes;
    }
  }
  return file;
}

/** @throws EngineError `engine-safetensors` for what is no such file, or only a part of one. */
export function readSafetensors(file: Uint8Array): NamedTensors {
  try {
    const view = new DataView(file.buffer, file.byteOffset, file.byteLength);
    const length = Number(view.getBigUint64(0, true));
    const header = JSON.parse(Buffer.from(file.subarray(8, 8 + length)).toString('utf8')) as Record<
      string,
      { dtype: string; shape: number[]; data_offsets: [number, number] }
    >;
    const { __metadata__: metadata = {}, ...entries } = header;
    const tensors: Record<string, { shape: number[]; data: Float32Array }> = {};
    for (const [
      name,
      {
        dtype,
        shape,
        data_offsets: [from, to],
      },
    ] of Object.entries(entries)) {
      if (dtype !== 'F32' && dtype !== 'F16') throw new RangeError(`numbers of type ${dtype}`);
      const bytes = dtype === 'F32' ? 4 : 2;
      const size = shape.reduce((product, dim) => product * dim, 1);
      if (to - from !== size * bytes) throw new RangeError(`the size of ${name}`);
      const place = file.subarray(8 + length + from, 8 + length + to);
      if (place.length !== to - from) throw new RangeError(`the end of ${name}`);
      // Copied, since numbers of several bytes must lie at a multiple of their size, and a file may lie anywhere.
      const numbers = new Uint8Array(place).buffer;
      const data = new Float32Array(dtype === 'F32' ? numbers : new Float16Array(numbers));
      tensors[name] = { shape, data };
    }
    return { tensors, metadata: metadata as unknown as Record<string, string> };
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new EngineError(
      'engine-safetensors',
      `These tensors cannot be read (${why}). Fetch the file again.`,
      { cause: error },
    );
  }
}
