/**
 * `node scripts/storm.ts [KILLS] [DATABASE] [MINUTES]`: kills a process at so many random moments (50 unless told) of each kind of
 * job, of votes and of erasures, on both databases or on `PGlite` or `PostgreSQL` alone, and prints what was acknowledged, lost
 * and done twice. Takes half an hour or more a database unless it is told when to end; TMPDIR says where the databases lie.
 */
import { storm } from '../test/faults/storm.ts';
import { testDatabase } from '../test/support/database.ts';

const [each = 50, only, minutes] = process.argv.slice(2);
for (const kind of ['PGlite', 'PostgreSQL'] as const) {
  if (only !== undefined && only !== kind) continue;
  const database = testDatabase(kind);
  if (database.missing !== undefined) console.log(`${kind}: ${database.missing}`);
  else {
    const report = await storm(await database.place(), {
      each: Number(each),
      ...(minutes !== undefined && { minutes: Number(minutes) }),
      onKill: (kills) => console.error(kind, JSON.stringify(kills)),
    });
    console.log(JSON.stringify({ kind, each, ...report }, null, 1));
    const isShort = Math.min(...Object.values(report.kills)) < Number(each);
    if (report.lost.length > 0 || report.doubled.length > 0 || isShort) process.exitCode = 1;
  }
  await database.stop();
}
