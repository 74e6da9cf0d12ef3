import { defineConfig } from 'prisma/config';

// Prisma would download its schema engine before any command, though only `migrate` and `db` run it; an
// existing path holds it off. Migrations are authored without that engine, see scripts/migrate.ts.
if (!process.argv.some((word) => word === 'migrate' || word === 'db')) {
  process.env['PRISMA_SCHEMA_ENGINE_BINARY'] ??= process.execPath;
}

// Nor does an install tell anybody that it happened.
process.env['CHECKPOINT_DISABLE'] ??= '1';

export default defineConfig({
  schema: 'prisma/schema.prisma',
  migrations: { path: 'prisma/migrations' },
});
