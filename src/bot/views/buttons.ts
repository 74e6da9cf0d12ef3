/** Rows of buttons. */
import { type ButtonStyle, ComponentType } from 'discord.js';
import type { View } from '../command.ts';

/** A single button under a message. */
export function buttonRow(
  customId: string,
  label: string,
  style: ButtonStyle.Primary | ButtonStyle.Secondary | ButtonStyle.Success | ButtonStyle.Danger,
): NonNullable<View['components']> {
  return [
    {
      type: ComponentType.ActionRow,
      components: [{ type: ComponentType.Button, custom_id: customId, label, style }],
    },
  ];
}
