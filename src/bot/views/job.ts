/** How a job looks while it is under way, and once it has failed. */
import { ButtonStyle, ComponentType } from 'discord.js';
import type { JobCard } from '../../services/index.ts';
import { words } from '../../words/index.ts';
import type { View } from '../command.ts';
import { bar } from './bar.ts';
import { batchProgressView } from './batch.ts';
import { bold, lines, plain, sentence } from './words.ts';

/** The prefix of the `custom_id` of the button that cancels a training. */
export const CANCEL_PREFIX = 'cancel';

/** What is in progress, a bar, and how far it is; a training can be cancelled. */
export function progressView(job: JobCard): View {
  if (job.kind === 'batch' && job.soFar !== undefined) return batchProgressView(job.soFar);
  const percent = Math.max(0, Math.min(100, Math.floor(job.percent)));
  return {
    content: lines(
      words.views.doing[job.kind]({ subject: bold(plain(job.subject)) }),
      `${bar(percent)} ${percent} % · ${sentence(job.stage)}`,
    ),
    embeds: [],
    components: job.kind === 'train' ? cancelRow(job.id) : [],
  };
}

function cancelRow(jobId: string): NonNullable<View['components']> {
  return [
    {
      type: ComponentType.ActionRow,
      components: [
        {
          type: ComponentType.Button,
          custom_id: `${CANCEL_PREFIX}:${jobId}`,
          label: words.views.job.buttons.cancel,
          style: ButtonStyle.Secondary,
        },
      ],
    },
  ];
}

/** What happened and what to do next, in place of the result. */
export function failureView(why: string): View {
  return { content: lines(`⚠️ ${sentence(why)}`), embeds: [], components: [] };
}
