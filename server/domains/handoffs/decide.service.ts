import { type Asking, demand } from '#server/asking.ts';
import { authorOf } from '#server/domains/conversations/conversation-item.ts';
import { asConversation } from '#server/domains/conversations/conversations.repository.ts';
import { conversationLocked } from '#server/domains/conversations/ownership.service.ts';
import { AppError } from '#server/errors.ts';
import type { Work } from '#server/work.ts';
import type { Conversation } from '#shared/domain/conversation.ts';
import { type Handoff, TALK_MINUTES } from '#shared/domain/handoff.ts';
import { maskSensitive } from '#shared/domain/sensitive.ts';
import type { CommandParsed } from '#shared/wire/commands.ts';
import { askOver } from './cross.service.ts';
import { endUnaccepted, endWithdrawn } from './end.service.ts';
import { handOver } from './hand-over.service.ts';
import {
  completed,
  handoffLocked,
  type LockedHandoff,
  mayReceive,
  moved,
  placeAfter,
} from './handoff-locked.service.ts';
import { asHandoff } from './handoff-view.ts';
import { lockAgents } from './handoffs.repository.ts';
import { beginTalk } from './talk.service.ts';

type Decided = { readonly handoff: Handoff; readonly conversation: Conversation };

/**
 * Accepts an offer made to the asker or to one of their teams. On the same channel that completes it and the asker owns
 * the conversation; onto another one the customer is asked over and the asker is reserved ([HO4]); a warm one begins the
 * private talk ([HO5]); in both the sender still owns. Throws `handoff_decided` with its state when somebody was first
 * ([HO2]), `no_way_across` when that way does not reach the customer now.
 */
export async function accept(work: Work, asking: Asking, handoffId: string): Promise<Decided> {
  const found = await handoffLocked(work, handoffId);
  const { locked } = found;
  const mine = mayReceive(asking, found.handoff);
  demand(asking, 'handoff.decide', { ownerId: mine ? asking.actor.id : undefined });
  const place = placeAfter(found.handoff, 'accept');
  if (place?.state === 'completed') return acceptHere(work, found, asking);
  const talks = place?.stage === 'talking';
  const accepted = await moved(work, found, 'accept', {
    acceptedBy: asking.actor.id,
    ...(talks ? { expiresAt: new Date(work.at.getTime() + TALK_MINUTES * 60_000) } : {}),
  });
  await lockAgents(work, [accepted.fromAgentId, accepted.toAgentId, accepted.acceptedBy]);
  if (accepted.stage === 'talking') await beginTalk(work, { handoff: accepted, locked }, authorOf(asking));
  else await askOver(work, { handoff: accepted, locked }, { by: authorOf(asking), agentId: accepted.fromAgentId });
  return now(work, handoffId);
}

/** On the same channel: the handoff completes and the conversation changes hands, and nothing of it is waited for. */
async function acceptHere(work: Work, found: LockedHandoff, asking: Asking): Promise<Decided> {
  const accepted = await completed(work, found, 'accept', { id: asking.actor.id, name: asking.name });
  return handOver(work, { locked: found.locked, accepted }, asking);
}

/** The sender passes to the colleague who has joined: done on the same channel, else the customer is asked over. */
export async function pass(work: Work, asking: Asking, handoffId: string): Promise<Decided> {
  const found = await handoffLocked(work, handoffId);
  demand(asking, 'handoff.decide', { ownerId: found.handoff.fromAgentId });
  const passed = await moved(work, found, 'pass');
  await lockAgents(work, [passed.fromAgentId, passed.toAgentId, passed.acceptedBy]);
  if (passed.state === 'completed') return handOver(work, { locked: found.locked, accepted: passed }, asking);
  const by = authorOf(asking);
  await askOver(work, { handoff: passed, locked: found.locked }, { by, agentId: asking.actor.id });
  return now(work, handoffId);
}

async function now(work: Work, handoffId: string): Promise<Decided> {
  const { handoff, locked } = await handoffLocked(work, handoffId);
  return { handoff: asHandoff(handoff), conversation: asConversation(await conversationLocked(work, locked.id)) };
}

/**
 * Declines an offer, leaves a private talk, or gives up being the one who waits for the customer; the sender still owns.
 * For an offer to a team only a lead of it can speak for all.
 */
export async function decline(work: Work, asking: Asking, input: CommandParsed<'handoff:decline'>): Promise<Handoff> {
  const found = await handoffLocked(work, input.handoffId);
  const { handoff } = found;
  const speaks = mayReceive(asking, handoff) && (handoff.toTeamId === null || asking.actor.role === 'lead');
  const took = handoff.acceptedBy === asking.actor.id;
  demand(asking, 'handoff.decide', { ownerId: speaks || took ? asking.actor.id : undefined });
  // Once somebody has it, it is theirs alone to leave.
  if (handoff.state === 'accepted' && !took) throw new AppError('handoff_decided', { details: { state: 'accepted' } });
  const words = input.text === undefined || input.text === '' ? '' : `: ${maskSensitive(input.text)}`;
  const ended = await moved(work, found, 'decline', { reason: `${input.reason}${words}` });
  return endUnaccepted(work, { ended, was: handoff, locked: found.locked }, authorOf(asking));
}

/** Takes back one's own offer, drops a private talk, or calls the customer's way across off. */
export async function withdraw(work: Work, asking: Asking, handoffId: string): Promise<Handoff> {
  const found = await handoffLocked(work, handoffId);
  demand(asking, 'handoff.decide', { ownerId: found.handoff.fromAgentId });
  const ended = await moved(work, found, 'withdraw');
  return endUnaccepted(work, { ended, was: found.handoff, locked: found.locked }, authorOf(asking));
}

/** Ends an offer that nobody took in time or a talk that nobody ended, or whose receiver went away (`receiver_gone`). */
export async function expire(work: Work, handoffId: string, reason?: 'receiver_gone'): Promise<Handoff> {
  const found = await handoffLocked(work, handoffId);
  // Whoever changes the owner withdraws the offer in the same transaction; one that stands alone is ended as that.
  if (found.handoff.state === 'offered' && found.handoff.epoch !== found.locked.epoch) return endWithdrawn(work, found);
  const ended = await moved(work, found, reason === undefined ? 'expire' : 'gone', { reason });
  return endUnaccepted(work, { ended, was: found.handoff, locked: found.locked }, null);
}
