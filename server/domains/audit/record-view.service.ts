import type { Asking } from '#server/asking.ts';
import type { Deps } from '#server/deps.ts';
import { insertView, insertViewUnless } from './views.repository.ts';

type Seen = {
  readonly customerId: string;
  readonly what: 'customer' | 'contact_point' | 'cached';
  readonly contactPointId?: string;
  readonly reason?: string | undefined;
};

/** Records that somebody saw a customer or one contact point. Committed when it resolves; answer only then ([PR1]). */
export function recordView(deps: Pick<Deps, 'db' | 'clock' | 'ids'>, asking: Asking, seen: Seen): Promise<void> {
  const { role, id } = asking.actor;
  return insertView(deps.db, { id: deps.ids.next(), at: deps.clock.now(), actorType: role, actorId: id, ...seen });
}

/** One opening covers what is read of the customer for this long: pages, live items, the panel. */
const OPENING_MS = 24 * 60 * 60_000;

/**
 * For reads that belong to an opened customer: records a view when the asker has opened none within a day, so that no way
 * of asking reads a thread unseen ([PR1]). Committed when it resolves; answer only then.
 */
export async function ensureViewed(
  deps: Pick<Deps, 'db' | 'clock' | 'ids'>,
  asking: Asking,
  customerId: string,
): Promise<void> {
  const { role, id } = asking.actor;
  const at = deps.clock.now();
  const view = {
    id: deps.ids.next(),
    at,
    actorType: role,
    actorId: id,
    customerId,
    what: 'customer',
    reason: 'not opened',
  } as const;
  await insertViewUnless(deps.db, view, new Date(at.getTime() - OPENING_MS));
}
