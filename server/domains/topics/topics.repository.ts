import { sql } from 'kysely';
import { few } from '#server/db/few.ts';
import type { ReadDb } from '#server/db/handle.ts';
import { PREPARED } from '#server/db/prepared.ts';
import type { Step, Work } from '#server/work.ts';
import { BOARD_TOPIC, customerTopic, inboxTopic, teamTopic } from '#shared/wire/topic.ts';
import type { StoredEvent } from './change.ts';

type Pending = { readonly kind: 'customer' | 'inbox'; readonly id: string; readonly event: StoredEvent };

/** Where a topic was before a work's events. */
type Place = { readonly topic: string; readonly before: number };

const pendingOf = new WeakMap<Work, Pending[]>();

/**
 * An event of `customer:ID`, with a version given in this transaction ([TL2]): all of a work are written at its end in one
 * statement. The caller has locked the customer. For new items use `appendItem`, which writes both at once.
 */
export async function addCustomerEvent(work: Work, customerId: string, event: StoredEvent): Promise<void> {
  add(work, { kind: 'customer', id: customerId, event });
}

/** An event of `inbox:AGENT`, the same way. Agents' rows are locked then, after all others and in order of id (see Work). */
export async function addInboxEvent(work: Work, agentId: string, event: StoredEvent): Promise<void> {
  add(work, { kind: 'inbox', id: agentId, event });
}

function add(work: Work, event: Pending): void {
  const known = pendingOf.get(work);
  if (known !== undefined) {
    known.push(event);
    return;
  }
  const pending = [event];
  pendingOf.set(work, pending);
  work.beforeCommit.push(() => writeEvents(work, pending));
}

function writeEvents(work: Work, pending: readonly Pending[]): Step {
  const byTopic = new Map<string, Pending[]>();
  for (const one of pending) {
    const topic = topicOf(one);
    const same = byTopic.get(topic);
    if (same === undefined) byTopic.set(topic, [one]);
    else same.push(one);
  }
  const groups = [...byTopic.values()];
  const of = (kind: Pending['kind']) => groups.filter(([first]) => first?.kind === kind);
  const ids = (kind: Pending['kind']) =>
    few(
      of(kind).flatMap(([first]) => first?.id ?? []),
      'uuid',
    );
  const counts = (kind: Pending['kind']) =>
    few(
      of(kind).map(({ length }) => length),
      'int',
    );
  const events = [...byTopic].flatMap(([topic, same]) =>
    same.map(({ event: ref }, n) => ({ topic, place: n + 1, ref })),
  );
  // They leave with the commit: a topic without its row breaks the statement, by dividing by nothing, and undoes the work.
  const statement = sql<Place>`${PREPARED}
    with c as (
      update customer c set topic_version = c.topic_version + n.count
      from unnest(${ids('customer')}, ${counts('customer')}) as n (id, count) where c.id = n.id
      returning 'customer:' || c.id as topic, c.topic_version - n.count as before),
    locked as (select id from agent where id = any(${ids('inbox')}) order by id for no key update),
    a as (
      update agent a set inbox_version = a.inbox_version + n.count
      from locked l join unnest(${ids('inbox')}, ${counts('inbox')}) as n (id, count) on n.id = l.id where a.id = l.id
      returning 'inbox:' || a.id as topic, a.inbox_version - n.count as before),
    head as (select * from c union all select * from a),
    e as (
      insert into topic_event (topic, version, at, type, ref)
      select e.topic, h.before + e.place, ${work.at}, e.ref ->> 'type', e.ref
      from jsonb_to_recordset(${JSON.stringify(events)}::jsonb) as e (topic text, place int, ref jsonb) join head h on h.topic = e.topic)
    select h.topic, h.before, checked.whole
    from (select 1 / ((select count(*) from head) = ${groups.length}::int)::int as whole) checked left join head h on checked.whole = 1`;
  return { statement, take: (rows) => tellEvents(work, pending, rows as Place[]) };
}

function tellEvents(work: Work, pending: readonly Pending[], rows: readonly Place[]): void {
  const before = new Map(rows.map((row) => [row.topic, row.before]));
  const taken = new Map<string, number>();
  for (const one of pending) {
    const topic = topicOf(one);
    const from = before.get(topic);
    if (from === undefined) throw new Error(`no row behind topic ${topic}`);
    const place = (taken.get(topic) ?? 0) + 1;
    taken.set(topic, place);
    work.changes.push({ to: 'topic', topic, version: from + place, at: work.at, event: one.event });
  }
}

const topicOf = ({ kind, id }: Pending): string => (kind === 'customer' ? customerTopic(id) : inboxTopic(id));

export type TeamTick = { readonly version: number; readonly generation: string };

/**
 * Appends events to `team:ID` in one statement of its own, which waits for no writer of conversations ([TL2]). Gives the
 * version of the first; null when the team does not exist.
 */
export async function addTeamEvents(
  db: ReadDb,
  teamId: string,
  events: readonly StoredEvent[],
  at: Date,
): Promise<TeamTick | null> {
  const refs = JSON.stringify(events);
  const { rows } = await sql<TeamTick>`${PREPARED}
    with t as (update team set topic_version = topic_version + ${events.length}::int where id = ${teamId} returning topic_version),
    e as (
      insert into topic_event (topic, version, at, type, ref)
      select ${teamTopic(teamId)}, t.topic_version - ${events.length}::int + one.place, ${at}, one.ref ->> 'type', one.ref
      from t cross join jsonb_array_elements(${refs}::jsonb) with ordinality as one (ref, place))
    select t.topic_version - ${events.length}::int + 1 as version, w.team_generation as generation
    from t cross join workspace w`.execute(db);
  return rows[0] ?? null;
}

/** Appends one event to `board` the same way. */
export async function addBoardEvent(db: ReadDb, event: StoredEvent, at: Date): Promise<TeamTick> {
  const { rows } = await sql<TeamTick>`${PREPARED}
    with b as (update board_topic set version = version + 1 returning version),
    e as (
      insert into topic_event (topic, version, at, type, ref)
      select ${BOARD_TOPIC}, b.version, ${at}, ${event.type}, ${JSON.stringify(event)}::jsonb from b)
    select b.version, w.team_generation as generation from b cross join workspace w`.execute(db);
  if (rows[0] === undefined) throw new Error('the board has no row for its version');
  return rows[0];
}
