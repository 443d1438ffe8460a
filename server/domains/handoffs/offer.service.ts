import type { Asking } from '#server/asking.ts';
import { authorOf, byOf, internalItem } from '#server/domains/conversations/conversation-item.ts';
import type { ConversationRecord } from '#server/domains/conversations/conversations.repository.ts';
import { changeOwner, ownedConversation } from '#server/domains/conversations/ownership.service.ts';
import { appendItem } from '#server/domains/timeline/append-item.service.ts';
import { AppError } from '#server/errors.ts';
import type { Work } from '#server/work.ts';
import { BRIEF_PARTS, type Brief, type Snapshot } from '#shared/domain/brief.ts';
import { channelFacts } from '#shared/domain/channels.ts';
import { type Handoff, OFFER_SECONDS, TALK_MINUTES } from '#shared/domain/handoff.ts';
import { type HandoffPlace, nextPlace } from '#shared/domain/handoff-moves.ts';
import { maskFreeText, maskSensitive } from '#shared/domain/sensitive.ts';
import type { CommandParsed } from '#shared/wire/commands.ts';
import { askOver, checkedCrossing } from './cross.service.ts';
import { insertHandoff } from './handoff-changes.repository.ts';
import { handoffNow } from './handoff-locked.service.ts';
import { asHandoff } from './handoff-view.ts';
import {
  findAgentReceiver,
  findTeamReceiver,
  type HandoffRecord,
  lockAgents,
  openHandoffOf,
  type Receiver,
  snapshotOf,
} from './handoffs.repository.ts';
import { moveToTeam } from './move-to-team.service.ts';
import { beginTalk } from './talk.service.ts';
import { handoffData, tellHandoff } from './tell-handoff.service.ts';

type Offer = CommandParsed<'handoff:offer'>;

/**
 * Offers a conversation to an agent or a team, cold or warm, on its channel or onto another one ([HO1], [HO4], [HO5]). On a
 * live channel it is an offer with a deadline and the sender owns until it is accepted; on a channel that does not wait it
 * is accepted at once; to oneself, onto another channel, always. Throws `not_owner`, `handoff_open`,
 * `receiver_unavailable`, `wrong_state`, `no_way_across`, or `invalid` for a brief or snapshot that points beyond the
 * thread ([HO3]).
 */
export async function offer(work: Work, asking: Asking, input: Offer): Promise<Handoff> {
  const locked = await ownedConversation(work, input.conversationId, input.epoch, asking.actor.id);
  if (locked.status === 'resolved') throw new AppError('wrong_state', { details: { state: locked.status } });
  if ((await openHandoffOf(work.tx, locked.id)) !== null) throw new AppError('handoff_open');
  const receiver = await receiverFor(work, asking, input);
  await checkPointers(work, locked, input);
  const crossing = input.crossing === undefined ? undefined : checkedCrossing(input.crossing, locked.channel);
  const place = placeOf(asking, locked, input);
  const seconds = place.stage === 'talking' ? TALK_MINUTES * 60 : (receiver.offerSeconds ?? OFFER_SECONDS);
  const id = await insertHandoff(work, {
    ...place,
    conversationId: locked.id,
    customerId: locked.customerId,
    fromAgentId: asking.actor.id,
    to: input.to,
    acceptedBy: place.state !== 'offered' && input.to.type === 'agent' ? receiver.id : undefined,
    channel: locked.channel,
    kind: input.kind,
    crossing,
    brief: maskFreeText(input.brief),
    snapshot: input.snapshot,
    epoch: locked.epoch,
    expiresAt: new Date(work.at.getTime() + seconds * 1000),
    reason: input.note === undefined || input.note === '' ? undefined : maskSensitive(input.note),
  });
  const made = await handoffNow(work, id);
  await lockAgents(work, [made.fromAgentId, made.toAgentId]);
  return asHandoff(await begin(work, asking, locked, made));
}

/**
 * Where it begins. What does not wait is accepted for the receiver, who can return it ([HO8]). A team accepts nothing by
 * itself: on its own channel the conversation goes to its queue, for the customer does not wait there; but somebody has to
 * be there when the customer comes to another one or when a colleague wants to talk, so a member has to claim that first,
 * and until then the sender owns ([HO1]).
 */
function placeOf({ actor }: Asking, { channel }: ConversationRecord, { to, kind, crossing }: Offer): HandoffPlace {
  const offered = { state: 'offered', stage: null } as const;
  const facts = { kind, crosses: crossing !== undefined };
  const accepted = nextPlace(offered, 'accept', facts) ?? offered;
  if (to.id === actor.id) return accepted;
  if (channelFacts(channel).live) return offered;
  return to.type === 'agent' || accepted.state === 'completed' ? accepted : offered;
}

/** Says it on the thread, and does what its place wants. */
async function begin(
  work: Work,
  asking: Asking,
  locked: ConversationRecord,
  made: HandoffRecord,
): Promise<HandoffRecord> {
  const by = authorOf(asking);
  if (made.stage === 'crossing') return askOver(work, { handoff: made, locked }, { by, agentId: asking.actor.id });
  if (made.stage === 'talking') await beginTalk(work, { handoff: made, locked }, by);
  else if (made.state === 'offered') {
    const data = handoffData(made, 'offered', true);
    await appendItem(work, { ...internalItem(work, locked, by), kind: 'handoff', data });
    await tellHandoff(work, made);
  } else {
    await giveAtOnce(work, asking, locked, made);
    await tellHandoff(work, made);
  }
  return made;
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

async function receiverFor(work: Work, asking: Asking, { to, kind, crossing }: Offer): Promise<Receiver> {
  if (to.type === 'agent' && to.id === asking.actor.id) {
    if (crossing === undefined) throw new AppError('invalid', { details: { reason: 'to: is the sender' } });
    if (kind === 'warm') throw new AppError('invalid', { details: { reason: 'kind: nobody talks with themselves' } });
  }
  const find = to.type === 'agent' ? findAgentReceiver : findTeamReceiver;
  const receiver = await find(work, to.id);
  if (receiver === null) throw new AppError('not_found');
  const isSender = to.id === asking.actor.id;
  if (!receiver.here && !isSender) throw new AppError('receiver_unavailable', { details: { name: receiver.name } });
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
