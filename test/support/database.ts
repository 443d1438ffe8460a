import { randomUUID } from 'node:crypto';
import { afterAll, inject } from 'vitest';
import type { DatabaseAddress } from '#server/db/connection.ts';
import type { Database, PoolOptions } from '#server/db/pool.ts';
import { openPool } from '#server/db/pool.ts';
import { assertNoSessions, withClient } from './leak-check.ts';

export type TestDatabase = Database & {
  /** For whatever opens connections of its own: a hub, a second pool. */
  readonly address: DatabaseAddress;
};

/**
 * A migrated, empty database of this test file's own. Call it at the top of the file: `const { db } = await testDatabase()`.
 * After the file's tests it is checked that nobody is still connected, then it is dropped.
 */
export async function testDatabase(options: PoolOptions = {}): Promise<TestDatabase> {
  const { address, drop } = await createDatabase();
  const database = openPool(address, { applicationName: 'test', ...options });
  afterAll(async () => {
    await database.close();
    await drop();
  });
  return { ...database, address };
}

/** An empty database without the schema, for tests of migrations. The same clean-up. */
export async function blankDatabase(): Promise<DatabaseAddress> {
  const { address, drop } = await createDatabase('template0');
  afterAll(drop);
  return address;
}

async function createDatabase(template?: string): Promise<{ address: DatabaseAddress; drop(): Promise<void> }> {
  const { host, port, user, template: migrated } = inject('cluster');
  const name = `t_${randomUUID().replaceAll('-', '')}`;
  const admin: DatabaseAddress = { host, port, user, database: 'postgres' };
  // Copying through the log is three times as fast as copying files, which needs a checkpoint.
  await withClient(admin, (client) =>
    client.query(`create database ${name} template ${template ?? migrated} strategy wal_log`),
  );
  return {
    address: { host, port, user, database: name },
    async drop() {
      try {
        await assertNoSessions(admin, name);
      } finally {
        await withClient(admin, (client) => client.query(`drop database if exists ${name} with (force)`));
      }
    },
  };
}
