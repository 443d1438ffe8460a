import type { Kysely } from 'kysely';
import { expect } from 'vitest';
import type { Tables } from '#server/db/tables.generated.ts';

/** Every change of owner stands on the thread once, and no handoff of the conversation is left open when it went elsewhere. */
export async function verifyInvariants(
  db: Kysely<Tables>,
  { conversationId, customerId }: { readonly conversationId: string; readonly customerId: string },
): Promise<void> {
  const assignments = await db
    .selectFrom('assignment')
    .select('epoch')
    .where('conversation_id', '=', conversationId)
    .execute();
  const items = await db
    .selectFrom('timeline_item')
    .select(['seq', 'kind', 'data'])
    .where('customer_id', '=', customerId)
    .orderBy('seq')
    .execute();
  const changes = items.filter(({ kind, data }) => {
    const { event } = data as { event?: string };
    return (kind === 'system' && event === 'owner_changed') || (kind === 'handoff' && event === 'completed');
  });
  expect(changes).toHaveLength(assignments.length - 1);
  expect(items.map(({ seq }) => Number(seq))).toEqual(items.map((_, at) => at + 1));
  const open = await db
    .selectFrom('handoff')
    .select('id')
    .where('conversation_id', '=', conversationId)
    .where('state', '=', 'offered')
    .execute();
  if (assignments.length > 1) expect(open).toEqual([]);
}
