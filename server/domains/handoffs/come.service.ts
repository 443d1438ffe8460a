import { revokeInvitations } from '#server/channels/invitations.ts';
import { patchConversation } from '#server/domains/conversations/conversation-changes.repository.ts';
import {
  asConversation,
  type ConversationRecord,
  setOwner,
} from '#server/domains/conversations/conversations.repository.ts';
import { conversationLocked, tellConversationChanged } from '#server/domains/conversations/ownership.service.ts';
import { appendItem } from '#server/domains/timeline/append-item.service.ts';
import { RetryWork, type Work } from '#server/work.ts';
import type { Channel } from '#shared/domain/channels.ts';
import type { Conversation } from '#shared/domain/conversation.ts';
import type { Handoff } from '#shared/domain/handoff.ts';
import type { HandoffAct } from '#shared/domain/handoff-moves.ts';
import type { Party } from '#shared/domain/party.ts';
import { moveHandoff } from './handoff-changes.repository.ts';
import { handoffNow, placeAfter } from './handoff-locked.service.ts';
import { asHandoff } from './handoff-view.ts';
import { findAgentReceiver, type HandoffRecord, lockAgents, openHandoffOf } from './handoffs.repository.ts';
import { handoffData, tellHandoff } from './tell-handoff.service.ts';

/** The customer's first act on a channel. */
export type Arrival = {
  readonly conversationId: string;
  readonly channel: Channel;
  /** The leg they came by, where there is one. */
  readonly sessionId: string | null;
};

type Place = Pick<
  ConversationRecord,
  'id' | 'customerId' | 'epoch' | 'ownerAgentId' | 'teamId' | 'teamName' | 'channel'
>;

/** What became of it. `owner`: who owns it from now on, if that changed. `teamId`: the team it counts for now. */
export type Settled = {
  readonly handoff: HandoffRecord;
  readonly owner: Party | null;
  readonly team: { readonly id: string; readonly name: string };
};

/**
 * The customer acted on a channel: if they were on the way there, ownership moves to whoever accepted and the handoff is
 * complete, in one transaction behind the conversation's lock ([HO4]). Everyone is told. Null when nobody was awaited
 * there, or they come after their time: then nothing has changed that the clock would not have changed. Call it with the
 * customer's first act: a call that is answered, a code at the counter; what is said in writing comes by `receive`.
 */
export async function customerCame(
  work: Work,
  arrival: Arrival,
): Promise<{ readonly handoff: Handoff; readonly conversation: Conversation } | null> {
  const locked = await conversationLocked(work, arrival.conversationId);
  const awaited = await openHandoffOf(work.tx, locked.id);
  if (awaited === null || awaited.stage !== 'crossing' || awaited.channelTo !== arrival.channel) return null;
  await lockAgents(work, [awaited.fromAgentId, awaited.toAgentId, awaited.acceptedBy]);
  const { handoff } = await settleArrival(work, awaited, locked, arrival);
  const late = handoff.state === 'lapsed';
  if (!late) await patchConversation(work, locked.id, { channel: arrival.channel });
  const after = await conversationLocked(work, locked.id);
  await tellConversationChanged(work, after, [locked.ownerAgentId]);
  await tellHandoff(work, handoff);
  return late ? null : { handoff: asHandoff(handoff), conversation: asConversation(after) };
}

/**
 * Decides a handoff whose customer has come: completed, or lapsed when their time was over, or expired when who was to take
 * them is not here; then the sender keeps it, or their queue does if they are gone too. Changes owner and team, says it on
 * the thread, uses up the invitation. Tells nobody yet, and sets no channel: the caller does.
 */
export async function settleArrival(
  work: Work,
  awaited: HandoffRecord,
  place: Place,
  arrival: Pick<Arrival, 'channel' | 'sessionId'>,
): Promise<Settled> {
  const act = await actOf(work, awaited);
  const to = placeAfter(awaited, act);
  const reason = act === 'come_to_nobody' ? 'receiver_gone' : undefined;
  const patch = { reason, ...(act === 'lapse' ? {} : { sessionTo: arrival.sessionId }) };
  // Behind the lock only who does not keep its order can have been faster: begin again and see what they did.
  if (to === null || !(await moveHandoff(work, awaited, to, patch))) throw new RetryWork();
  const cameBy = act === 'come' ? arrival.sessionId : null;
  await revokeInvitations(work, awaited.id, act === 'lapse' ? 'expired' : 'used', cameBy);
  const settled = await handoffNow(work, awaited.id);
  const event = settled.state as 'completed' | 'lapsed' | 'expired';
  const item = {
    ...itemHead(work, place, act === 'lapse' ? place.channel : arrival.channel),
    kind: 'handoff',
  } as const;
  if (settled.state === 'completed') {
    const owner = await giveToReceiver(work, settled, place);
    const team = await teamAfter(work, settled, place);
    await appendItem(work, { ...item, data: handoffData(settled, event, true) });
    return { handoff: settled, owner, team };
  }
  await appendItem(work, { ...item, data: handoffData(settled, event) });
  const owner = await keptOrQueued(work, settled, place);
  return { handoff: settled, owner, team: { id: place.teamId, name: place.teamName } };
}

async function actOf(work: Work, awaited: HandoffRecord): Promise<HandoffAct> {
  if (awaited.lapseAt !== null && awaited.lapseAt <= work.at) return 'lapse';
  const receiver = awaited.acceptedBy === null ? null : await findAgentReceiver(work, awaited.acceptedBy);
  return receiver?.here === true ? 'come' : 'come_to_nobody';
}

function itemHead(work: Work, place: Place, channel: Channel) {
  return {
    customerId: place.customerId,
    conversationId: place.id,
    channel,
    direction: 'none',
    visibility: 'internal',
    author: { type: 'system' },
    occurredAt: work.at,
  } as const;
}

/** Null when the sender leads the customer to another channel and stays their agent: no change of owner, no new epoch. */
async function giveToReceiver(work: Work, h: HandoffRecord, place: Place): Promise<Party | null> {
  if (h.acceptedBy === null) throw new Error(`handoff ${h.id} was accepted by nobody`);
  if (h.acceptedBy === place.ownerAgentId) return null;
  const owner = { type: 'agent', id: h.acceptedBy, name: h.acceptedByName ?? '' } as const;
  if (!(await setOwner(work, place, owner, 'handed_off'))) throw new RetryWork();
  return owner;
}

async function teamAfter(work: Work, h: HandoffRecord, place: Place): Promise<Settled['team']> {
  if (h.toTeamId === null || h.toTeamId === place.teamId) return { id: place.teamId, name: place.teamName };
  await patchConversation(work, place.id, { team_id: h.toTeamId });
  work.changes.push({ to: 'team', teamId: place.teamId, conversationId: place.id });
  return { id: h.toTeamId, name: h.toName };
}

/** The sender keeps it; nobody's it never is ([HO2]). */
async function keptOrQueued(work: Work, h: HandoffRecord, place: Place): Promise<Party | null> {
  const sender = await findAgentReceiver(work, h.fromAgentId);
  if (sender?.here === true || place.ownerAgentId !== h.fromAgentId) return null;
  const queue = { type: 'team', id: place.teamId, name: place.teamName } as const;
  if (!(await setOwner(work, place, queue, 'timed_out'))) throw new RetryWork();
  await appendItem(work, {
    ...itemHead(work, place, place.channel),
    kind: 'system',
    data: {
      event: 'owner_changed',
      from: { type: 'agent', id: h.fromAgentId, name: h.fromName },
      to: queue,
      reason: 'timed_out',
    },
  });
  return queue;
}
