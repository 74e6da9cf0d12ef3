/** What goes into an instance of ffmpeg and comes out of it: devices that count bytes, in place of its files. */
import type { Core, Device, FileSystem, Stream } from './core.ts';

/** More came out than was asked for. It is thrown through ffmpeg, which ends there. */
export class Overflow extends Error {
  constructor(maxBytes: number) {
    super(`more than ${maxBytes} bytes came out`);
    this.name = 'Overflow';
  }
}

/** Bytes that are written from the start on, or wherever the writer goes back to. */
export interface Sink {
  readonly device: Device;
  /** Everything that was written. The sink is empty afterwards. */
  take(): Uint8Array<ArrayBuffer>;
}

const FIRST_BYTES = 64 * 2 ** 10;

export function createSink(maxBytes: number, { canSeek = false } = {}): Sink {
  let held = new Uint8Array(Math.min(FIRST_BYTES, maxBytes));
  let length = 0;
  const put = (chunk: Uint8Array, at: number) => {
    const end = at + chunk.length;
    if (end > maxBytes) throw new Overflow(maxBytes);
    if (end > held.length) {
      const larger = new Uint8Array(Math.min(maxBytes, Math.max(end, 2 * held.length)));
      larger.set(held.subarray(0, length));
      held = larger;
    }
    held.set(chunk, at);
    length = Math.max(length, end);
  };
  const device: Device = {
    open(stream) {
      stream.seekable = canSeek;
    },
    write(_, from, offset, count, position) {
      put(new Uint8Array(from.buffer, from.byteOffset + offset, count), canSeek ? position : length);
      return count;
    },
    llseek: (stream, offset, whence) => Math.max(0, startOf(whence, stream, length) + offset),
  };
  return {
    device,
    take() {
      const taken = new Uint8Array(held.buffer.transfer(length));
      held = new Uint8Array();
      length = 0;
      return taken;
    },
  };
}

/** Where a seek counts from: the start, the place it is at, or the end. */
function startOf(whence: number, { position }: Stream, length: number): number {
  return [0, position, length][whence] ?? 0;
}

/** Bytes that can be read once, from the first to the last. */
export function createInput(bytes: Uint8Array): Device {
  let at = 0;
  return {
    open(stream) {
      stream.seekable = false;
    },
    read(_, into, offset, count) {
      const chunk = bytes.subarray(at, at + count);
      new Uint8Array(into.buffer, into.byteOffset + offset, count).set(chunk);
      at += chunk.length;
      return chunk.length;
    },
  };
}

/** Puts devices in the place of stdin, stdout and stderr. */
export function connect({ FS }: Core, devices: readonly [Device, Device, Device]): void {
  devices.forEach((device, fd) => {
    const path = `/dev/own${fd}`;
    addDevice(FS, path, device);
    FS.close(FS.streams[fd]!);
    // As everywhere in Unix, what is opened gets the lowest number that is free.
    FS.open(path, fd === 0 ? 'r' : 'w');
  });
}

/** Majors up to 63 are Emscripten's own. */
const MAJOR = 64;
let minor = 0;

export function addDevice(FS: FileSystem, path: string, device: Device): void {
  const id = FS.makedev(MAJOR, minor++);
  FS.registerDevice(id, device);
  FS.mkdev(path, 0o600, id);
}
