/** Whatever table there is, of now or of later: what it has of a member is in the export, and goes with the server. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { eraseLeftServers } from '../../src/services/index.ts';
import { execute } from '../store/promises/rows.ts';
import { type Everything, marked, openEverything, people } from './everything.ts';

let everything: Everything;
beforeAll(async () => {
  everything = await openEverything();
});
afterAll(() => everything?.close());

/** Of nobody: what was applied, receipts that name nobody, and names of files that are to be erased. */
const NOBODYS = ['_prisma_migrations', 'receipts', 'spent_blobs'];
/** How a table calls the member that a row is of. */
const OWNERS = ['member_id', 'owner_id', 'host_id'];
/** Not the member's own: a key to Discord, and who is told of a training that somebody may have started. */
const LEFT_OUT = ['interaction_token', 'train_for'];

type Row = Readonly<Record<string, unknown>>;
const select = async (sql: string, values: unknown[] = []) =>
  (await execute(everything.store, sql, values)) as readonly Row[];

/** How many rows each table has. */
async function counts(): Promise<Readonly<Record<string, number>>> {
  const tables = await select(
    `SELECT table_name AS name FROM information_schema.tables
     WHERE table_schema = 'public' AND table_type = 'BASE TABLE' ORDER BY 1`,
  );
  const names = tables.map(({ name }) => String(name)).filter((name) => !NOBODYS.includes(name));
  const count = async (name: string) =>
    [name, Number((await select(`SELECT count(*)::int AS count FROM "${name}"`))[0]!['count'])] as const;
  return Object.fromEntries(await Promise.all(names.map(count)));
}

test('a server with all that there can be has rows in every table, and once erased in none', async () => {
  const { store, services } = everything;
  const before = await counts();
  const { serverId, ann, bob } = people();
  const { takeId } = await everything.makeArtist(ann, marked(), bob);
  await everything.makeBattle(ann, bob, takeId);
  const made = await counts();
  // A new table: have one of these fill it, so that all scans of what is left after an erasure look into it.
  expect(Object.keys(made).filter((table) => made[table] === before[table])).toEqual([]);
  await services.serverLeft(serverId);
  await eraseLeftServers(store, new Date(Date.now() + 8 * 24 * 3600_000));
  expect(await counts()).toEqual(before);
});

test('an export has every row that is a member’s, of every table', async () => {
  const { ann, bob } = people();
  const { takeId } = await everything.makeArtist(ann, marked(), bob);
  await everything.makeBattle(bob, ann, takeId);
  const columns = await select(
    `SELECT table_name AS table, column_name AS column FROM information_schema.columns
     WHERE table_schema = 'public' AND column_name = ANY($1)`,
    [OWNERS],
  );
  expect(columns.length).toBeGreaterThan(7);
  const missing: string[] = [];
  for (const { userId, serverId } of [ann, bob]) {
    const kept = Object.values(await everything.store.kept.rowsOf({ serverId, memberId: userId })).flat();
    for (const { table, column } of columns) {
      const rows = await select(`SELECT to_jsonb(t) AS row FROM "${table}" t WHERE "${column}" = $1`, [
        userId,
      ]);
      for (const { row } of rows) {
        const facts = Object.entries(row as Row).filter(([name]) => !LEFT_OUT.includes(name));
        const isKept = kept.some((each) =>
          facts.every(([name, value]) => JSON.stringify(each[name]) === JSON.stringify(value)),
        );
        if (!isKept) missing.push(`${table}: ${JSON.stringify(row)}`);
      }
    }
  }
  expect(missing).toEqual([]);
});
