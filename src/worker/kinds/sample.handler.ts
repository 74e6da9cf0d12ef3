/** Makes a battle's sample ready. */
import { strToU8, zipSync } from 'fflate';
import { filesOfDownload, takeOf } from '../../cards/index.ts';
import { slug } from '../../music/index.ts';
import { BeatwrightError, words } from '../../words/index.ts';
import { download } from './download.handler.ts';
import type { Handler } from './kind.ts';
import { MAX_BEAT_BYTES, MAX_SAMPLE_SECONDS } from './limits.ts';
import type { SamplePayload } from './sample.ts';

/** @throws BeatwrightError `take-unknown`, `sample-too-big`; of a file that cannot be read. */
export const sample: Handler<SamplePayload> = async ({ subject, battleId, from }, job, context) => {
  const { store, pool, signal } = context;
  if ('takeId' in from) {
    const { takeId } = from;
    await download({ subject, takeId, download: 'stems' }, job, context);
    const [stems] = filesOfDownload((await takeOf(store, takeId)).take.files, 'stems');
    if (stems === undefined) throw new BeatwrightError('take-unknown');
    await store.battles.setSample(battleId, stems[1]);
    return { battleId };
  }
  const bytes = await store.blobs.get(from.sha256);
  // Whether it can be heard; it is handed out as it came.
  await pool.run('level', { bytes, maxSeconds: MAX_SAMPLE_SECONDS }, { signal });
  const ending = /\.[a-z0-9]{1,4}$/i.exec(from.file)?.[0] ?? '';
  const zip = zipSync(
    {
      [`${slug(subject) || 'sample'}${ending}`]: [bytes, { level: 0 }],
      'README.txt': strToU8(words.views.battle.readme({ title: subject })),
    },
    // The same bytes whenever it is packed.
    { mtime: new Date(1980, 0, 1) },
  );
  if (zip.length > MAX_BEAT_BYTES) {
    throw new BeatwrightError('sample-too-big', { name: from.file, most: MAX_BEAT_BYTES });
  }
  await store.battles.setSample(battleId, await store.blobs.put(zip));
  return { battleId };
};
