import type { Deps } from '#server/deps.ts';
import type { QueryOutput, QueryParsed } from '#shared/wire/queries.ts';
import { frontOfCall, frontOfConversation } from './bots.repository.ts';

/** What a bot or an IVR found out before people came to a conversation or a call; nothing where there was none. */
export async function frontOf({ db }: Deps, ask: QueryParsed<'bot.front'>): Promise<QueryOutput<'bot.front'>> {
  const front = 'callId' in ask ? await frontOfCall(db, ask.callId) : await frontOfConversation(db, ask.conversationId);
  return front === null ? {} : { front };
}
