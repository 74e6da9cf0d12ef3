/** Hears or reads a track, and keeps nothing of it but what it sounds like, until that is told. */
import { PARTS, playingOf } from '../../music/index.ts';
import { BeatwrightError, words } from '../../words/index.ts';
import type { DescribePayload } from './describe.ts';
import { describeResult } from './describe-outcome.ts';
import { kindOfFile } from './file-kind.ts';
import type { Handler, HandlerContext } from './kind.ts';

/** @throws BeatwrightError `describe-unclear`; of a file that cannot be heard or read. */
export const describe: Handler<DescribePayload> = async ({ subject: name, sha256 }, job, context) => {
  const { store, pool, progress, signal } = context;
  progress(words.stages.reading, 5);
  const bytes = await store.blobs.get(sha256);
  const kind = await kindOfFile({ name, bytes });
  const found = kind === 'midi' ? await read(name, bytes, context) : await heard(name, bytes, context);
  const { score, drawn, ...facts } = found;
  if (score === undefined || drawn === undefined) throw new BeatwrightError('describe-unclear', { name });
  progress(words.stages['finding-style'], 70);
  const { styles } = await pool.run('styles', { scores: [score] }, { signal });
  const { density, swing } = playingOf([score]);
  const picture = await store.blobs.put(drawn.png);
  await store.jobs.keepResult(job.id, [picture]);
  return describeResult.parse({
    ...{ name, ...facts, bars: score.bars, density, styles, picture, alt: drawn.alt },
    ...(swing !== undefined && { swing }),
    warnings: [...facts.warnings],
  });
};

async function heard(name: string, bytes: Uint8Array, { pool, progress, signal }: HandlerContext) {
  const hearing = await pool.run(
    'listen',
    { bytes, fileName: name, picture: true },
    { signal, onProgress: ({ stage, fraction }) => progress(stage, 5 + 60 * fraction) },
  );
  const { seconds, bpm, key, bpmConfidence, keyConfidence, warnings, loops, picture: drawn } = hearing;
  const [best] = loops;
  // What was not heard surely enough to be learned from is not told either.
  const sure = best && PARTS.filter((part) => best.confidence[part] >= LEAST_SURE);
  const score =
    best && sure && sure.length > 0
      ? {
          ...best.score,
          ...Object.fromEntries(PARTS.filter((part) => !sure.includes(part)).map((part) => [part, []])),
        }
      : undefined;
  return {
    ...{ seconds, bpm, key, warnings, drawn, score },
    sure: { bpm: bpmConfidence, key: keyConfidence },
  };
}

/** As sure as a part of a reference has to be. */
const LEAST_SURE = 0.5;

async function read(name: string, bytes: Uint8Array, { pool, signal }: HandlerContext) {
  const reading = await pool.run('readMidi', { bytes, fileName: name }, { signal });
  const { scores, seconds, others: warnings, picture: drawn } = reading;
  const [score] = scores;
  return { seconds, bpm: score?.bpm, key: score?.key, warnings, drawn, score };
}
