/** Answering pressed buttons and picks from menus: quickly, and so that a message never shows an older state after a newer one. */
import type { ButtonInteraction, StringSelectMenuInteraction } from 'discord.js';
import { LRUCache } from 'lru-cache';
import pLimit, { type LimitFunction } from 'p-limit';
import type { PressAnswer, View } from './command.ts';
import { payload } from './messages.ts';
import { isAcknowledged } from './trouble.ts';

/** After this time without an answer Discord is told to wait, in milliseconds. It gives up after 3 s. */
const PATIENCE_MS = 150;
/** Messages that are remembered. */
const REMEMBERED = 1000;

export type Press = ButtonInteraction | StringSelectMenuInteraction;

export interface Presses {
  /**
   * Runs what a press asks for at once, and shows its view once those of earlier presses on the message are
   * shown; not at all if a newer one is there by then, which shows more.
   */
  answer(interaction: Press, run: () => Promise<PressAnswer>): Promise<void>;
}

interface Pressed {
  /** The newest revision that any press on the message asks to show. */
  newest: number;
  /** One press on the message after the other. */
  readonly inTurn: LimitFunction;
}

export function createPresses(): Presses {
  const messages = new LRUCache<string, Pressed>({ max: REMEMBERED });

  function messageOf({ message: { id } }: Press): Pressed {
    const message = messages.get(id) ?? { newest: Number.NEGATIVE_INFINITY, inTurn: pLimit(1) };
    messages.set(id, message);
    return message;
  }

  return {
    async answer(interaction, run) {
      const reply = answerable(interaction);
      try {
        const { view, revision } = await run();
        const message = messageOf(interaction);
        message.newest = Math.max(message.newest, revision);
        const isOld = () => revision < message.newest;
        if (isOld()) return await reply.leave();
        await message.inTurn(() => (isOld() ? reply.leave() : reply.show(view)));
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
