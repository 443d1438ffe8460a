import { sql } from 'kysely';
import { few } from '#server/db/few.ts';
import type { Query } from '#server/db/handle.ts';
import { PREPARED } from '#server/db/prepared.ts';
import type { Work } from '#server/work.ts';

type Named = { readonly source: string; readonly externalId: string };
type KnownItem = Named & {
  readonly itemId: string;
  readonly seq: number;
  readonly customerId: string;
  readonly receivedAt: Date;
};

/** The items that came in before under these names ([TL3]). */
export async function findBySource(work: Work, names: readonly Named[]): Promise<KnownItem[]> {
  const { rows } = await bySource(names).execute(work.tx);
  return rows;
}

/** The statement of `findBySource`. */
export const bySource = (names: readonly Named[]): Query<KnownItem> => sql`${PREPARED}
    select i.source, i.external_id as "externalId", i.id as "itemId", i.seq, i.customer_id as "customerId",
      i.received_at as "receivedAt"
    from unnest(${few(
      names.map((n) => n.source),
      'text',
    )}, ${few(
      names.map((n) => n.externalId),
      'text',
    )}) as asked (source, external_id)
    join timeline_item i on i.source = asked.source and i.external_id = asked.external_id`;
