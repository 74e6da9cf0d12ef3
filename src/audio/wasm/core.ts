/** An instance of `@ffmpeg/core`, as far as it is used here: its own types say nothing. */
import { createRequire } from 'node:module';

/** An open file of the instance. */
export interface Stream {
  readonly fd: number;
  readonly position: number;
  seekable: boolean;
}

/** What a device of the instance does when ffmpeg reads from it, writes to it or seeks in it. */
export interface Device {
  open?(stream: Stream): void;
  /** @returns how many bytes were put into `into` at `offset`; 0 at the end. */
  read?(stream: Stream, into: Int8Array, offset: number, length: number): number;
  write?(stream: Stream, from: Int8Array, offset: number, length: number, position: number): number;
  llseek?(stream: Stream, offset: number, whence: number): number;
}

/** Emscripten's file system, which lives in memory. */
export interface FileSystem {
  readonly streams: readonly Stream[];
  open(path: string, flags: string): Stream;
  close(stream: Stream): void;
  mkdir(path: string): void;
  chdir(path: string): void;
  writeFile(path: string, bytes: Uint8Array, options: { canOwn: boolean }): void;
  makedev(major: number, minor: number): number;
  registerDevice(device: number, operations: Device): void;
  mkdev(path: string, mode: number, device: number): void;
}

export interface Core {
  readonly FS: FileSystem;
  /** Runs ffmpeg. @returns its exit code; −1 if it aborted. @throws if it trapped */
  exec(...args: string[]): number;
}

/** What the instance calls of its surroundings. The names are single letters; the functions know their own. */
type Imports = Readonly<Record<string, Record<string, WebAssembly.ImportValue>>>;
type CreateCore = (options: {
  instantiateWasm(imports: Imports, receive: (instance: WebAssembly.Instance) => void): WebAssembly.Exports;
}) => Promise<Core>;

/** Most memory that an instance may have; usual runs need 32 MiB. */
const MAX_HEAP = 512 * 2 ** 20;

// The package is made for a browser's worker, which knows its own address. Its only way to a network is a WebSocket.
Object.assign(globalThis, { self: { location: { href: '' } }, WebSocket: undefined });
const require = createRequire(import.meta.url);
const createCore: CreateCore = require('@ffmpeg/core');

/** A fresh instance: nothing of an earlier run is in it. */
export function openCore(module: WebAssembly.Module): Promise<Core> {
  return createCore({
    instantiateWasm(imports, receive) {
      boundGrowth(imports);
      const instance = new WebAssembly.Instance(module, imports);
      receive(instance);
      return instance.exports;
    },
  });
}

/** Refuses to let the memory grow beyond the limit: to ffmpeg that is a machine whose memory is full. */
function boundGrowth(imports: Imports): void {
  for (const functions of Object.values(imports)) {
    for (const [letter, grow] of Object.entries(functions)) {
      if (typeof grow !== 'function' || grow.name !== '_emscripten_resize_heap') continue;
      functions[letter] = (bytes: number) => (bytes >>> 0 > MAX_HEAP ? 0 : grow(bytes));
      return;
    }
  }
  throw new Error('this build of @ffmpeg/core grows its memory in a way that cannot be bounded');
}
