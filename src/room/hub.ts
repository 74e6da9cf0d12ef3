/** Everything that happens in a room goes through here; waiting is listening. */

import type { WaitOptions } from './acts.ts';
import { RoomError } from './room-error.ts';
import type { RoomEvent } from './types.ts';

export interface Hub {
  emit(event: RoomEvent): void;
  on(listener: (event: RoomEvent) => void): () => void;
  waitFor<T>(pick: (event: RoomEvent) => T | undefined | null | false, wait?: WaitOptions): Promise<T>;
  until<T>(check: () => T | undefined | null | false, wait?: WaitOptions): Promise<T>;
  /** Rejects everyone who waits. */
  close(): void;
}

export function createHub(): Hub {
  const listeners = new Set<(event: RoomEvent) => void>();
  const waiting = new Set<(error: Error) => void>();

  function on(listener: (event: RoomEvent) => void): () => void {
    listeners.add(listener);
    return () => listeners.delete(listener);
  }

  function waitFor<T>(
    pick: (event: RoomEvent) => T | undefined | null | false,
    { timeoutMs = 10_000 }: WaitOptions = {},
  ): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      let last = 'nothing';
      const stop = on((event) => {
        last = event.type;
        try {
          const picked = pick(event);
          if (picked !== undefined && picked !== null && picked !== false) end(() => resolve(picked));
        } catch (error) {
          end(() => reject(error));
        }
      });
      const fail = (error: Error) => end(() => reject(error));
      const timer = setTimeout(
        () =>
          fail(
            new RoomError(
              'room-wait',
              `What was waited for did not happen within ${timeoutMs} ms; the last that did: ${last}.`,
            ),
          ),
        timeoutMs,
      );
      waiting.add(fail);
      function end(then: () => void): void {
        stop();
        clearTimeout(timer);
        waiting.delete(fail);
        then();
      }
    });
  }

  return {
    on,
    waitFor,
    emit(event) {
      for (const listener of [...listeners])
        try {
          listener(event);
        } catch (error) {
          // A listener's mistake is its own: it surfaces as uncaught, and Discord goes on.
          queueMicrotask(() => {
            throw error;
          });
        }
    },
    async until(check, wait) {
      const now = check();
      return now !== undefined && now !== null && now !== false ? now : waitFor(check, wait);
    },
    close() {
      for (const fail of [...waiting])
        fail(new RoomError('room-closed', 'The room was closed while something waited for it.'));
    },
  };
}
