import { sql } from 'kysely';
import type { ReadDb } from '#server/db/handle.ts';
import type { Work } from '#server/work.ts';

export type ActRow = {
  readonly id: string;
  readonly at: Date;
  /** Null: by command, on the hub's machine. */
  readonly by: string | null;
  readonly act: string;
  readonly entity: string;
  readonly entityId: string;
  readonly name: string;
  readonly before: Record<string, unknown> | null;
  readonly after: Record<string, unknown> | null;
};

export type NewAct = Omit<ActRow, 'id' | 'at' | 'by'> & {
  readonly actorId: string | null;
  readonly actorName: string;
};

export async function insertAct(work: Work, a: NewAct): Promise<void> {
  await sql`insert into admin_log (id, at, actor_id, actor_name, act, entity, entity_id, entity_name, before, after)
    values (${work.nextId()}, ${work.at}, ${a.actorId}, ${a.actorName}, ${a.act}, ${a.entity}, ${a.entityId}, ${a.name},
      ${a.before === null ? null : JSON.stringify(a.before)}::jsonb, ${a.after === null ? null : JSON.stringify(a.after)}::jsonb)`.execute(
    work.tx,
  );
}

/** Newest first, before a place if one is given. */
export async function listActs(
  db: ReadDb,
  before: { readonly at: string; readonly id: string } | null,
  limit: number,
): Promise<ActRow[]> {
  const { rows } = await sql<ActRow>`
    select id, at, case when actor_id is not null then actor_name end as by, act, entity, entity_id as "entityId", entity_name as name, before, after from admin_log
    where ${before?.at ?? null}::timestamptz is null or (at, id) < (${before?.at ?? null}::timestamptz, ${before?.id ?? null}::uuid)
    order by at desc, id desc limit ${limit}`.execute(db);
  return rows;
}

/** Who changed something last; null when nobody did. */
export async function lastActor(work: Work, entity: string, entityId: string): Promise<string | null> {
  const { rows } = await sql<{ by: string }>`
    select actor_name as by from admin_log where entity = ${entity} and entity_id = ${entityId}
    order by at desc, id desc limit 1`.execute(work.tx);
  return rows[0]?.by ?? null;
}
