import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import type { ReadDb } from '#server/db/handle.ts';
import type { Clock } from '#shared/lib/clock.ts';
import type { BlobFacts, BlobStore } from './blob-store.ts';

const facts = sql`id, owner_type as "ownerType", owner_id as "ownerId", customer_id as "customerId", name, mime, size, width, height`;

/** The store that needs nothing but the hub's own database. */
export function postgresBlobStore(db: ReadDb, clock: Clock): BlobStore {
  return {
    async put(blob, bytes) {
      const digest = createHash('sha256').update(bytes).digest();
      await sql`
        insert into blob (id, owner_type, owner_id, name, mime, size, width, height, sha256, bytes, created_at)
        values (${blob.id}, ${blob.ownerType}, ${blob.ownerId}, ${blob.name}, ${blob.mime}, ${blob.size}, ${blob.width},
          ${blob.height}, ${digest}, ${bytes}, ${clock.now()})`.execute(db);
    },
    async facts(id) {
      const { rows } = await sql<BlobFacts>`select ${facts} from blob where id = ${id}::uuid`.execute(db);
      return rows[0] ?? null;
    },
    async bytes(id) {
      const { rows } = await sql<{ bytes: Buffer }>`select bytes from blob where id = ${id}::uuid`.execute(db);
      return rows[0]?.bytes ?? null;
    },
    // Bytes go with their row.
    sweep: async () => 0,
  };
}

type Claim = {
  readonly ids: readonly string[];
  readonly customerId: string;
  readonly ownerType: 'agent' | 'visitor';
  readonly ownerId: string;
};

/**
 * Binds files to a customer: the asker's own that stand on no other's thread, and for the company's people what a colleague
 * put onto this very one. Those that are not are left out.
 */
export async function claimForCustomer(db: ReadDb, claim: Claim): Promise<BlobFacts[]> {
  const { rows } = await sql<BlobFacts>`
    update blob set customer_id = ${claim.customerId}::uuid
    where id = any(${claim.ids}::uuid[]) and owner_type = ${claim.ownerType}
      and (owner_id = ${claim.ownerId} or (owner_type = 'agent' and customer_id = ${claim.customerId}::uuid))
      and (customer_id is null or customer_id = ${claim.customerId}::uuid)
    returning ${facts}`.execute(db);
  return rows;
}

/** Binds a file that the hub itself keeps, a recording say, to the customer whose thread it stands on. */
export async function bindToCustomer(db: ReadDb, id: string, customerId: string): Promise<void> {
  await sql`update blob set customer_id = ${customerId}::uuid
    where id = ${id}::uuid and owner_type = 'system' and customer_id is null`.execute(db);
}

/** True when a file stands in what this visitor was told or said on a conversation of their own. */
export async function isInVisitorsChat(db: ReadDb, blobId: string, contactPointId: string): Promise<boolean> {
  const { rows } = await sql`
    select 1 from session s join timeline_item i on i.conversation_id = s.conversation_id and i.channel = s.channel
    where s.contact_point_id = ${contactPointId}::uuid and i.visibility = 'customer'
      and i.data -> 'attachments' @> ${JSON.stringify([{ blobId }])}::jsonb limit 1`.execute(db);
  return rows.length > 0;
}

/** Removes files that were never sent and that no draft holds ([CV4]). Gives how many. */
export async function removeUnclaimed(db: ReadDb, before: Date): Promise<number> {
  const { rows } = await sql`
    delete from blob b where customer_id is null and created_at < ${before} and not exists (
      select 1 from draft d where d.attachments @> jsonb_build_array(jsonb_build_object('blobId', b.id))) returning 1`.execute(
    db,
  );
  return rows.length;
}
