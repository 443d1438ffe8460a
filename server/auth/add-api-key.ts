import type { Deps } from '#server/deps.ts';
import { insertApiKey } from './auth-sessions.repository.ts';
import { newSecret, sha256 } from './secrets.ts';

/** Makes a key for an integration. The key itself is told this once; what is kept does not give it away. */
export async function addApiKey(
  { db, clock, ids }: Pick<Deps, 'db' | 'clock' | 'ids'>,
  name: string,
  grants: readonly string[],
): Promise<{ id: string; key: string }> {
  const id = ids.next();
  const key = `tk_${newSecret()}`;
  await insertApiKey(db, { id, name, hash: sha256(key), grants, at: clock.now() });
  return { id, key };
}
