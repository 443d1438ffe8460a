import { sql } from 'kysely';
import type { ReadDb } from '#server/db/handle.ts';
import type { Work } from '#server/work.ts';
import type { CareKind, CareMark, CareWarning } from '#shared/domain/care.ts';

type MarkRow = Pick<
  CareMark,
  'id' | 'customerId' | 'kind' | 'title' | 'facts' | 'items' | 'state' | 'warnings' | 'revision'
> & {
  readonly authorId: string;
  readonly authorName: string;
  readonly createdAt: Date;
  readonly expiresAt: Date;
  readonly decidedBy: string | null;
  readonly decidedByName: string | null;
  readonly decidedAt: Date | null;
  readonly note: string | null;
};

const columns = sql`
  m.id, m.customer_id as "customerId", m.kind, m.title, m.facts, m.items, m.state, m.warnings, m.revision,
  m.author_id as "authorId", m.author_name as "authorName", m.created_at as "createdAt", m.expires_at as "expiresAt",
  m.decided_by as "decidedBy", m.decided_by_name as "decidedByName", m.decided_at as "decidedAt", m.note`;

function asMark({
  authorId,
  authorName,
  createdAt,
  expiresAt,
  decidedBy,
  decidedByName,
  decidedAt,
  note,
  ...mark
}: MarkRow): CareMark {
  return {
    ...mark,
    author: { id: authorId, name: authorName },
    createdAt: createdAt.toISOString(),
    expiresAt: expiresAt.toISOString(),
    ...(decidedBy === null ? {} : { decidedBy: { id: decidedBy, name: decidedByName ?? '' } }),
    ...(decidedAt === null ? {} : { decidedAt: decidedAt.toISOString() }),
    ...(note === null ? {} : { note }),
  };
}

/** One mark as it is committed, or null; whoever changes it says from where. */
export async function findMark({ tx }: Pick<Work, 'tx'>, id: string): Promise<CareMark | null> {
  const { rows } = await sql<MarkRow>`select ${columns} from care_mark m where m.id = ${id}`.execute(tx);
  return rows[0] === undefined ? null : asMark(rows[0]);
}

type NewMark = {
  readonly id: string;
  readonly customerId: string;
  readonly kind: CareKind;
  readonly title: string;
  readonly facts: string;
  readonly items: CareMark['items'];
  readonly author: { readonly id: string; readonly name: string };
  readonly expiresAt: Date;
};

export async function insertMark(work: Work, m: NewMark): Promise<CareMark> {
  const { rows } = await sql<MarkRow>`
    insert into care_mark as m (id, customer_id, kind, title, facts, items, author_id, author_name, created_at, expires_at)
    values (${m.id}, ${m.customerId}, ${m.kind}, ${m.title}, ${m.facts}, ${JSON.stringify(m.items)}::jsonb, ${m.author.id},
      ${m.author.name}, ${work.at}, ${m.expiresAt}) returning ${columns}`.execute(work.tx);
  return first(rows);
}

type Ruling = {
  readonly id: string;
  readonly from: CareMark['state'];
  readonly to: CareMark['state'];
  readonly by: { readonly id: string; readonly name: string };
  readonly note: string | null;
};

/** Moves a mark on if it still is where it was; null when somebody was first. */
export async function moveMark(work: Work, { id, from, to, by, note }: Ruling): Promise<CareMark | null> {
  const { rows } = await sql<MarkRow>`
    update care_mark as m set state = ${to}, decided_by = ${by.id}, decided_by_name = ${by.name}, decided_at = ${work.at},
      note = ${note}, revision = m.revision + 1
    where m.id = ${id} and m.state = ${from} returning ${columns}`.execute(work.tx);
  return rows[0] === undefined ? null : asMark(rows[0]);
}

/** Writes a step down if as many were before it as there should be; null when somebody was first. */
export async function addWarning(work: Work, id: string, warning: CareWarning): Promise<CareMark | null> {
  const { rows } = await sql<MarkRow>`
    update care_mark as m set warnings = m.warnings || ${JSON.stringify([warning])}::jsonb, revision = m.revision + 1
    where m.id = ${id} and jsonb_array_length(m.warnings) = ${warning.step - 1} returning ${columns}`.execute(work.tx);
  return rows[0] === undefined ? null : asMark(rows[0]);
}

/**
 * Marks of these records, the newest first: those in force, and what the reader has proposed. A lead (`of` null) reads all
 * of them, what is over too: until a lead says so, what was said of a customer is not told around.
 */
export async function marksOf(
  db: ReadDb,
  members: readonly string[],
  { now, of }: { readonly now: Date; readonly of: string | null },
): Promise<CareMark[]> {
  const { rows } = await sql<MarkRow>`
    select ${columns} from care_mark m where m.customer_id = any(${members}::uuid[])
      and (${of}::uuid is null or (m.expires_at > ${now}
        and (m.state = 'approved' or (m.state = 'proposed' and m.author_id = ${of}::uuid))))
    order by m.created_at desc, m.id desc limit 100`.execute(db);
  return rows.map(asMark);
}

/** Marks that wait for a lead, who waits longest first. */
export async function undecidedMarks(db: ReadDb, now: Date): Promise<{ mark: CareMark; customerName: string }[]> {
  const { rows } = await sql<MarkRow & { customerName: string }>`
    select ${columns}, coalesce(c.name, '') as "customerName" from care_mark m join customer c on c.id = m.customer_id
    where m.state = 'proposed' and m.expires_at > ${now} order by m.created_at, m.id limit 200`.execute(db);
  return rows.map(({ customerName, ...row }) => ({ mark: asMark(row), customerName }));
}

function first(rows: readonly MarkRow[]): CareMark {
  if (rows[0] === undefined) throw new Error('an insert returns its row');
  return asMark(rows[0]);
}
