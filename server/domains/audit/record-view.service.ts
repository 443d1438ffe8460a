import type { Asking } from '#server/asking.ts';
import type { Deps } from '#server/deps.ts';
import { insertView } from './views.repository.ts';

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
