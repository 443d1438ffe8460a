import type { Connection } from '#server/channels/provider.ts';
import type { Deps } from '#server/deps.ts';
import { findFriend, saveProfile } from './line.repository.ts';
import { type LineProfile, lineApi } from './line-api.ts';

/** Names change, but not so often that every message should ask. */
const GOOD_FOR_MS = 7 * 24 * 3_600_000;

/** A user's name and language: as kept, or asked for when it is new or a week old. What LINE does not answer is not known. */
export async function freshProfile(deps: Deps, connection: Connection, userId: string): Promise<LineProfile> {
  const of = { connectionId: connection.id, userId };
  const known = await findFriend(deps.db, of);
  const now = deps.clock.now();
  const kept = { name: known?.name ?? undefined, locale: known?.locale ?? undefined };
  const at = known?.profileAt ?? null;
  if (at !== null && now.getTime() - at.getTime() < GOOD_FOR_MS) return kept;
  // A message is not kept waiting for a name.
  const profile = await lineApi(connection)
    .profile(userId)
    .catch(() => undefined);
  if (profile === undefined) return kept;
  const fresh = { name: profile?.name ?? kept.name, locale: profile?.locale ?? kept.locale };
  await saveProfile(deps.db, of, { name: fresh.name ?? null, locale: fresh.locale ?? null, at: now });
  return fresh;
}
