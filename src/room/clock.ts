/** The room's time: what deadlines, tokens and signed addresses go by. */

export interface RoomClock {
  /** Milliseconds since the epoch. */
  now(): number;
  /** Moves time forward and runs what has come due, in order. */
  advance(ms: number): void;
  /** Runs `then` once that much time has passed. Returns how to call it off. */
  after(ms: number, then: () => void): () => void;
}

interface Timer {
  readonly due: number;
  readonly then: () => void;
}

/**
 * Wall time that can be pushed forward; or, `frozen`, time that stands still but for `advance`.
 * Timers of the running clock never keep the process alive.
 */
export function createClock(options: { readonly frozen?: boolean; readonly start?: number } = {}): RoomClock {
  const frozen = options.frozen ?? false;
  const started = Date.now();
  let offset = (options.start ?? started) - started;
  const timers = new Set<Timer>();
  let alarm: NodeJS.Timeout | undefined;

  const now = () => (frozen ? started : Date.now()) + offset;
  const next = () =>
    [...timers].reduce<Timer | undefined>((a, b) => (a && a.due <= b.due ? a : b), undefined);

  /** Runs what comes due until then, each at its own time, and leaves the clock there. */
  function runUntil(end: number): void {
    for (let timer = next(); timer && timer.due <= end; timer = next()) {
      timers.delete(timer);
      offset += Math.max(timer.due - now(), 0);
      timer.then();
    }
    offset += Math.max(end - now(), 0);
    setAlarm();
  }
  function setAlarm(): void {
    clearTimeout(alarm);
    const timer = next();
    if (!timer || frozen) return;
    // setTimeout takes 31 bits; a longer wait is set again when it wakes.
    alarm = setTimeout(() => runUntil(now()), Math.min(Math.max(timer.due - now(), 0), 2 ** 31 - 1));
    alarm.unref();
  }

  return {
    now,
    advance: (ms) => runUntil(now() + ms),
    after(ms, then) {
      const timer = { due: now() + ms, then };
      timers.add(timer);
      setAlarm();
      return () => {
        timers.delete(timer);
        setAlarm();
      };
    },
  };
}
