import type { Asking } from '#server/asking.ts';
import { chosenCategory } from '#server/domains/conversations/categorise.service.ts';
import {
  type ConversationPatch,
  outcomeExists,
  patchConversation,
} from '#server/domains/conversations/conversation-changes.repository.ts';
import { authorOf, internalItem } from '#server/domains/conversations/conversation-item.ts';
import type { ConversationRecord } from '#server/domains/conversations/conversations.repository.ts';
import { conversationLocked, tellConversationChanged } from '#server/domains/conversations/ownership.service.ts';
import { resolve } from '#server/domains/conversations/wrap-up.service.ts';
import { appendItem } from '#server/domains/timeline/append-item.service.ts';
import { AppError } from '#server/errors.ts';
import type { Work } from '#server/work.ts';
import type { Call } from '#shared/domain/call.ts';
import { CALL_CHANNEL } from '#shared/domain/channels.ts';
import type { CommandParsed } from '#shared/wire/commands.ts';
import { patchCall } from './call-changes.repository.ts';
import { leaveCall } from './call-presence.service.ts';
import { asCall } from './call-view.ts';
import { callLocked, tellCall } from './locked-call.service.ts';

type WrapUp = CommandParsed<'call:wrap-up'>;

/**
 * Note and outcome after a call. The time for it may have run out: what was written is kept all the same, and presence is
 * left alone then. Errors: `not_on_call`, `wrong_state` while the call goes on, `wrapup_missing` and `not_owner` when it
 * is to be resolved too.
 */
export async function wrapUp(work: Work, asking: Asking, input: WrapUp): Promise<Call> {
  const me = asking.actor.id;
  const { call } = await callLocked(work, input.callId, [me]);
  if (call.agentId !== me) throw new AppError('not_on_call');
  if (call.state !== 'ended') throw new AppError('wrong_state', { details: { state: call.state } });
  if (call.conversationId !== null)
    await write(work, asking, await conversationLocked(work, call.conversationId), input);
  if (call.wrapUpDue === null) return asCall(call, me);
  await patchCall(work, call.id, { wrap_up_due: null, wrapped_at: work.at });
  await leaveCall(work, call, me);
  return asCall(await tellCall(work, call.id, call), me);
}

async function write(work: Work, asking: Asking, conversation: ConversationRecord, input: WrapUp): Promise<void> {
  const { note = '', categoryId, outcome, resolve: resolves } = input;
  if (resolves && conversation.status !== 'resolved') {
    await resolve(work, asking, {
      conversationId: conversation.id,
      epoch: conversation.epoch,
      ...(categoryId === undefined ? {} : { categoryId }),
      ...(outcome === undefined ? {} : { outcome }),
      ...(note === '' ? {} : { note }),
    });
    return;
  }
  if (note !== '')
    await appendItem(work, {
      ...internalItem(work, { ...conversation, channel: CALL_CHANNEL }, authorOf(asking)),
      kind: 'note',
      data: { text: note },
    });
  // What the matter is called is its owner's to say.
  const patch = conversation.ownerAgentId === asking.actor.id ? await patchOf(work, categoryId, outcome) : {};
  if (Object.keys(patch).length === 0) return;
  await tellConversationChanged(work, await patchConversation(work, conversation.id, patch));
}

async function patchOf(
  work: Work,
  categoryId: string | undefined,
  outcome: string | undefined,
): Promise<ConversationPatch> {
  if (categoryId !== undefined) await chosenCategory(work, categoryId);
  if (outcome !== undefined && !(await outcomeExists(work, outcome)))
    throw new AppError('invalid', { details: { reason: 'outcome: no such outcome' } });
  return {
    ...(categoryId === undefined ? {} : { category_id: categoryId }),
    ...(outcome === undefined ? {} : { outcome }),
  };
}
