/** PostgreSQL: the pool of connections, and what to say when it does not answer. */
import pg from 'pg';
import { BeatwrightError } from '../words/index.ts';

/** Connections of one process; the queue has its own. */
const CONNECTIONS = 10;
/** How long to wait for a connection, in milliseconds, also when all of them are busy. */
const PATIENCE = 20_000;

/** @throws `database-away`, `database-refused` if the address is wrong: a query is made to find out. */
export async function openPostgres(url: string): Promise<pg.Pool> {
  const pool = new pg.Pool({
    connectionString: url,
    max: CONNECTIONS,
    connectionTimeoutMillis: PATIENCE,
    keepAlive: true,
    // Prisma reads every time as UTC, whatever the server's own zone is.
    onConnect: async (client) => {
      await client.query("SET TIME ZONE 'UTC'");
    },
  });
  // A connection that breaks while nobody uses it is replaced; without a listener it would end the process.
  pool.on('error', () => {});
  try {
    await pool.query('SELECT 1');
    return pool;
  } catch (error) {
    await pool.end();
    throw postgresError(error, url);
  }
}

function postgresError(error: unknown, url: string): unknown {
  if (!(error instanceof Error)) return error;
  const code = 'code' in error ? String(error.code) : '';
  const facts = { address: address(url), why: error.message };
  // https://www.postgresql.org/docs/current/errcodes-appendix.html: 28 is authorisation, 3D the database's name.
  if (/^(28|3D)/.test(code)) return new BeatwrightError('database-refused', facts, { cause: error });
  return new BeatwrightError('database-away', { ...facts, why: code || error.message }, { cause: error });
}

/** Host, port and database, never the password. */
function address(url: string): string {
  const parsed = URL.parse(url);
  if (parsed === null) return 'the address given';
  return `${parsed.searchParams.get('host') ?? parsed.host}${parsed.pathname}`;
}
