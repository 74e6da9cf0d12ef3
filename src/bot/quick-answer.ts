/** Answers to whoever pressed or picked, alone: by the acknowledgement itself where that is in time, so that many at once cost one request each. */
import { MessageFlags } from 'discord.js';
import type { View } from './command.ts';
import { payload } from './messages.ts';
import type { Press } from './presses.ts';
import { isAcknowledged } from './trouble.ts';

/** After this time without an answer Discord is told to wait, in milliseconds. It gives up after 3 s. */
const PATIENCE_MS = 1000;

export async function answerQuickly(interaction: Press, run: () => Promise<View>): Promise<void> {
  let acknowledged: Promise<unknown> | undefined;
  const wait = () => {
    acknowledged ??= interaction.deferReply({ flags: MessageFlags.Ephemeral }).catch((error: unknown) => {
      if (!isAcknowledged(error)) throw error;
      interaction.deferred = true;
    });
    return acknowledged;
  };
  // Whoever uses the acknowledgement hears of its failure; the timer need not.
  const timer = setTimeout(() => wait().catch(() => {}), PATIENCE_MS);
  try {
    const view = payload(await run());
    clearTimeout(timer);
    if (acknowledged === undefined) await interaction.reply({ ...view, flags: MessageFlags.Ephemeral });
    else {
      await acknowledged;
      await interaction.editReply(view);
    }
  } finally {
    clearTimeout(timer);
    await acknowledged?.catch(() => {});
  }
}
