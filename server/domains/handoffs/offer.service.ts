import type { Asking } from '#server/asking.ts';
import { authorOf, byOf, internalItem } from '#server/domains/conversations/conversation-item.ts';
import type { ConversationRecord } from '#server/domains/conversations/conversations.repository.ts';
import { changeOwner, ownedConversation } from '#server/domains/conversations/ownership.service.ts';
import { appendItem } from '#server/domains/timeline/append-item.service.ts';
import { AppError } from '#server/errors.ts';
import type { Work } from '#server/work.ts';
import { BRIEF_PARTS, type Brief, type Snapshot } from '#shared/domain/brief.ts';
import { channelFacts } from '#shared/domain/channels.ts';
import { type Handoff, OFFER_SECONDS } from '#shared/domain/handoff.ts';
import { maskFreeText, maskSensitive } from '#shared/domain/sensitive.ts';
import type { CommandParsed } from '#shared/wire/commands.ts';
import { asHandoff } from './handoff-view.ts';
import {
  findAgentReceiver,
  findHandoff,
  findTeamReceiver,
  type HandoffRecord,
  insertHandoff,
  lockAgents,
  openHandoffOf,
  type Receiver,
  snapshotOf,
} from './handoffs.repository.ts';
import { moveToTeam } from './move-to-team.service.ts';
import { handoffData, tellHandoff } from './tell-handoff.service.ts';

type Offer = CommandParsed<'handoff:offer'>;

/**
 * Offers a conversation to an agent or a team ([HO1]). On a live channel it is an offer with a deadline and the sender
 * owns until it is accepted; on a channel that does not wait it is accepted at once. Throws `not_owner`, `handoff_open`,
 * `receiver_unavailable`, `wrong_state`, or `invalid` for a brief or snapshot that points beyond the thread ([HO3]).
 */
export async function offer(work: Work, asking: Asking, input: Offer): Promise<Handoff> {
  const locked = await ownedConversation(work, input.conversationId, input.epoch, asking.actor.id);
  if (locked.status === 'resolved') throw new AppError('wrong_state', { details: { state: locked.status } });
  if ((await openHandoffOf(work.tx, locked.id)) !== null) throw new AppError('handoff_open');
  const receiver = await receiverFor(work, asking, input.to);
  await checkPointers(work, locked, input);
  const live = channelFacts(locked.channel).live;
  const id = await insertHandoff(work, {
    conversationId: locked.id,
    customerId: locked.customerId,
    fromAgentId: asking.actor.id,
    to: input.to,
    acceptedBy: !live && input.to.type === 'agent' ? receiver.id : undefined,
    channel: locked.channel,
    state: live ? 'offered' : 'completed',
    brief: maskFreeText(input.brief),
    snapshot: input.snapshot,
    epoch: locked.epoch,
    expiresAt: new Date(work.at.getTime() + (receiver.offerSeconds ?? OFFER_SECONDS) * 1000),
    reason: input.note === undefined || input.note === '' ? undefined : maskSensitive(input.note),
  });
  const made = await findHandoff(work.tx, id);
  if (made === null) throw new Error(`handoff ${id} is gone within its own transaction`);
  await lockAgents(work, [made.fromAgentId, made.toAgentId]);
  if (live) {
    await appendItem(work, {
      ...internalItem(work, locked, authorOf(asking)),
      kind: 'handoff',
      data: handoffData(made, 'offered', true),
    });
  } else await giveAtOnce(work, asking, locked, made);
  await tellHandoff(work, made);
  return asHandoff(made);
}

/** A channel that does not wait: the receiver, or the team's queue, owns it now, and can return it ([HO1], [HO8]). */
async function giveAtOnce(work: Work, asking: Asking, locked: ConversationRecord, made: HandoffRecord): Promise<void> {
  if (made.toTeamId !== null) await moveToTeam(work, locked, made.toTeamId);
  const to = { type: made.toTeamId === null ? 'agent' : 'team', id: made.toTeamId ?? made.toAgentId ?? '' } as const;
  const move = {
    to: { ...to, name: made.toName },
    change: 'handed_off',
    by: byOf(asking),
    item: handoffData(made, 'completed', true),
  } as const;
  if ((await changeOwner(work, locked, move)) === null) {
    throw new AppError('not_owner', { details: { owner: locked.ownerName, epoch: locked.epoch } });
  }
}

async function receiverFor(work: Work, asking: Asking, to: Offer['to']): Promise<Receiver> {
  if (to.type === 'agent' && to.id === asking.actor.id) {
    throw new AppError('invalid', { details: { reason: 'to: is the sender' } });
  }
  const find = to.type === 'agent' ? findAgentReceiver : findTeamReceiver;
  const receiver = await find(work, to.id);
  if (receiver === null) throw new AppError('not_found');
  if (!receiver.here) throw new AppError('receiver_unavailable', { details: { name: receiver.name } });
  return receiver;
}

async function checkPointers(
  work: Work,
  c: ConversationRecord,
  { brief, snapshot }: { brief: Brief; snapshot: Snapshot },
): Promise<void> {
  const newest = await snapshotOf(work.tx, c.customerId);
  const within = (customerId: string, seq: number) => seq <= (newest[customerId] ?? -1);
  const refs = BRIEF_PARTS.flatMap((part) => brief[part].flatMap((line) => line.items));
  if (!refs.every((ref) => within(ref.customerId, ref.seq))) {
    throw new AppError('invalid', {
      details: { reason: 'brief: a line points at an item that is not on this thread' },
    });
  }
  if (!Object.entries(snapshot).every(([customerId, seq]) => within(customerId, seq))) {
    throw new AppError('invalid', { details: { reason: 'snapshot: is of another thread' } });
  }
}
