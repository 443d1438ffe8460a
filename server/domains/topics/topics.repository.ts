import { sql } from 'kysely';
import type { Work } from '#server/work.ts';
import { customerTopic, inboxTopic } from '#shared/wire/topic.ts';
import type { StoredEvent } from './change.ts';

/**
 * Appends one event to `customer:ID` and takes its version in the same transaction ([TL2]). The caller has locked the
 * customer. For new items use `appendItem`, which does both at once.
 */
export async function addCustomerEvent(work: Work, customerId: string, event: StoredEvent): Promise<void> {
  const topic = customerTopic(customerId);
  const { rows } = await sql<{ version: number }>`
    with c as (update customer set topic_version = topic_version + 1 where id = ${customerId} returning topic_version)
    insert into topic_event (topic, version, at, type, ref)
    select ${topic}, c.topic_version, ${work.at}, ${event.type}, ${JSON.stringify(event)}::jsonb from c
    returning version`.execute(work.tx);
  push(work, topic, rows[0]?.version, event);
}

/** Appends one event to `inbox:AGENT`; agents' rows are locked last, in order of id (see Work). */
export async function addInboxEvent(work: Work, agentId: string, event: StoredEvent): Promise<void> {
  const topic = inboxTopic(agentId);
  const { rows } = await sql<{ version: number }>`
    with a as (update agent set inbox_version = inbox_version + 1 where id = ${agentId} returning inbox_version)
    insert into topic_event (topic, version, at, type, ref)
    select ${topic}, a.inbox_version, ${work.at}, ${event.type}, ${JSON.stringify(event)}::jsonb from a
    returning version`.execute(work.tx);
  push(work, topic, rows[0]?.version, event);
}

function push(work: Work, topic: string, version: number | undefined, event: StoredEvent): void {
  if (version === undefined) throw new Error(`no row behind topic ${topic}`);
  work.changes.push({ to: 'topic', topic, version, at: work.at, event });
}
