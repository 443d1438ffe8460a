import { sql } from 'kysely';
import type { Query, ReadDb } from '#server/db/handle.ts';
import { PREPARED } from '#server/db/prepared.ts';
import type { Work } from '#server/work.ts';
import type { ItemRef } from '#shared/domain/brief.ts';
import type { CareIncident, CareRules } from '#shared/domain/care.ts';

type IncidentRow = Omit<CareIncident, 'item' | 'openedAt' | 'closedBy' | 'closedAt' | 'result'> & {
  readonly itemCustomerId: string;
  readonly itemSeq: number;
  readonly openedAt: Date;
  readonly closedBy: string | null;
  readonly closedByName: string | null;
  readonly closedAt: Date | null;
  readonly result: string | null;
};

const columns = sql`
  i.id, i.conversation_id as "conversationId", i.customer_id as "customerId", i.words,
  i.item_customer_id as "itemCustomerId", i.item_seq as "itemSeq", i.opened_at as "openedAt", i.checklist,
  i.closed_by as "closedBy", i.closed_by_name as "closedByName", i.closed_at as "closedAt", i.result, i.revision`;

function asIncident(row: IncidentRow): CareIncident {
  const { itemCustomerId, itemSeq, openedAt, closedBy, closedByName, closedAt, result, ...incident } = row;
  return {
    ...incident,
    item: { customerId: itemCustomerId, seq: Number(itemSeq) },
    openedAt: openedAt.toISOString(),
    ...(closedBy === null ? {} : { closedBy: { id: closedBy, name: closedByName ?? '' } }),
    ...(closedAt === null ? {} : { closedAt: closedAt.toISOString() }),
    ...(result === null ? {} : { result }),
  };
}

/** The statement of `careRules`. */
export const careRulesRead = (): Query<CareRules> => sql`${PREPARED}
  select safety_words as "safetyWords", checklist, script, revision from care_rules`;

/** What a lead keeps; a migration made the one row. */
export async function careRules(db: ReadDb): Promise<CareRules> {
  const { rows } = await careRulesRead().execute(db);
  if (rows[0] === undefined) throw new Error('care_rules has its row');
  return rows[0];
}

/** Changes the rules if nobody else has; null when somebody was first. */
export async function saveRules(work: Work, rules: CareRules, agentId: string): Promise<CareRules | null> {
  const { rows } = await sql<CareRules>`
    update care_rules set safety_words = ${JSON.stringify(rules.safetyWords)}::jsonb,
      checklist = ${JSON.stringify(rules.checklist)}::jsonb, script = ${JSON.stringify(rules.script)}::jsonb,
      revision = revision + 1, changed_by = ${agentId}, changed_at = ${work.at}
    where revision = ${rules.revision}
    returning safety_words as "safetyWords", checklist, script, revision`.execute(work.tx);
  return rows[0] ?? null;
}

type NewIncident = {
  readonly id: string;
  readonly conversationId: string;
  readonly customerId: string;
  readonly words: readonly string[];
  readonly item: ItemRef;
  readonly checklist: CareIncident['checklist'];
};

/** Opens one unless one is open of that conversation; true when it did. */
export async function openIncident(work: Work, i: NewIncident): Promise<boolean> {
  const { rows } = await sql`
    insert into care_incident (id, conversation_id, customer_id, words, item_customer_id, item_seq, opened_at, checklist)
    values (${i.id}, ${i.conversationId}, ${i.customerId}, ${JSON.stringify(i.words)}::jsonb, ${i.item.customerId},
      ${i.item.seq}, ${work.at}, ${JSON.stringify(i.checklist)}::jsonb)
    on conflict (conversation_id) where closed_at is null do nothing returning 1`.execute(work.tx);
  return rows.length === 1;
}

export async function findIncident(db: ReadDb, id: string): Promise<CareIncident | null> {
  const { rows } = await sql<IncidentRow>`select ${columns} from care_incident i where i.id = ${id}`.execute(db);
  return rows[0] === undefined ? null : asIncident(rows[0]);
}

/** Keeps what changed of an open incident if nobody else changed it; null when somebody was first. */
export async function saveIncident(
  work: Work,
  { id, revision, checklist }: Pick<CareIncident, 'id' | 'revision' | 'checklist'>,
  close: { readonly by: { readonly id: string; readonly name: string }; readonly result: string } | null,
): Promise<CareIncident | null> {
  const { rows } = await sql<IncidentRow>`
    update care_incident as i set checklist = ${JSON.stringify(checklist)}::jsonb, closed_by = ${close?.by.id ?? null},
      closed_by_name = ${close?.by.name ?? null}, closed_at = ${close === null ? null : work.at},
      result = ${close?.result ?? null}, revision = i.revision + 1
    where i.id = ${id} and i.revision = ${revision} and i.closed_at is null returning ${columns}`.execute(work.tx);
  return rows[0] === undefined ? null : asIncident(rows[0]);
}

/** Incidents of these records, the newest first. */
export async function incidentsOf(db: ReadDb, members: readonly string[]): Promise<CareIncident[]> {
  const { rows } = await sql<IncidentRow>`
    select ${columns} from care_incident i where i.customer_id = any(${members}::uuid[])
    order by i.closed_at is not null, i.opened_at desc, i.id desc limit 50`.execute(db);
  return rows.map(asIncident);
}

/** Open ones, the oldest first. */
export async function openIncidents(db: ReadDb): Promise<{ incident: CareIncident; customerName: string }[]> {
  const { rows } = await sql<IncidentRow & { customerName: string }>`
    select ${columns}, coalesce(c.name, '') as "customerName" from care_incident i join customer c on c.id = i.customer_id
    where i.closed_at is null order by i.opened_at, i.id limit 200`.execute(db);
  return rows.map(({ customerName, ...row }) => ({ incident: asIncident(row), customerName }));
}
