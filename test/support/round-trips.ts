import type { Pool, PoolClient } from 'pg';

// The driver tells its connection's listeners what the database answers; its types do not say so.
type Heard = { readonly connection: { on(event: 'readyForQuery', listener: () => void): void } };

/**
 * Counts the ways to the database and back that something takes on a pool: each message sent there is answered with that
 * the database is ready for the next. Nothing else may use the pool meanwhile.
 */
export function roundTrips(pool: Pool): <T>(act: () => Promise<T>) => Promise<{ trips: number; result: T }> {
  let trips = 0;
  const known = new WeakSet<PoolClient>();
  pool.on('acquire', (client) => {
    if (known.has(client)) return;
    known.add(client);
    (client as unknown as Heard).connection.on('readyForQuery', () => {
      trips += 1;
    });
  });
  return async (act) => {
    const before = trips;
    const result = await act();
    return { trips: trips - before, result };
  };
}
