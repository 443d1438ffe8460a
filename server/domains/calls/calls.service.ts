import type { Asking } from '#server/asking.ts';
import { type Telephony, telephonyOf } from '#server/channels/telephony.ts';
import type { Deps } from '#server/deps.ts';
import { ensureViewed } from '#server/domains/audit/record-view.service.ts';
import { membersOf } from '#server/domains/customers/members.repository.ts';
import type { Call } from '#shared/domain/call.ts';
import { asCall } from './call-view.ts';
import { callsOfAgent, liveCallsOf } from './calls.repository.ts';
import { agentFacts } from './rings.repository.ts';

/** The asker's calls: ringing at them, held by them, on their way to them, or not wrapped up. */
export async function callsOf(deps: Pick<Deps, 'db'>, asking: Asking): Promise<Call[]> {
  const records = await callsOfAgent(deps.db, asking.actor.id);
  return records.map((record) => asCall(record, asking.actor.id));
}

/** The calls that go on with one customer now; a view, as the thread is ([PR1]). */
export async function callsOnThread(
  deps: Pick<Deps, 'db' | 'clock' | 'ids'>,
  asking: Asking,
  customerId: string,
): Promise<Call[]> {
  const records = await liveCallsOf(deps.db, await membersOf(deps.db, customerId));
  await ensureViewed(deps, asking, customerId);
  return records.map((record) => asCall(record, asking.actor.id));
}

/** What the asker's own desk can telephone with. */
export async function telephonyFor(deps: Pick<Deps, 'db' | 'vault' | 'publicUrl'>, asking: Asking): Promise<Telephony> {
  const agent = await agentFacts(deps.db, asking.actor.id);
  return agent === null ? { account: null, provider: [] } : telephonyOf(deps, agent);
}
