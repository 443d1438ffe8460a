import { sql } from 'kysely';
import type { ReadDb } from '#server/db/handle.ts';
import type { Work } from '#server/work.ts';

export type WebhookEventRecord = {
  readonly id: string;
  readonly connectionId: string;
  readonly eventId: string;
  readonly body: Buffer;
  readonly state: 'new' | 'done' | 'failed';
  readonly attempts: number;
};

type NewEvent = {
  readonly connectionId: string;
  readonly eventId: string;
  readonly body: Buffer;
  readonly contentType: string;
};

/** Keeps an event; null when it came before: a redelivery changes nothing. */
export async function insertWebhookEvent(work: Work, e: NewEvent): Promise<string | null> {
  const { rows } = await sql<{ id: string }>`
    insert into webhook_event (id, connection_id, event_id, body, content_type, received_at)
    values (${work.nextId()}, ${e.connectionId}, ${e.eventId}, ${e.body}, ${e.contentType}, ${work.at})
    on conflict (connection_id, event_id) do nothing returning id`.execute(work.tx);
  return rows[0]?.id ?? null;
}

export async function findWebhookEvent(db: ReadDb, id: string): Promise<WebhookEventRecord | null> {
  const { rows } = await sql<WebhookEventRecord>`
    select id, connection_id as "connectionId", event_id as "eventId", body, state, attempts
    from webhook_event where id = ${id}::uuid`.execute(db);
  return rows[0] ?? null;
}

/** The body has served its time once it was worked on: what it said is on the thread. */
export async function settleWebhookEvent(
  db: ReadDb,
  id: string,
  outcome: { readonly state: 'new' | 'done' | 'failed'; readonly error: string | null; readonly at: Date },
): Promise<void> {
  await sql`
    update webhook_event set state = ${outcome.state}, error = ${outcome.error?.slice(0, 500) ?? null},
      attempts = attempts + 1, done_at = case when ${outcome.state} = 'done' then ${outcome.at}::timestamptz end,
      body = case when ${outcome.state} = 'done' then ''::bytea else body end
    where id = ${id}::uuid and state <> 'done'`.execute(db);
}

/** Events of active connections that no job will work on: it was lost, or has given up. */
export async function overdueWebhookEvents(db: ReadDb, before: Date): Promise<{ id: string; connectionId: string }[]> {
  const { rows } = await sql<{ id: string; connectionId: string }>`
    select e.id, e.connection_id as "connectionId" from webhook_event e
    join channel_connection c on c.id = e.connection_id and c.state = 'active'
    where e.state = 'new' and e.received_at < ${before}
      and not exists (select 1 from graphile_worker.jobs j
        where j.key = 'webhook_event:' || e.id and j.attempts < j.max_attempts)
    order by e.received_at limit 200`.execute(db);
  return rows;
}

/** Whether anything waits of this connection. Asked without the queue, which is not there before the first hub ran. */
export async function hasNewWebhookEvents(work: Work, connectionId: string): Promise<boolean> {
  const { rows } = await sql`
    select 1 from webhook_event where connection_id = ${connectionId} and state = 'new' limit 1`.execute(work.tx);
  return rows.length > 0;
}

/** What waits of a connection that was paused: no job that has not begun will work on it. */
export async function pausedWebhookEvents(
  work: Work,
  connectionId: string,
): Promise<{ id: string; connectionId: string }[]> {
  const { rows } = await sql<{ id: string; connectionId: string }>`
    select e.id, e.connection_id as "connectionId" from webhook_event e
    where e.connection_id = ${connectionId} and e.state = 'new'
      and not exists (select 1 from graphile_worker.jobs j
        where j.key = 'webhook_event:' || e.id and j.locked_at is null and j.attempts < j.max_attempts)
    order by e.received_at limit 200`.execute(work.tx);
  return rows;
}

/**
 * Frees lanes, and the jobs in them, that a hub which is gone held: the queue itself would keep them for four hours, and
 * with them everybody whose events share the lane.
 */
export async function freeAbandonedLanes(db: ReadDb, heldForMs: number): Promise<void> {
  await sql`
    select graphile_worker.force_unlock_workers(array_agg(distinct locked_by)) from graphile_worker.jobs
    where task_identifier = 'webhook_event' and locked_at < now() - ${heldForMs} * interval '1 millisecond'
    having count(*) > 0`.execute(db);
}
