import { internalItem } from '#server/domains/conversations/conversation-item.ts';
import type { ConversationRecord } from '#server/domains/conversations/conversations.repository.ts';
import { conversationLocked } from '#server/domains/conversations/ownership.service.ts';
import { appendItem } from '#server/domains/timeline/append-item.service.ts';
import type { Work } from '#server/work.ts';
import { type HandoffKind, TALK_MINUTES } from '#shared/domain/handoff.ts';
import type { HandoffPlace } from '#shared/domain/handoff-moves.ts';
import { draftOf } from './brief.service.ts';
import { endUnaccepted } from './end.service.ts';
import { handOver } from './hand-over.service.ts';
import { insertHandoff, setKind } from './handoff-changes.repository.ts';
import { handoffNow, moved, placeAfter } from './handoff-locked.service.ts';
import { type HandoffRecord, lockAgents, openHandoffOf, readerOf } from './handoffs.repository.ts';
import { beginTalk } from './talk.service.ts';
import { handoffData, tellHandoff } from './tell-handoff.service.ts';
import { withdrawOpenOffer } from './withdraw-open.service.ts';

type Person = { readonly id: string; readonly name: string };

/** A call that its holder gives to a colleague, on a conversation that is locked. */
export type WithCall = { readonly conversationId: string | null; readonly from: string; readonly to: string };

/** Longer than any telephone rings: what becomes of the call decides it, and this only if nobody tells. */
const STANDS_SECONDS = 120;
const OFFERED: HandoffPlace = { state: 'offered', stage: null };

/**
 * Giving a call to a colleague is handing the conversation over ([HO5]): asking them first is a warm handoff, giving it at
 * once a cold one, with a brief that is drafted for the holder ([HO3]). Only of a conversation that the holder owns; one
 * that they are handing to that colleague already goes on as that.
 */
export async function offerWithCall(
  work: Work,
  { conversationId, from, to }: WithCall,
  kind: HandoffKind,
): Promise<void> {
  const locked = await ownedBy(work, conversationId, from);
  if (locked === null) return;
  const open = await openHandoffOf(work.tx, locked.id);
  if (open !== null && isOfCall(open, { from, to })) {
    if (open.kind !== kind) await setKind(work, open.id, kind);
    return;
  }
  // The customer was on the way elsewhere, or somebody else was asked: now they are given to this one.
  if (open !== null) await withdrawOpenOffer(work, locked, { id: from, name: locked.ownerName });
  const made = await drafted(work, locked, { from, to, kind, place: OFFERED });
  const head = internalItem(work, locked, { type: 'agent', id: from, name: made.fromName });
  await appendItem(work, { ...head, kind: 'handoff', data: handoffData(made, 'offered', true) });
  await tellHandoff(work, made);
}

/** The colleague who was asked has picked up: they talk, and the sender still owns. */
export async function joinWithCall(work: Work, call: WithCall): Promise<void> {
  const found = await openOf(work, call);
  if (found === null || placeAfter(found.handoff, 'accept')?.stage !== 'talking') return;
  const expiresAt = new Date(work.at.getTime() + TALK_MINUTES * 60_000);
  const joined = await moved(work, found, 'accept', { acceptedBy: call.to, expiresAt });
  const by = { type: 'agent', id: call.to, name: joined.toName } as const;
  await beginTalk(work, { handoff: joined, locked: found.locked }, by);
}

/** They did not get it after all: the sender dropped it, the colleague would not or did not. */
export async function endWithCall(work: Work, call: WithCall, how: 'withdraw' | 'decline' | 'expire'): Promise<void> {
  const found = await openOf(work, call);
  if (found === null) return;
  const ended = await moved(work, found, how);
  await endUnaccepted(work, { ended, was: found.handoff, locked: found.locked }, null);
}

/**
 * The colleague has the customer on the telephone now, and with that the conversation: by the handoff that was made when
 * they were asked, or by one with a drafted brief made now. Nothing when the giver does not own it.
 */
export async function completeWithCall(
  work: Work,
  locked: ConversationRecord,
  from: string,
  to: Person,
): Promise<boolean> {
  if (locked.ownerAgentId !== from) return false;
  const open = await openHandoffOf(work.tx, locked.id);
  if (open !== null && isOfCall(open, { from, to: to.id })) {
    const found = { handoff: open, locked };
    const act = open.state === 'offered' ? 'accept' : 'pass';
    // Heard without having been asked first: there was no talk to speak of, it is theirs at once.
    if (open.state === 'offered' && open.kind === 'warm') await setKind(work, open.id, 'cold');
    const handoff = await handoffNow(work, open.id);
    const accepted = await moved(work, { ...found, handoff }, act, { acceptedBy: to.id });
    await handOver(work, { locked, accepted }, to);
    return true;
  }
  await withdrawOpenOffer(work, locked, to);
  const place = { state: 'completed', stage: null } as const;
  const accepted = await drafted(work, locked, { from, to: to.id, kind: 'cold', place });
  await handOver(work, { locked, accepted }, to);
  return true;
}

type Draft = {
  readonly from: string;
  readonly to: string;
  readonly kind: HandoffKind;
  readonly place: HandoffPlace;
};

async function drafted(
  work: Work,
  locked: ConversationRecord,
  { from, to, kind, place }: Draft,
): Promise<HandoffRecord> {
  const { role, locale } = await readerOf(work, from);
  const { brief, snapshot } = await draftOf(work.tx, locked, { reader: { role, id: from }, locale });
  const id = await insertHandoff(work, {
    ...place,
    conversationId: locked.id,
    customerId: locked.customerId,
    fromAgentId: from,
    to: { type: 'agent', id: to },
    acceptedBy: place.state === 'completed' ? to : undefined,
    channel: locked.channel,
    kind,
    brief,
    snapshot,
    epoch: locked.epoch,
    expiresAt: new Date(work.at.getTime() + STANDS_SECONDS * 1000),
  });
  await lockAgents(work, [from, to]);
  return handoffNow(work, id);
}

async function openOf(work: Work, call: WithCall) {
  const locked = await ownedBy(work, call.conversationId, call.from);
  const handoff = locked === null ? null : await openHandoffOf(work.tx, locked.id);
  return locked === null || handoff === null || !isOfCall(handoff, call) ? null : { handoff, locked };
}

async function ownedBy(work: Work, conversationId: string | null, agentId: string): Promise<ConversationRecord | null> {
  if (conversationId === null) return null;
  const locked = await conversationLocked(work, conversationId);
  return locked.ownerAgentId === agentId && locked.status !== 'resolved' ? locked : null;
}

/** A handoff that goes the same way as the call: not one that leads the customer to another channel. */
const isOfCall = (h: HandoffRecord, { from, to }: Pick<WithCall, 'from' | 'to'>): boolean =>
  h.crossing === null && h.fromAgentId === from && (h.acceptedBy ?? h.toAgentId) === to;
