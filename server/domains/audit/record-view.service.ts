import type { Asking } from '#server/asking.ts';
import type { Deps } from '#server/deps.ts';
import type { Work } from '#server/work.ts';
import { insertView, insertViewUnless, type NewView } from './views.repository.ts';

type Seen = {
  readonly customerId: string;
  readonly what: 'customer' | 'contact_point' | 'cached';
  readonly contactPointId?: string;
  readonly reason?: string | undefined;
};

/** Records that somebody saw a customer or one contact point. Committed when it resolves; answer only then ([PR1]). */
export const recordView = (deps: Pick<Deps, 'db' | 'clock' | 'ids'>, asking: Asking, seen: Seen): Promise<void> =>
  insertView(deps.db, viewNow(deps, asking, seen));

/** The row of it, for whoever writes it along with something else. */
export function viewNow({ ids, clock }: Pick<Deps, 'clock' | 'ids'>, { actor }: Asking, seen: Seen): NewView {
  return { id: ids.next(), at: clock.now(), actorType: actor.role, actorId: actor.id, ...seen };
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

/**
 * Openings of a window's cache, told once the hub could be asked again ([PR1]). The row's time is the telling, as the
 * chain is sealed in that order; when it was read stands in its reason, by that machine's clock.
 */
export async function recordCachedViews(
  work: Work,
  asking: Asking,
  views: readonly { readonly customerId: string; readonly at: string }[],
): Promise<void> {
  const { role, id } = asking.actor;
  for (const { customerId, at } of views) {
    const reason = `read offline at ${new Date(at).toISOString()}`;
    const row = { id: work.nextId(), at: work.at, actorType: role, actorId: id, customerId, what: 'cached' } as const;
    await insertView(work.tx, { ...row, reason });
  }
}
