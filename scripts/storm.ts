/**
 * `node scripts/storm.ts [KILLS] [DATABASE]`: kills a process in the middle of everything, so often (50 unless told), on both
 * databases or on `PGlite` or `PostgreSQL` alone, and prints what was hit, what was acknowledged and what was lost. Takes minutes.
 */
import { storm } from '../test/faults/storm.ts';
import { testDatabase } from '../test/support/database.ts';

const [kills = 50, only] = process.argv.slice(2);
for (const kind of ['PGlite', 'PostgreSQL'] as const) {
  if (only !== undefined && only !== kind) continue;
  const database = testDatabase(kind);
  if (database.missing !== undefined) console.log(`${kind}: ${database.missing}`);
  else {
    const report = await storm(await database.place(), { kills: Number(kills), longestMs: 4000 });
    console.log(JSON.stringify({ kind, kills, ...report }, null, 1));
    if (report.lost.length > 0) process.exitCode = 1;
  }
  await database.stop();
}
