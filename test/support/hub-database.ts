import { join } from 'node:path';
import { runningPostmaster } from '#server/db/embedded/postmaster-file.ts';
import { embeddedAddress } from '#server/db/embedded/start-server.ts';
import { type Database, openPool } from '#server/db/pool.ts';
import type { ChildHub } from './child-hub.ts';

/** Work on the database of a running hub, for what no door of it offers: a team's shortest offer, say. */
export async function inDatabaseOf<T>(
  hub: Pick<ChildHub, 'dataFolder'>,
  work: (database: Database) => Promise<T>,
): Promise<T> {
  const server = await runningPostmaster(join(hub.dataFolder, 'postgres'));
  if (server === undefined) throw new Error(`no database runs in ${hub.dataFolder}`);
  const database = openPool(embeddedAddress(server.socketFolder), { applicationName: 'test', max: 1 });
  try {
    return await work(database);
  } finally {
    await database.close();
  }
}
