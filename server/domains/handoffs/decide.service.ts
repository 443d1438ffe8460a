import { type Asking, demand } from '#server/asking.ts';
import { authorOf, byOf, internalItem } from '#server/domains/conversations/conversation-item.ts';
import { asConversation, type ConversationRecord } from '#server/domains/conversations/conversations.repository.ts';
import { changeOwner, conversationLocked } from '#server/domains/conversations/ownership.service.ts';
import { appendItem } from '#server/domains/timeline/append-item.service.ts';
import { AppError } from '#server/errors.ts';
import type { Work } from '#server/work.ts';
import type { Conversation } from '#shared/domain/conversation.ts';
import type { Handoff } from '#shared/domain/handoff.ts';
import { maskSensitive } from '#shared/domain/sensitive.ts';
import type { CommandParsed } from '#shared/wire/commands.ts';
import { asHandoff } from './handoff-view.ts';
import {
  conversationOfHandoff,
  decideOffer,
  findAgentReceiver,
  findHandoff,
  type HandoffRecord,
  lockAgents,
} from './handoffs.repository.ts';
import { moveToTeam } from './move-to-team.service.ts';
import { handoffData, tellHandoff } from './tell-handoff.service.ts';

type Decided = { readonly handoff: Handoff; readonly conversation: Conversation };

/**
 * Accepts an offer made to the asker or to one of their teams; on the same channel that completes it and the asker owns
 * the conversation ([HO4]). Throws `handoff_decided` with its state when somebody was first ([HO2]).
 */
export async function accept(work: Work, asking: Asking, handoffId: string): Promise<Decided> {
  const { offered, locked } = await offerLocked(work, handoffId);
  demand(asking, 'handoff.decide', { ownerId: mayReceive(asking, offered) ? asking.actor.id : undefined });
  if (offered.state === 'offered' && offered.epoch !== locked.epoch) throw withdrawn();
  const outcome = { state: 'completed', acceptedBy: asking.actor.id } as const;
  const accepted = { ...(await decided(work, offered, outcome)), acceptedByName: asking.name };
  await lockAgents(work, [accepted.fromAgentId, accepted.toAgentId, accepted.acceptedBy]);
  if (accepted.toTeamId !== null) await moveToTeam(work, locked, accepted.toTeamId);
  const owner = { type: 'agent', id: asking.actor.id, name: asking.name } as const;
  const move = {
    to: owner,
    change: 'handed_off',
    by: byOf(asking),
    item: handoffData(accepted, 'completed', true),
  } as const;
  const after = await changeOwner(work, locked, move);
  if (after === null) throw withdrawn();
  await tellHandoff(work, accepted);
  return { handoff: asHandoff(accepted), conversation: asConversation(after) };
}

/** Declines an offer; the sender still owns. For an offer to a team only a lead of it can speak for all. */
export async function decline(work: Work, asking: Asking, input: CommandParsed<'handoff:decline'>): Promise<Handoff> {
  const { offered, locked } = await offerLocked(work, input.handoffId);
  const mine = mayReceive(asking, offered) && (offered.toTeamId === null || asking.actor.role === 'lead');
  demand(asking, 'handoff.decide', { ownerId: mine ? asking.actor.id : undefined });
  const words = input.text === undefined || input.text === '' ? '' : `: ${maskSensitive(input.text)}`;
  const outcome = { state: 'declined', reason: `${input.reason}${words}` } as const;
  return endUnaccepted(work, await decided(work, offered, outcome), locked, asking);
}

/** Takes back one's own offer. */
export async function withdraw(work: Work, asking: Asking, handoffId: string): Promise<Handoff> {
  const { offered, locked } = await offerLocked(work, handoffId);
  demand(asking, 'handoff.decide', { ownerId: offered.fromAgentId });
  return endUnaccepted(work, await decided(work, offered, { state: 'withdrawn' }), locked, asking);
}

/** Ends an offer that nobody took in time, or whose receiver went away (`receiver_gone`). */
export async function expire(work: Work, handoffId: string, reason?: 'receiver_gone'): Promise<Handoff> {
  const { offered, locked } = await offerLocked(work, handoffId);
  // Whoever changes the owner withdraws the offer in the same transaction; one that stands alone is ended as that.
  const state = offered.epoch === locked.epoch ? 'expired' : 'withdrawn';
  const outcome = { state, ...(reason === undefined ? {} : { reason }) } as const;
  return endUnaccepted(work, await decided(work, offered, outcome), locked, null);
}

/** The conversation went to another owner meanwhile. */
const withdrawn = () => new AppError('handoff_decided', { details: { state: 'withdrawn' } });

/** Reads the handoff behind its conversation's lock, so that nobody decides it between this look and the update. */
async function offerLocked(work: Work, id: string): Promise<{ offered: HandoffRecord; locked: ConversationRecord }> {
  const conversationId = await conversationOfHandoff(work.tx, id);
  if (conversationId === null) throw new AppError('not_found');
  const locked = await conversationLocked(work, conversationId);
  const offered = await findHandoff(work.tx, id);
  if (offered === null) throw new Error(`handoff ${id} is gone`);
  return { offered, locked };
}

function mayReceive(asking: Asking, h: HandoffRecord): boolean {
  if (h.toAgentId !== null) return h.toAgentId === asking.actor.id;
  return h.toTeamId !== null && asking.actor.teamIds.includes(h.toTeamId) && h.fromAgentId !== asking.actor.id;
}

type Outcome = Parameters<typeof decideOffer>[3];

/** Goes through the one conditional update; whoever loses learns the outcome ([HO2]). */
async function decided(work: Work, offered: HandoffRecord, outcome: Outcome): Promise<HandoffRecord> {
  if (!(await decideOffer(work, offered.id, offered.epoch, outcome))) {
    throw new AppError('handoff_decided', { details: { state: offered.state } });
  }
  const { state, acceptedBy = null, reason = offered.reason } = outcome;
  return { ...offered, state, acceptedBy, reason, decidedAt: work.at };
}

/** Not accepted: the sender still owns; the team's queue does, if the sender is gone too ([HO2]). */
async function endUnaccepted(
  work: Work,
  ended: HandoffRecord,
  locked: ConversationRecord,
  asking: Asking | null,
): Promise<Handoff> {
  await lockAgents(work, [ended.fromAgentId, ended.toAgentId]);
  const event = ended.state as 'declined' | 'expired' | 'withdrawn';
  const head = internalItem(work, locked, asking === null ? null : authorOf(asking));
  await appendItem(work, { ...head, kind: 'handoff', data: handoffData(ended, event) });
  const sender = await findAgentReceiver(work, ended.fromAgentId);
  const stillOwns = locked.ownerAgentId === ended.fromAgentId;
  if (stillOwns && (sender === null || !sender.here)) {
    const queue = { type: 'team', id: locked.teamId, name: locked.teamName } as const;
    await changeOwner(work, locked, { to: queue, change: 'timed_out', by: null });
  }
  await tellHandoff(work, ended);
  return asHandoff(ended);
}
