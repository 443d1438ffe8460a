import type { Asking } from '#server/asking.ts';
import type { Deps } from '#server/deps.ts';
import { ensureViewed } from '#server/domains/audit/record-view.service.ts';
import { membersOf } from './members.repository.ts';

/** The records of a customer's thread ([ID3]), once the view of it is committed ([PR1]). */
export async function viewedMembers(deps: Deps, asking: Asking, customerId: string): Promise<readonly string[]> {
  const [members] = await Promise.all([membersOf(deps.db, customerId), ensureViewed(deps, asking, customerId)]);
  return members;
}
