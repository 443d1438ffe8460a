import { sql } from 'kysely';
import type { ReadDb, Tx } from '#server/db/handle.ts';
import type { SealedFields } from './seal-chain.ts';

const fields = sql`id, at, actor_type as "actorType", actor_id as "actorId", customer_id as "customerId", what,
  contact_point_id as "contactPointId", reason`;

export type Seal = { readonly sealNo: number; readonly hash: Buffer };

/** The chain's end, locked; null when another hub is sealing now. */
export async function lockSeal(tx: Tx): Promise<Seal | null> {
  const { rows } = await sql<Seal>`select seal_no as "sealNo", hash from audit_seal for update skip locked`.execute(tx);
  return rows[0] ?? null;
}

export async function unsealedViews(tx: Tx, limit: number): Promise<SealedFields[]> {
  const { rows } = await sql<SealedFields>`
    select ${fields} from view_record where seal_no is null order by at, id limit ${limit}`.execute(tx);
  return rows;
}

type NewSeal = Seal & { readonly id: string };

export async function writeSeals(tx: Tx, seals: readonly NewSeal[]): Promise<void> {
  const last = seals.at(-1);
  if (last === undefined) return;
  await sql`
    update view_record v set seal_no = s.seal_no, hash = s.hash
    from unnest(${seals.map((s) => s.id)}::uuid[], ${seals.map((s) => s.sealNo)}::bigint[], ${seals.map((s) => s.hash)}::bytea[])
      as s (id, seal_no, hash)
    where v.id = s.id`.execute(tx);
  await sql`update audit_seal set seal_no = ${last.sealNo}, hash = ${last.hash}`.execute(tx);
}

export type SealedView = SealedFields & Seal;

/** Sealed views after a number, in the chain's order. */
export async function sealedAfter(db: ReadDb, sealNo: number, limit: number): Promise<SealedView[]> {
  const { rows } = await sql<SealedView>`
    select ${fields}, seal_no as "sealNo", coalesce(hash, '') as hash from view_record
    where seal_no > ${sealNo} order by seal_no limit ${limit}`.execute(db);
  return rows;
}

export async function readSeal(db: ReadDb): Promise<Seal | null> {
  const { rows } = await sql<Seal>`select seal_no as "sealNo", hash from audit_seal`.execute(db);
  return rows[0] ?? null;
}

/** Views that were recorded before this and are not sealed. */
export async function countUnsealed(db: ReadDb, before: Date): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*)::int as count from view_record where seal_no is null and at < ${before}`.execute(db);
  return rows[0]?.count ?? 0;
}
