import { type Asking, demand } from '#server/asking.ts';
import { authorOf, byOf } from '#server/domains/conversations/conversation-item.ts';
import {
  asConversation,
  type ConversationRecord,
  ownerOf,
} from '#server/domains/conversations/conversations.repository.ts';
import { changeOwner, conversationLocked, ownedConversation } from '#server/domains/conversations/ownership.service.ts';
import { endTakenOver } from '#server/domains/escalations/end-open.service.ts';
import { withdrawOpenOffer } from '#server/domains/handoffs/withdraw-open.service.ts';
import { isLeftBy } from '#server/domains/routing/off-shift.repository.ts';
import { AppError } from '#server/errors.ts';
import type { Work } from '#server/work.ts';
import type { Conversation } from '#shared/domain/conversation.ts';
import type { Party } from '#shared/domain/party.ts';
import { ownerCall, takenFrom } from './take-over.repository.ts';

type TakeOver = {
  readonly conversationId: string;
  /** What the lead had on screen; absent where they decide about the conversation whoever owns it by now. */
  readonly epoch?: number | undefined;
};
type GiveBack = { readonly conversationId: string; readonly epoch: number };

/**
 * A lead takes a conversation from whoever owns it, agent or queue ([ES3]): the one conditional update, an item, the epoch
 * up by one ([CV1]). The former owner's window is told at once and their drafts stay ([CV4]); a handoff that is open is
 * withdrawn. Whoever owns it already gets it as it is. The conversation must not be on the telephone with its owner: a
 * voice is not taken by a row. Errors: `not_found`, `forbidden`, `wrong_state` when resolved, `not_owner` at another
 * epoch, `owner_on_call`.
 */
export async function takeOver(work: Work, asking: Asking, input: TakeOver): Promise<Conversation> {
  demand(asking, 'help.give');
  const locked = await conversationLocked(work, input.conversationId);
  if (locked.ownerAgentId === asking.actor.id) return asConversation(locked);
  if (locked.status === 'resolved') throw new AppError('wrong_state', { details: { state: locked.status } });
  if (input.epoch !== undefined && input.epoch !== locked.epoch) throw movedOn(locked);
  if (locked.ownerAgentId !== null && (await ownerCall(work.tx, locked.id, locked.ownerAgentId)) !== null) {
    throw new AppError('owner_on_call', { details: { owner: locked.ownerName } });
  }
  await withdrawOpenOffer(work, locked, byOf(asking));
  const to = { type: 'agent', id: asking.actor.id, name: asking.name } as const;
  const after = await changeOwner(work, locked, { to, change: 'taken_over', by: byOf(asking) });
  if (after === null) throw movedOn(locked);
  return asConversation(after);
}

/**
 * Gives a conversation that one has taken over back to whom it was taken from, in one act: to the agent, or to the team's
 * queue when it was there or the agent is off by now ([CV6]). Errors: `not_found`, `not_owner`, `wrong_state` when
 * resolved, `not_taken_over` when it came to the asker in another way.
 */
export async function giveBack(work: Work, asking: Asking, input: GiveBack): Promise<Conversation> {
  demand(asking, 'help.give');
  const locked = await ownedConversation(work, input.conversationId, input.epoch, asking.actor.id);
  if (locked.status === 'resolved') throw new AppError('wrong_state', { details: { state: locked.status } });
  const former = await takenFrom(work.tx, locked);
  if (former === null) throw new AppError('not_taken_over');
  await withdrawOpenOffer(work, locked, byOf(asking));
  const to = await stillHere(work, locked, former);
  const after = await changeOwner(work, locked, { to, change: 'given_back', by: byOf(asking) });
  if (after === null) throw movedOn(locked);
  await endTakenOver(work, after, authorOf(asking));
  return asConversation(after);
}

async function stillHere(work: Work, locked: ConversationRecord, former: Party): Promise<Party> {
  const queue = { type: 'team', id: locked.teamId, name: locked.teamName } as const;
  if (former.type !== 'agent') return queue;
  return (await isLeftBy(work.tx, locked.id, former.id)) ? queue : former;
}

const movedOn = (locked: ConversationRecord): AppError =>
  new AppError('not_owner', { details: { owner: ownerOf(locked).name, epoch: locked.epoch } });
