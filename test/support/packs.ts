/** ZIPs as people and programs make them, and as attackers do. */
import { crc32, deflateRawSync } from 'node:zlib';
import { type Zippable, zipSync } from 'fflate';

export const midi = (name: string) => Buffer.from(`MThd ${name}`);

export function pack(files: Readonly<Record<string, Uint8Array>>, level: 0 | 6 = 6): Buffer {
  return Buffer.from(zipSync(files as Zippable, { level, mtime: '2026-01-01' }));
}

export interface RawEntry {
  readonly name: string | Uint8Array;
  /** What is in the file once it is unpacked. */
  readonly bytes?: Uint8Array;
  /** What lies in the ZIP in its place, deflated. */
  readonly packed?: Uint8Array;
  readonly flags?: number;
  readonly method?: number;
  /** What the headers claim of the size. */
  readonly claims?: number;
  readonly crc?: number;
  /** Where the ZIP says that the file lies, if not where it does. */
  readonly offset?: number;
  /** Whether sizes stand in a field of their own, as in large files. */
  readonly isZip64?: boolean;
}

/** A ZIP whose headers say whatever is asked for. */
export function rawZip(entries: readonly RawEntry[], { comment = '' } = {}): Buffer {
  const locals: Buffer[] = [];
  const centrals: Buffer[] = [];
  let at = 0;
  for (const entry of entries) {
    const { bytes = new Uint8Array(), method = 8, flags = 0 } = entry;
    const name = Buffer.from(entry.name as string);
    const data = Buffer.from(entry.packed ?? (method === 8 ? deflateRawSync(bytes) : bytes));
    const size = entry.claims ?? bytes.length;
    const crc = entry.crc ?? crc32(bytes);
    const common = Buffer.alloc(26);
    common.writeUInt16LE(20, 0);
    common.writeUInt16LE(flags, 2);
    common.writeUInt16LE(method, 4);
    common.writeUInt32LE(crc, 10);
    const extra = Buffer.alloc(entry.isZip64 ? 20 : 0);
    if (entry.isZip64) {
      extra.writeUInt16LE(1, 0);
      extra.writeUInt16LE(16, 2);
      extra.writeBigUInt64LE(BigInt(size), 4);
      extra.writeBigUInt64LE(BigInt(data.length), 12);
    }
    common.writeUInt32LE(entry.isZip64 ? 0xffffffff : data.length, 14);
    common.writeUInt32LE(entry.isZip64 ? 0xffffffff : size, 18);
    common.writeUInt16LE(name.length, 22);
    common.writeUInt16LE(extra.length, 24);
    const local = Buffer.concat([Buffer.from('PK\x03\x04', 'latin1'), common, name, extra, data]);
    const central = Buffer.alloc(46 - 4 - 2 - 26);
    central.writeUInt32LE(entry.offset ?? at, central.length - 4);
    centrals.push(Buffer.concat([Buffer.from('PK\x01\x02\x14\x00', 'latin1'), common, central, name, extra]));
    locals.push(local);
    at += local.length;
  }
  const directory = Buffer.concat(centrals);
  const end = Buffer.alloc(22 - 4);
  end.writeUInt16LE(entries.length, 4);
  end.writeUInt16LE(entries.length, 6);
  end.writeUInt32LE(directory.length, 8);
  end.writeUInt32LE(at, 12);
  end.writeUInt16LE(comment.length, 16);
  return Buffer.concat([
    ...locals,
    directory,
    Buffer.from('PK\x05\x06', 'latin1'),
    end,
    Buffer.from(comment),
  ]);
}
