import { sql } from 'kysely';
import type { ReadDb } from '#server/db/handle.ts';
import type { Work } from '#server/work.ts';
import type { Channel } from '#shared/domain/channels.ts';
import type { QuarantineState } from '#shared/domain/quarantined.ts';

export type QuarantineSummary = { readonly [name: string]: string | undefined };

export type QuarantineRow = {
  readonly id: string;
  readonly connectionId: string | null;
  readonly connectionName: string | null;
  readonly channel: Channel | null;
  readonly reason: string;
  readonly detail: string | null;
  readonly summary: QuarantineSummary;
  readonly size: number;
  readonly contentType: string;
  readonly receivedAt: Date;
  readonly state: QuarantineState;
  readonly decidedBy: string | null;
  readonly decidedAt: Date | null;
};

const columns = sql`q.id, q.connection_id as "connectionId", c.name as "connectionName", c.channel, q.reason, q.detail,
  q.summary, octet_length(q.raw) as size, q.content_type as "contentType", q.received_at as "receivedAt", q.state,
  a.name as "decidedBy", q.decided_at as "decidedAt"`;
const tables = sql`quarantine q left join channel_connection c on c.id = q.connection_id
  left join agent a on a.id = q.decided_by`;

type Keeping = {
  readonly id: string;
  readonly connectionId: string | null;
  readonly reason: string;
  readonly detail: string;
  /** `digest` names the same thing that came twice. */
  readonly summary: QuarantineSummary & { readonly digest: string };
  readonly raw: Buffer;
  readonly contentType: string;
  readonly receivedAt: Date;
};

/** Keeps what could not be taken in; false when the same is kept already and nobody has decided yet. */
export async function insertQuarantine(db: ReadDb, q: Keeping): Promise<boolean> {
  const { rows } = await sql`
    insert into quarantine (id, connection_id, reason, detail, summary, raw, content_type, received_at)
    select ${q.id}::uuid, ${q.connectionId}::uuid, ${q.reason}, ${q.detail.slice(0, 500)},
      ${JSON.stringify(q.summary)}::jsonb, ${q.raw}, ${q.contentType}, ${q.receivedAt}
    where not exists (select 1 from quarantine where connection_id is not distinct from ${q.connectionId}::uuid
      and summary ->> 'digest' = ${q.summary.digest} and state <> 'discarded')
    returning 1`.execute(db);
  return rows.length === 1;
}

type Page = {
  readonly state: QuarantineState;
  readonly before: { readonly receivedAt: string; readonly id: string } | undefined;
  readonly limit: number;
};

export async function quarantinePage(db: ReadDb, { state, before, limit }: Page): Promise<QuarantineRow[]> {
  const older =
    before === undefined
      ? sql``
      : sql`and (q.received_at, q.id) < (${before.receivedAt}::timestamptz, ${before.id}::uuid)`;
  const { rows } = await sql<QuarantineRow>`
    select ${columns} from ${tables} where q.state = ${state} ${older}
    order by q.received_at desc, q.id desc limit ${limit}`.execute(db);
  return rows;
}

export async function countOpen(db: ReadDb): Promise<number> {
  const { rows } = await sql<{ n: number }>`select count(*)::int as n from quarantine where state = 'open'`.execute(db);
  return rows[0]?.n ?? 0;
}

export async function findQuarantined(db: ReadDb, id: string): Promise<QuarantineRow | null> {
  const { rows } = await sql<QuarantineRow>`select ${columns} from ${tables} where q.id = ${id}::uuid`.execute(db);
  return rows[0] ?? null;
}

/** The bytes as they were kept, or their beginning. */
export async function quarantinedBytes(db: ReadDb, id: string, atMost: number | null = null): Promise<Buffer | null> {
  const raw = atMost === null ? sql`raw` : sql`substring(raw for ${atMost})`;
  const { rows } = await sql<{ raw: Buffer }>`select ${raw} as raw from quarantine where id = ${id}::uuid`.execute(db);
  return rows[0]?.raw ?? null;
}

/** One decision: false when somebody else was faster, or there is no such row. */
export async function decideQuarantined(
  work: Work,
  id: string,
  state: 'released' | 'discarded',
  by: string,
): Promise<boolean> {
  const { rows } = await sql`
    update quarantine set state = ${state}, decided_by = ${by}::uuid, decided_at = ${work.at}
    where id = ${id}::uuid and state = 'open' returning 1`.execute(work.tx);
  return rows.length === 1;
}

/** What came of a release: where it went. */
export async function noteReleased(
  db: ReadDb,
  id: string,
  to: { readonly itemId: string; readonly customerId: string },
): Promise<void> {
  await sql`update quarantine set summary = summary || ${JSON.stringify(to)}::jsonb where id = ${id}::uuid`.execute(db);
}

/** It could not be read this time either: it waits for the next decision, the last one forgotten. */
export async function reopenQuarantined(
  db: ReadDb,
  id: string,
  why: { readonly reason: string; readonly detail: string },
): Promise<void> {
  await sql`
    update quarantine set state = 'open', decided_by = null, decided_at = null, reason = ${why.reason},
      detail = ${why.detail.slice(0, 500)}
    where id = ${id}::uuid and state = 'released'`.execute(db);
}
