/** What a member is waiting for. */
import type { JobCard, Services } from '../../services/index.ts';
import { words } from '../../words/index.ts';
import type { View } from '../command.ts';
import { bold, lines, plain, sentence, small } from './words.ts';

export function queueView({ jobs, all }: Awaited<ReturnType<Services['myJobs']>>): View {
  const said = words.views.queue;
  if (all === 0) return { content: lines(said.nothing) };
  const left = all - jobs.length;
  return {
    content: lines(
      said.title({ jobs: all }),
      ...jobs.map(lineOf),
      left > 0 && small(said.more({ jobs: left })),
    ),
  };
}

/** `⏳ Making a beat: **Night Shift** · mixing take 2 of 4, 60 %`. */
function lineOf(job: JobCard): string {
  const doing = words.views.doing[job.kind]({ subject: bold(plain(job.subject)) });
  const mark = job.state === 'queued' ? '🕓' : '⏳';
  const how =
    job.state === 'queued'
      ? job.stage
      : words.views.batch.running({ stage: sentence(job.stage), percent: job.percent });
  const where = job.message === undefined ? '' : ` <#${job.message.channelId}>`;
  return `${mark} ${doing} · ${how}${where}`;
}
