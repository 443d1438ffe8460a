import { cancelSurvey } from '#server/domains/surveys/schedule.service.ts';
import { appendItem } from '#server/domains/timeline/append-item.service.ts';
import { RetryWork, type Work } from '#server/work.ts';
import type { Channel } from '#shared/domain/channels.ts';
import type { Party } from '#shared/domain/party.ts';
import { setOwner } from './conversations.repository.ts';
import { agentForReopening, type InboundConversation, partFromMerged } from './inbound.repository.ts';
import type { InboundTouched } from './inbound-touched.ts';

/**
 * Opens a resolved conversation again because its customer came back ([CV10]): with its last owner if they are ready,
 * otherwise in its team's queue, by the one update that changes owners, and an item that says so ([CV1]).
 */
export async function reopenInbound(
  work: Work,
  touched: InboundTouched,
  c: InboundConversation,
  inbound: { readonly channel: Channel; readonly occurredAt: Date },
): Promise<void> {
  if (c.mergedInto !== null) {
    // What it was part of is out of reach, or somebody else's by now: it is a matter of its own again ([CV7]).
    await partFromMerged(work, c.id);
    c.mergedInto = null;
  }
  const former = c.ownerAgentId;
  const lastId = c.ownerAgentId ?? c.lastOwnerAgentId;
  const last = lastId === null ? null : await agentForReopening(work, lastId);
  const queue: Party = { type: 'team', id: c.teamId, name: c.teamName };
  const agent: Party | null = lastId === null || last === null ? null : { type: 'agent', id: lastId, name: last.name };
  const from = former === null || agent === null ? queue : agent;
  const to = agent !== null && last?.ready === true ? agent : queue;
  if (to !== from) {
    // The customer is locked; only who does not keep that order can have been faster.
    if (!(await setOwner(work, c, to, 'reopened'))) throw new RetryWork();
    c.epoch += 1;
    c.ownerAgentId = to.type === 'agent' ? to.id : null;
  }
  c.ownerOff = false;
  c.status = 'open';
  c.waitingOn = null;
  c.resolvedAt = null;
  c.sessions = c.sessions.map((session) => ({ ...session, active: false }));
  await appendItem(work, {
    customerId: c.customerId,
    conversationId: c.id,
    kind: 'system',
    channel: inbound.channel,
    direction: 'none',
    visibility: 'internal',
    author: { type: 'system' },
    occurredAt: inbound.occurredAt,
    data: { event: 'reopened', from, to },
  });
  await cancelSurvey(work, c.id);
  touched.touch(c, 'state', former);
}
