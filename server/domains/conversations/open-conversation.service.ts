import { leadsOn } from '#server/db/together.ts';
import { conversationIndexed } from '#server/domains/search/conversation-words.service.ts';
import { appendWithNext } from '#server/domains/timeline/append-item.service.ts';
import { AppError } from '#server/errors.ts';
import type { Work } from '#server/work.ts';
import { conversationInserted, type InboundConversation, teamFor } from './inbound.repository.ts';
import type { Inbound } from './inbound.ts';
import type { InboundTouched } from './inbound-touched.ts';

/** What a new conversation begins with. */
export type Opening = Pick<Inbound, 'customerId' | 'channel' | 'occurredAt' | 'connection'> & {
  readonly subject: string | null;
};

/** A new conversation in the queue of its connection's team, else of the team that takes new ones; an item says so. */
export async function openConversation(
  work: Work,
  touched: InboundTouched,
  inbound: Opening,
): Promise<InboundConversation> {
  const team = await touched.teamFor(inbound.connection?.teamId ?? null, (id) => teamFor(work, id));
  if (team === null)
    throw new AppError('bad_config', {
      details: { setting: 'team', found: 'no default team', expected: 'one default team' },
    });
  const id = work.nextId();
  const { customerId, channel, occurredAt, subject } = inbound;
  const opening = { id, customerId, teamId: team.id, channel, subject, openedAt: occurredAt };
  await leadsOn(work.tx, conversationInserted(work, opening), (rows) =>
    rows.map(({ number }) => conversationIndexed(work, { id, customerId, number, subject })),
  );
  await appendWithNext(work, {
    customerId,
    conversationId: id,
    kind: 'system',
    channel,
    direction: 'none',
    visibility: 'internal',
    author: { type: 'system' },
    occurredAt,
    data: { event: 'conversation_opened', to: { type: 'team', id: team.id, name: team.name } },
  });
  return touched.add({
    id,
    customerId,
    members: null,
    mergedInto: null,
    status: 'open',
    waitingOn: null,
    teamId: team.id,
    teamName: team.name,
    replyMinutes: team.replyMinutes,
    targets: team.targets,
    reopenHours: team.reopenHours,
    calendarId: team.calendarId,
    ownerAgentId: null,
    ownerName: null,
    ownerOff: false,
    lastOwnerAgentId: null,
    epoch: 1,
    channel,
    preview: '',
    lastItemAt: occurredAt,
    resolvedAt: null,
    customerWaitsSince: null,
    replyDueAt: null,
    firstAnsweredAt: null,
    customerSpokeAt: null,
    customerSpokeOn: null,
    sessions: [],
    crossings: [],
  });
}
