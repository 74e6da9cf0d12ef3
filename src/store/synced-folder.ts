/**
 * PGlite's folder, made to last. As published, PGlite tells PostgreSQL never to wait for the disk, and its file system
 * has no way to: a cut of power would lose what was acknowledged, or the whole database. Here PostgreSQL flushes as it does
 * on a server, and each of its flushes reaches the disk before it goes on.
 */
import { closeSync, fsyncSync, openSync } from 'node:fs';
import { PGlite, type PGliteOptions } from '@electric-sql/pglite';
import { NodeFS } from '@electric-sql/pglite/nodefs';

/** An open file of Emscripten's, as much of it as is used here. */
interface Stream {
  readonly node: object;
  /** Node's descriptor of a file; a folder has none. */
  readonly nfd?: number;
}

/** Emscripten's file system over Node's, which lacks `fsync`. */
interface EmscriptenFolders {
  readonly realPath: (node: object) => string;
  readonly stream_ops: { fsync?: (stream: Stream) => number };
}

class SyncedFolder extends NodeFS {
  override async init(...given: Parameters<NodeFS['init']>): ReturnType<NodeFS['init']> {
    const { emscriptenOpts } = await super.init(...given);
    const preRun = [emscriptenOpts.preRun ?? []].flat();
    return {
      emscriptenOpts: {
        ...emscriptenOpts,
        preRun: [
          ...preRun,
          (module: object) => addSync((module as { readonly NODEFS: EmscriptenFolders }).NODEFS),
        ],
      },
    };
  }
}

function addSync({ realPath, stream_ops }: EmscriptenFolders): void {
  stream_ops.fsync = ({ node, nfd }) => {
    if (nfd !== undefined) fsyncSync(nfd);
    // A file's name lasts once its folder is on the disk; Windows neither needs nor allows that.
    else if (process.platform !== 'win32') {
      const folder = openSync(realPath(node), 'r');
      fsyncSync(folder);
      closeSync(folder);
    }
    return 0;
  };
}

/** Without `-F`, which is PostgreSQL's word for `fsync=off`; the usual way to flush its log is not there in WebAssembly. */
const START = [...PGlite.defaultStartParams.filter((word) => word !== '-F'), '-c', 'wal_sync_method=fsync'];

/** Options that open a folder so that what is committed is on the disk. */
export function lasting(dir: string): Pick<PGliteOptions, 'fs' | 'startParams'> {
  return { fs: new SyncedFolder(dir), startParams: START };
}
