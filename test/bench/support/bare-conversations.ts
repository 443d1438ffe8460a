import { v7 } from 'uuid';
import type { BareMessage } from '../floors/bare-insert.ts';
import type { BenchDatabase } from './cluster.ts';

type BareConversation = Pick<BareMessage, 'customerId' | 'conversationId' | 'sessionId'>;

/** So many customers with an open chat each, for a floor that only inserts. */
export async function makeBareConversations({ db }: BenchDatabase, count: number): Promise<BareConversation[]> {
  const team = v7();
  const at = new Date();
  await db.insertInto('team').values({ id: team, name: 'floor', created_at: at }).execute();
  const rows = Array.from({ length: count }, () => ({ customerId: v7(), conversationId: v7(), sessionId: v7() }));
  await db
    .insertInto('customer')
    .values(rows.map((r) => ({ id: r.customerId, created_at: at })))
    .execute();
  await db
    .insertInto('conversation')
    .values(
      rows.map((r) => ({
        id: r.conversationId,
        customer_id: r.customerId,
        status: 'open' as const,
        team_id: team,
        owner_team_id: team,
        channel: 'chat',
        opened_at: at,
        last_item_at: at,
      })),
    )
    .execute();
  await db
    .insertInto('session')
    .values(
      rows.map((r) => ({
        id: r.sessionId,
        conversation_id: r.conversationId,
        customer_id: r.customerId,
        channel: 'chat',
        state: 'active' as const,
        started_at: at,
      })),
    )
    .execute();
  return rows;
}
