import { sql } from 'kysely';
import type { ReadDb } from '#server/db/handle.ts';
import type { Work } from '#server/work.ts';
import type { Consent } from '#shared/domain/consent.ts';
import type { ItemData } from '#shared/domain/item-data.ts';

type Word = { readonly customerId: string; readonly itemId: string; readonly since: Date };

/** Takes a consent item into the newest words of its customer; one that comes late changes nothing newer. */
export async function projectConsent(work: Work, word: Word, data: ItemData<'consent'>): Promise<void> {
  await sql`
    insert into consent_state as s (customer_id, channel, purpose, granted, since, item_id, source)
    values (${word.customerId}, ${data.channel.toLowerCase()}, ${data.purpose.toLowerCase()}, ${data.granted},
      ${word.since}, ${word.itemId}, ${data.source ?? null})
    on conflict (customer_id, channel, purpose) do update set granted = excluded.granted, since = excluded.since,
      item_id = excluded.item_id, source = excluded.source where s.since <= excluded.since`.execute(work.tx);
}

/** The newest words of a thread's records, newest first. */
export async function consentsOf(db: ReadDb, members: readonly string[]): Promise<Consent[]> {
  const { rows } = await sql<Omit<Consent, 'since' | 'source'> & { since: Date; source: string | null }>`
    select distinct on (channel, purpose) channel, purpose, granted, since, source from consent_state
    where customer_id = any(${members}::uuid[]) order by channel, purpose, since desc`.execute(db);
  return rows
    .map(({ since, source, ...row }) => ({
      ...row,
      since: since.toISOString(),
      ...(source === null ? {} : { source }),
    }))
    .sort((a, b) => (a.since < b.since ? 1 : -1));
}

/** True when the customer has said something in a conversation themselves: what is sent there answers it. */
export async function hasAsked(db: ReadDb, conversationId: string): Promise<boolean> {
  const { rows } = await sql`
    select 1 from timeline_item where conversation_id = ${conversationId} and direction = 'in' limit 1`.execute(db);
  return rows.length > 0;
}
