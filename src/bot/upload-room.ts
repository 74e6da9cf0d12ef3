/** What the uploads of all members may hold in memory together: whoever comes when there is no room waits for it. */
import { Semaphore, withTimeout } from 'async-mutex';
import { BeatwrightError } from '../words/index.ts';
import type { Upload } from './uploads.ts';

/** Files of one interaction. */
export interface UploadHand<U extends Upload> {
  /**
   * The bytes of an upload, which are the caller's until the next one or until `done`: so nobody who takes several
   * waits for room that only they themselves could make.
   * @throws BeatwrightError `upload-busy`, and as `fetch`.
   */
  fetch(upload: U): Promise<Uint8Array>;
  /** The caller has done with the bytes. */
  done(): void;
}

export interface UploadRoomOptions<U extends Upload> {
  readonly fetch: (upload: U) => Promise<Uint8Array>;
  /** Bytes at once; a single upload may be as large. */
  readonly most: number;
  /** How long one may wait for room, in milliseconds. */
  readonly patienceMs: number;
}

/** In how many pieces the room is shared out at most: whenever some come back, the semaphore counts down all that are free. */
const PIECES = 100_000;

/** @returns opens a hand. */
export function uploadRoom<U extends Upload>({
  fetch,
  most,
  patienceMs,
}: UploadRoomOptions<U>): () => UploadHand<U> {
  const piece = Math.ceil(most / PIECES);
  const pieces = Math.floor(most / piece);
  const room = withTimeout(new Semaphore(pieces), patienceMs, new BeatwrightError('upload-busy'));
  return () => {
    let free: (() => void) | undefined;
    const done = () => {
      free?.();
      free = undefined;
    };
    return {
      async fetch(upload) {
        done();
        const [, release] = await room.acquire(Math.min(pieces, Math.max(1, Math.ceil(upload.size / piece))));
        free = release;
        return fetch(upload);
      },
      done,
    };
  };
}
