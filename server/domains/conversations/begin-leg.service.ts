import { heardOn } from '#server/domains/escalations/heard.service.ts';
import type { Work } from '#server/work.ts';
import type { Channel } from '#shared/domain/channels.ts';
import { chooseUnmerged } from './choose-merged.ts';
import { insertSession, openConversationsOf, saveConversations } from './inbound.repository.ts';
import { reopenInbound } from './inbound-reopen.service.ts';
import { InboundTouched } from './inbound-touched.ts';
import { openConversation } from './open-conversation.service.ts';

/** A leg that begins before there is anything to put on the thread: a call that rings. */
export type NewLeg = {
  readonly customerId: string;
  readonly contactPointId: string | null;
  readonly channel: Channel;
  /** What names it: no other leg is found by it. */
  readonly thread: string;
  /** Who begins it: ours never reopens a resolved conversation. */
  readonly direction: 'in' | 'out';
  readonly connection?: { readonly id: string; readonly teamId: string | null } | undefined;
  /** The conversation it is known to belong to, unresolved. */
  readonly conversationId?: string | undefined;
};

export type Leg = { readonly conversationId: string; readonly sessionId: string; readonly teamId: string };

/**
 * Begins a leg on the conversation it belongs to ([CV10]): found, reopened or opened. The caller has locked the customer.
 * Ends with the owners' inboxes: no other agent may be told after it out of order.
 */
export async function beginLeg(work: Work, leg: NewLeg): Promise<Leg> {
  const { customerId, contactPointId, channel, thread } = leg;
  const touched = new InboundTouched(await openConversationsOf(work, [customerId], []));
  const candidates = touched.of(customerId).filter((c) => leg.direction === 'in' || c.status !== 'resolved');
  const found =
    candidates.find((c) => c.id === leg.conversationId) ??
    chooseUnmerged(candidates, { channel, contactPointId, thread: null, at: work.at });
  const opening = { customerId, channel, occurredAt: work.at, connection: leg.connection, subject: null };
  const conversation = found ?? (await openConversation(work, touched, opening));
  if (conversation.status === 'resolved')
    await reopenInbound(work, touched, conversation, { channel, occurredAt: work.at });
  const session = { id: work.nextId(), channel, contactPointId, thread, active: true };
  await insertSession(work, {
    ...session,
    connectionId: leg.connection?.id ?? null,
    conversationId: conversation.id,
    customerId,
    startedAt: work.at,
  });
  if (leg.direction === 'in') {
    const led = conversation.crossings.some((crossing) => crossing.channel === channel);
    await heardOn(work, conversation, { id: session.id, channel, at: work.at, sessionId: session.id, led });
  }
  // Who is awaited there has not come before the call is answered ([HO4]).
  const awaited = conversation.crossings.some((crossing) => crossing.open && crossing.channel === channel);
  if (!awaited) conversation.channel = channel;
  if (conversation.lastItemAt < work.at) conversation.lastItemAt = work.at;
  touched.touch(conversation, 'state');
  await saveConversations(work, touched.changed());
  await touched.tell(work);
  return { conversationId: conversation.id, sessionId: session.id, teamId: conversation.teamId };
}
