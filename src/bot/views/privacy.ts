/** What is kept and why, and erasing it. */
import { ButtonStyle } from 'discord.js';
import type { ExportResult, Receipt } from '../../services/index.ts';
import { words } from '../../words/index.ts';
import type { View } from '../command.ts';
import { buttonRow } from './buttons.ts';
import { receiptLines } from './receipt.ts';
import { bold, lines } from './words.ts';

/** The prefix of the button that erases. */
export const ERASE_PREFIX = 'erase';

/** The terms for members, as PRIVACY.md has them. */
export function privacyView(): View {
  const { title, terms } = words.views.privacy;
  return {
    content: '',
    embeds: [
      {
        title,
        fields: Object.values(terms).map((term) => ({ name: term.title, value: term.text })),
      },
    ],
  };
}

/** What is kept, or a part of it. */
export function exportView({ part, parts, files, tooLarge }: ExportResult, bytes: Uint8Array): View {
  const said = words.views.privacy.export;
  return {
    content: lines(
      said.done({ part, parts, files }),
      part < parts && said.next({ part: part + 1 }),
      tooLarge.length > 0 && said.tooLarge({ files: tooLarge.length }),
    ),
    embeds: [],
    components: [],
    files: [{ name: `beatwright-${part}.zip`, bytes, description: said.description }],
  };
}

export function eraseView(): View {
  const { question, what, button } = words.views.privacy.erase;
  return {
    content: lines(bold(question), what),
    components: buttonRow(ERASE_PREFIX, button, ButtonStyle.Danger),
  };
}

export function erasedView(receipt: Receipt): View {
  return { content: lines(words.views.privacy.erase.done, ...receiptLines(receipt)), components: [] };
}
