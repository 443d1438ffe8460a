import type { Deps } from '#server/deps.ts';
import { AppError } from '#server/errors.ts';
import type { Conversation } from '#shared/domain/conversation.ts';
import type { QueryParsed } from '#shared/wire/queries.ts';
import { asConversation, findConversation, idOfNumber } from './conversations.repository.ts';

/** A conversation by its id or by the number people say aloud. Throws `not_found`. */
export async function findByNumberOrId(
  deps: Pick<Deps, 'db'>,
  by: QueryParsed<'conversation.get'>,
): Promise<Conversation> {
  const id = 'number' in by ? await idOfNumber(deps.db, by.number) : by.conversationId;
  const found = id === null ? null : await findConversation(deps.db, id);
  if (found === null) throw new AppError('not_found');
  return asConversation(found);
}
