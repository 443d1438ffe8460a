// Writes server/db/schema.sql and server/db/tables.generated.ts from the migrations: `npx node build/schema-dump.ts`.
// With --check it writes nothing and fails when they are not what the migrations make.
import { chmod, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { silentLogger } from '#server/db/database-logger.ts';
import { startEmbeddedPostgres } from '#server/db/embedded/embedded-postgres.ts';
import { migrate } from '#server/db/migrate.ts';
import { openPool } from '#server/db/pool.ts';
import { root } from './root.ts';
import type { Catalog } from './schema/catalog.ts';
import { readCatalog } from './schema/catalog.ts';
import { schemaSql } from './schema/schema-sql.ts';
import { tableTypes } from './schema/table-types.ts';

const catalog = await catalogOfMigrations();
const files = [
  { path: 'server/db/schema.sql', text: schemaSql(catalog) },
  { path: 'server/db/tables.generated.ts', text: tableTypes(catalog) },
];

if (process.argv.includes('--check')) {
  for (const { path, text } of files) {
    const committed = await readFile(join(root, path), 'utf8').catch(() => '');
    if (committed === text) continue;
    console.error(`${path} is not what the migrations make. Run: npx node build/schema-dump.ts`);
    process.exitCode = 1;
  }
} else {
  for (const { path, text } of files) await writeFile(join(root, path), text);
}
console.log(`${catalog.tables.length} tables${process.exitCode ? ', files differ' : ''}`);

/** Migrates a cluster of its own, so that it is always the packaged PostgreSQL that words the schema. */
async function catalogOfMigrations(): Promise<Catalog> {
  const dataFolder = await mkdtemp(join(tmpdir(), 'tsunagi-schema-'));
  await chmod(dataFolder, 0o711);
  const server = await startEmbeddedPostgres({ dataFolder, logger: silentLogger });
  try {
    await migrate(server.address);
    const { pool, close } = openPool(server.address);
    return await readCatalog(pool).finally(close);
  } finally {
    await server.stop();
    await rm(dataFolder, { recursive: true, force: true });
  }
}
