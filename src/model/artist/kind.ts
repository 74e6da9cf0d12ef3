/** What a generator's file says that it is, without loading what reads it. */

export const ADAPTER_FORMAT = 'beatwright-adapter';

/** Whether a file is an artist's adapter of a base network, of whatever version. Others are n-grams. */
export function isAdapter(file: Uint8Array): boolean {
  if (file.length < 8) return false;
  const view = new DataView(file.buffer, file.byteOffset, file.byteLength);
  const length = Number(view.getBigUint64(0, true));
  if (length > file.length - 8) return false;
  return Buffer.from(file.subarray(8, 8 + length)).includes(`"format":"${ADAPTER_FORMAT}"`);
}
