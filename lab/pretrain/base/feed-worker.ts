/** The thread that makes batches: reads the sources once, then answers which batch belongs to a step. */
import { parentPort, workerData } from 'node:worker_threads';
import { batchOf } from '../../../src/model/net/batch.ts';
import { Material } from '../../../src/model/net/material.ts';
import { sheetOf } from '../../../src/model/net/sheet.ts';
import type { FeedAnswer, FeederOptions, FeedRequest } from './feeder.ts';
import { readSources } from './sources.ts';

const { shape, seed, ...sources }: FeederOptions = workerData;
const material = readSources(sources).then(({ train }) => new Material(train, seed));

parentPort!.on('message', async ({ step }: FeedRequest) => {
  const answer = (message: FeedAnswer) => parentPort!.postMessage(message);
  try {
    const pieces = await material;
    const sheets = Array.from({ length: shape.rows }, (_, row) =>
      sheetOf(pieces.piece(step * shape.rows + row)),
    );
    const { arrays, steps } = batchOf(sheets, shape);
    answer({ step, batch: { arrays, steps } });
  } catch (failed) {
    answer({ failed });
  }
});
