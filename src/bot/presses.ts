/** Answering pressed buttons and picks from menus: quickly, and so that a message never shows an older state after a newer one. */
import type { ButtonInteraction, StringSelectMenuInteraction } from 'discord.js';
import type { PressAnswer, View } from './command.ts';
import { payload } from './messages.ts';
import { isAcknowledged } from './trouble.ts';

/** After this time without an answer Discord is told to wait, in milliseconds. It gives up after 3 s. */
const PATIENCE_MS = 150;
/** Messages whose newest revision is remembered. */
const REMEMBERED = 1000;

export type Press = ButtonInteraction | StringSelectMenuInteraction;

export interface Presses {
  /**
   * Runs what a press asks for at once, and shows its view once those of earlier presses on the message are
   * shown; not at all if a newer one is there by then, which shows more.
   */
  answer(interaction: Press, run: () => Promise<PressAnswer>): Promise<void>;
}

export function createPresses(): Presses {
  const newest = new Map<string, number>();
  const tails = new Map<string, Promise<void>>();

  function remember(message: string, revision: number): void {
    const known = newest.get(message) ?? Number.NEGATIVE_INFINITY;
    newest.delete(message);
    newest.set(message, Math.max(known, revision));
    for (const oldest of newest.keys()) {
      if (newest.size <= REMEMBERED) break;
      newest.delete(oldest);
    }
  }

  async function inTurn(message: string, work: () => Promise<void>): Promise<void> {
    const before = tails.get(message) ?? Promise.resolve();
    const mine = before.then(work);
    const tail = mine.catch(() => {});
    tails.set(message, tail);
    await mine.finally(() => {
      if (tails.get(message) === tail) tails.delete(message);
    });
  }

  return {
    async answer(interaction, run) {
      const reply = answerable(interaction);
      try {
        const message = interaction.message.id;
        const { view, revision } = await run();
        remember(message, revision);
        const isOld = () => revision < (newest.get(message) ?? revision);
        if (isOld()) return await reply.leave();
        await inTurn(message, () => (isOld() ? reply.leave() : reply.show(view)));
      } finally {
        await reply.done();
      }
    },
  };
}

/** One acknowledgement whatever happens: by the answer itself, or a little later by a promise of one. */
function answerable(interaction: Press) {
  let acknowledged: Promise<unknown> | undefined;
  const wait = () => {
    acknowledged ??= interaction.deferUpdate().catch((error: unknown) => {
      if (!isAcknowledged(error)) throw error;
      interaction.deferred = true;
    });
    return acknowledged;
  };
  // Whoever uses the acknowledgement hears of its failure; the timer need not.
  const timer = setTimeout(() => wait().catch(() => {}), PATIENCE_MS);
  return {
    async show(view: View): Promise<void> {
      if (acknowledged === undefined) {
        acknowledged = interaction.update(payload(view));
        await acknowledged;
      } else {
        await acknowledged;
        await interaction.editReply(payload(view));
      }
    },
    async leave(): Promise<void> {
      await wait();
    },
    /** No acknowledgement starts or is under way any more. */
    async done(): Promise<void> {
      clearTimeout(timer);
      await acknowledged?.catch(() => {});
    },
  };
}
