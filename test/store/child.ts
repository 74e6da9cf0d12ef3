/**
 * A process that uses a store until it is killed. It says `open` when the store is open, then stores one
 * reference, one vote and one beat after another and names each once it was acknowledged:
 * `{"artistId","referenceId","jobId","beatId","takeId"}`.
 */
import { openStore, type StoreOptions } from '../../src/store/index.ts';
import { makeArtist, makeBeat, newJob, newReference, snowflake } from './fixtures.ts';

const [place, task] = process.argv.slice(2);
const store = await openStore(JSON.parse(place!) as StoreOptions);
const say = (line: string) => process.stdout.write(`${line}\n`);
say('open');
if (task === 'hold') setInterval(() => {}, 1000);
while (task === 'write') {
  const artist = await makeArtist(store);
  const id = snowflake();
  const ingest = newJob({ kind: 'ingest', payload: { referenceId: id } });
  const { reference, job } = await store.references.add(
    await newReference(store, artist, { id, job: ingest }),
  );
  const beat = await makeBeat(store, { serverId: artist.serverId });
  const takeId = beat.takes[0]!.id;
  await store.votes.cast({ beatId: beat.id, takeId, memberId: snowflake() });
  say(
    JSON.stringify({
      artistId: artist.id,
      referenceId: reference.id,
      jobId: job!.id,
      beatId: beat.id,
      takeId,
    }),
  );
}
