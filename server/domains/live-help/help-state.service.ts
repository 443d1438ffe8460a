import { type Asking, demand } from '#server/asking.ts';
import type { Deps } from '#server/deps.ts';
import { findCall } from '#server/domains/calls/calls.repository.ts';
import { findConversation } from '#server/domains/conversations/conversations.repository.ts';
import { AppError } from '#server/errors.ts';
import { mayDo } from '#shared/wire/policy.ts';
import type { QueryOutput } from '#shared/wire/queries.ts';
import { helpedCall } from './call-help.service.ts';
import { ownerCall, takenFrom } from './take-over.repository.ts';
import { helpOf } from './watches.repository.ts';

/**
 * Live help on a conversation as the asker may know it: leads all of it; its owner who watches, where the workspace lets
 * them know; whom it was taken from, by whom. Errors: `not_found`, `forbidden` for other agents.
 */
export async function helpState(
  { db }: Pick<Deps, 'db'>,
  asking: Asking,
  conversationId: string,
): Promise<QueryOutput<'help.state'>> {
  const [conversation, [record]] = await Promise.all([
    findConversation(db, conversationId),
    helpOf(db, [conversationId]),
  ]);
  if (conversation === null || record === undefined) throw new AppError('not_found');
  const from = await takenFrom(db, conversation);
  const theirs = [conversation.ownerAgentId, from?.id].includes(asking.actor.id);
  demand(asking, 'help.hear', theirs ? { ownerId: asking.actor.id } : {});
  const { audience, ...whole } = record;
  const help = audience.includes(asking.actor.id) ? whole : { ...whole, watchers: [] };
  const taken = from === null ? {} : { takenFrom: from };
  if (!mayDo(asking.actor, 'help.give') || conversation.ownerAgentId === null) return { help, ...taken };
  const held = await ownerCall(db, conversation.id, conversation.ownerAgentId);
  const call = held === null ? null : await findCall(db, held.id);
  if (call === null || call.agentId === asking.actor.id) return { help, ...taken };
  return { help, ...taken, call: await helpedCall(db, call, asking.actor.id) };
}
