import { sql } from 'kysely';
import type { Work } from '#server/work.ts';
import type { Attachment } from '#shared/domain/item-data.ts';

type Row = Omit<Attachment, 'width' | 'height'> & { readonly width: number | null; readonly height: number | null };

/** Ties blobs of this owner to a customer's thread; those that are another's, or on another thread, are left out. */
export async function claimOwnBlobs(
  work: Work,
  owner: { readonly type: 'agent' | 'visitor'; readonly id: string },
  ids: readonly string[],
  customerId: string,
): Promise<Attachment[]> {
  const { rows } = await sql<Row>`
    update blob set customer_id = ${customerId}
    where id = any(${ids}::uuid[]) and owner_type = ${owner.type} and owner_id = ${owner.id}
      and (customer_id is null or customer_id = ${customerId})
    returning id as "blobId", name, mime, size, width, height`.execute(work.tx);
  return rows.map(({ width, height, ...file }) => ({
    ...file,
    ...(width === null ? {} : { width }),
    ...(height === null ? {} : { height }),
  }));
}
