import { readdirSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { Client } from 'pg';
import type { DatabaseAddress } from '#server/db/connection.ts';
import { clientConfig } from '#server/db/connection.ts';
import { workingFolder } from '#server/db/data-folder/processes.ts';

/** A connection that was just closed is gone from the server's list a moment later, on a busy machine a long one. */
const SETTLE_MS = 15_000;
const POLL_MS = 20;

type Session = { application_name: string; state: string | null; query: string };

/** Fails when anybody is still connected to a database, naming who and what they last did. */
export async function assertNoSessions(admin: DatabaseAddress, database: string): Promise<void> {
  await withClient(admin, async (client) => {
    const deadline = Date.now() + SETTLE_MS;
    for (;;) {
      const { rows } = await client.query<Session>(
        `select application_name, state, left(query, 200) as query from pg_stat_activity
         where datname = $1 and pid <> pg_backend_pid() and backend_type = 'client backend'`,
        [database],
      );
      if (rows.length === 0) return;
      if (Date.now() > deadline) {
        const list = rows
          .map((row) => `${row.application_name} (${row.state ?? 'unknown'}): ${row.query}`)
          .join('\n  ');
        throw new Error(`${rows.length} database connections were left open:\n  ${list}`);
      }
      await sleep(POLL_MS);
    }
  });
}

/** Processes that work in a folder or below it: for PostgreSQL, all of a cluster's. */
export function processesIn(folder: string): number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .filter((pid) => {
      const cwd = workingFolder(pid);
      return cwd !== undefined && (cwd === folder || cwd.startsWith(`${folder}/`));
    });
}

export async function withClient<T>(address: DatabaseAddress, work: (client: Client) => Promise<T>): Promise<T> {
  const client = new Client(clientConfig(address, 'tsunagi-test-admin'));
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}
