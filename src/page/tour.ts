/** A tour through the room: steps that are done by what happens, one after the other, and kept where they are. */
import type { Room, RoomEvent } from '../room/index.ts';
import type { TourState, TourStep } from './protocol.ts';

export interface TourPlan {
  readonly title: string;
  readonly text: string;
  /** What can be put into the composer now. */
  command?(): TourStep['command'];
  /** Whether what happened does the step. */
  isDoneBy(event: RoomEvent | 'heard'): boolean;
}

export interface Tour {
  state(): TourState | undefined;
  move(move: 'next' | 'back' | 'hide' | 'show' | 'heard'): void;
  /** Tells everybody how the steps are now: what can be put into the composer has changed. */
  renew(): void;
  /** @returns stops listening. */
  on(listener: (state: TourState | undefined) => void): () => void;
}

/** Where a tour stands, kept beyond the room's end. */
export interface TourMemory {
  get(name: string): string | undefined;
  set(name: string, value: string): void;
}

const KEPT = 'tour';

interface Kept {
  readonly at: number;
  readonly done: readonly boolean[];
  readonly isHidden: boolean;
}

export function createTour(room: Room, plans: readonly TourPlan[], memory: TourMemory): Tour {
  const listeners = new Set<(state: TourState | undefined) => void>();
  const before = memory.get(KEPT);
  let kept: Kept = before === undefined ? { at: 0, done: [], isHidden: false } : JSON.parse(before);

  function state(): TourState | undefined {
    if (plans.length === 0) return undefined;
    const steps = plans.map(({ title, text, command }, i) => ({
      title,
      text,
      command: command?.(),
      isDone: kept.done[i] === true,
    }));
    return { steps, at: kept.at, isHidden: kept.isHidden };
  }

  function change(to: Partial<Kept>): void {
    kept = { ...kept, ...to };
    memory.set(KEPT, JSON.stringify(kept));
    renew();
  }

  function renew(): void {
    for (const listener of listeners) listener(state());
  }

  /** Only the step that is shown can be done: who looks at another one is not pushed along. */
  function note(event: RoomEvent | 'heard'): void {
    const { at, done } = kept;
    if (done[at] === true || plans[at]?.isDoneBy(event) !== true) return;
    change({ done: plans.map((_, i) => done[i] === true || i === at) });
  }

  room.on(note);
  return {
    state,
    move(move) {
      if (move === 'heard') return note('heard');
      if (move === 'hide' || move === 'show') return change({ isHidden: move === 'hide' });
      const at = kept.at + (move === 'next' ? 1 : -1);
      if (at >= 0 && at <= plans.length) change({ at, isHidden: false });
    },
    renew,
    on(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
