import { sql } from 'kysely';
import type { ReadDb } from '#server/db/handle.ts';
import { memberIds } from '#server/domains/customers/members.repository.ts';
import type { Work } from '#server/work.ts';
import type { Channel } from '#shared/domain/channels.ts';
import type { Locale } from '#shared/domain/people.ts';
import type { SurveyState } from '#shared/domain/survey.ts';

/** One question about one resolving of a conversation. */
export type SurveyRecord = {
  readonly id: string;
  readonly conversationId: string;
  readonly customerId: string;
  readonly teamId: string;
  readonly agentId: string | null;
  readonly channel: Channel;
  readonly byChannel: Channel;
  readonly resolvedAt: Date;
  readonly dueAt: Date;
  readonly state: SurveyState;
  readonly locale: Locale | null;
  readonly contactPointId: string | null;
  readonly sessionId: string | null;
  readonly expiresAt: Date | null;
  readonly browserHash: Buffer | null;
  readonly score: number | null;
  readonly low: boolean;
  readonly answerItemId: string | null;
};

const columns = sql`s.id, s.conversation_id as "conversationId", s.customer_id as "customerId", s.team_id as "teamId",
  s.agent_id as "agentId", s.channel, s.by_channel as "byChannel", s.resolved_at as "resolvedAt", s.due_at as "dueAt", s.state,
  s.locale, s.contact_point_id as "contactPointId", s.session_id as "sessionId", s.expires_at as "expiresAt",
  s.browser_hash as "browserHash", s.score, s.low, s.answer_item_id as "answerItemId"`;

type Scheduling = Pick<
  SurveyRecord,
  'conversationId' | 'customerId' | 'teamId' | 'agentId' | 'channel' | 'byChannel' | 'resolvedAt' | 'dueAt'
> & { readonly categoryId: string | null };

/**
 * A question that waits for its time; the conversation is locked. None about a conversation of which all that was said is
 * old news that was brought in ([CV10]).
 */
export async function insertSurvey(work: Work, s: Scheduling): Promise<boolean> {
  const { rows } = await sql`
    insert into survey (id, conversation_id, customer_id, team_id, agent_id, category_id, channel, by_channel, resolved_at, due_at)
    select ${work.nextId()}::uuid, ${s.conversationId}::uuid, ${s.customerId}::uuid, ${s.teamId}::uuid, ${s.agentId}::uuid,
      ${s.categoryId}::uuid, ${s.channel}, ${s.byChannel}, ${s.resolvedAt}, ${s.dueAt}
    where not exists (select 1 from timeline_item i where i.conversation_id = ${s.conversationId}::uuid and i.historical)
      or exists (select 1 from timeline_item i where i.conversation_id = ${s.conversationId}::uuid and not i.historical
        and i.direction <> 'none')
    on conflict do nothing returning 1`.execute(work.tx);
  return rows.length === 1;
}

/** What waits is not asked any more; whether anything waited. */
export async function cancelScheduled(work: Work, conversationId: string, reason: string): Promise<boolean> {
  const { rows } = await sql`
    update survey set state = 'cancelled', reason = ${reason}
    where conversation_id = ${conversationId}::uuid and state = 'scheduled' returning 1`.execute(work.tx);
  return rows.length > 0;
}

/** Whose time has come, the oldest first, with the conversation to lock. */
export async function dueSurveys(
  db: ReadDb,
  now: Date,
  limit: number,
): Promise<{ readonly id: string; readonly conversationId: string }[]> {
  const { rows } = await sql<{ id: string; conversationId: string }>`
    select id, conversation_id as "conversationId" from survey where state = 'scheduled' and due_at <= ${now}
    order by due_at, id limit ${limit}`.execute(db);
  return rows;
}

/** Takes one that is due; null when somebody else was first. The conversation is locked. */
export async function takeDue(work: Work, id: string): Promise<SurveyRecord | null> {
  const { rows } = await sql<SurveyRecord>`
    select ${columns} from survey s where s.id = ${id}::uuid and s.state = 'scheduled' and s.due_at <= ${work.at}
    for update`.execute(work.tx);
  return rows[0] ?? null;
}

/** Whether anybody on the thread was asked since. */
export async function askedSince(work: Work, customerId: string, since: Date): Promise<boolean> {
  const { rows } = await sql`
    select 1 from survey where customer_id = any(${memberIds(customerId)}) and sent_at > ${since} limit 1`.execute(
    work.tx,
  );
  return rows.length > 0;
}

/** It is not asked after all. */
export async function endUnasked(
  work: Work,
  id: string,
  { state, reason }: { readonly state: 'cancelled' | 'skipped'; readonly reason: string },
): Promise<void> {
  await sql`update survey set state = ${state}, reason = ${reason} where id = ${id}::uuid and state = 'scheduled'`.execute(
    work.tx,
  );
}

export async function postpone(work: Work, id: string, dueAt: Date): Promise<void> {
  await sql`update survey set due_at = ${dueAt} where id = ${id}::uuid and state = 'scheduled'`.execute(work.tx);
}

type Sent = {
  readonly id: string;
  readonly locale: Locale;
  readonly contactPointId: string;
  readonly sessionId: string | null;
  readonly itemId: string;
  readonly tokenHash: Buffer | null;
  readonly expiresAt: Date;
};

/** The one update by which a question has been asked. */
export async function markAsked(work: Work, s: Sent): Promise<void> {
  const { rows } = await sql`
    update survey set state = 'sent', sent_at = ${work.at}, expires_at = ${s.expiresAt}, locale = ${s.locale},
      contact_point_id = ${s.contactPointId}::uuid, session_id = ${s.sessionId}::uuid, item_id = ${s.itemId}::uuid,
      token_hash = ${s.tokenHash}
    where id = ${s.id}::uuid and state = 'scheduled' returning 1`.execute(work.tx);
  if (rows.length !== 1) throw new Error(`survey ${s.id} was asked within its own lock`);
}

/** By the secret of its link, in whatever state; null for one that nobody gave. */
export async function surveyByToken(db: ReadDb, hash: Buffer): Promise<SurveyRecord | null> {
  const { rows } = await sql<SurveyRecord>`select ${columns} from survey s where s.token_hash = ${hash}`.execute(db);
  return rows[0] ?? null;
}

/** The newest question that stands at a contact point on a channel; null for none. */
export async function standingAtPoint(
  work: Work,
  at: { readonly contactPointId: string; readonly channel: Channel },
): Promise<SurveyRecord | null> {
  const { rows } = await sql<SurveyRecord>`
    select ${columns} from survey s where s.contact_point_id = ${at.contactPointId}::uuid and s.by_channel = ${at.channel}
      and s.state in ('sent', 'answered') and s.expires_at > ${work.at}
    order by s.sent_at desc, s.id desc limit 1 for update`.execute(work.tx);
  return rows[0] ?? null;
}

/** The row, locked; null when there is none. The customer is locked. */
export async function lockSurvey(work: Work, id: string): Promise<SurveyRecord | null> {
  const { rows } = await sql<SurveyRecord>`
    select ${columns} from survey s where s.id = ${id}::uuid for update`.execute(work.tx);
  return rows[0] ?? null;
}

/** What was said besides the score of the answer that stands, from the thread; null for nothing. */
export async function commentOf(db: ReadDb, { answerItemId }: SurveyRecord): Promise<string | null> {
  const { rows } = await sql<{ comment: string | null }>`
    select data ->> 'comment' as comment from timeline_item where id = ${answerItemId}::uuid`.execute(db);
  return rows[0]?.comment ?? null;
}

type Answered = {
  readonly id: string;
  readonly score: number;
  readonly low: boolean;
  readonly on: Channel;
  readonly itemId: string;
  readonly browserHash: Buffer | null;
};

export async function markAnswered(work: Work, a: Answered): Promise<void> {
  await sql`
    update survey set state = 'answered', score = ${a.score}, low = ${a.low}, answered_at = ${work.at}, answered_on = ${a.on},
      answer_item_id = ${a.itemId}::uuid, browser_hash = coalesce(${a.browserHash}, browser_hash)
    where id = ${a.id}::uuid`.execute(work.tx);
}

/** The conversation that a question is about; null when there is no such question. */
export async function surveyConversation(db: ReadDb, id: string): Promise<string | null> {
  const { rows } = await sql<{ id: string }>`
    select conversation_id as id from survey where id = ${id}::uuid`.execute(db);
  return rows[0]?.id ?? null;
}

/** Whose thanks are still owed; the one update that takes them. */
export async function takeThanks(work: Work, id: string): Promise<SurveyRecord | null> {
  const { rows } = await sql<SurveyRecord>`
    update survey s set thanked_at = ${work.at} where s.id = ${id}::uuid and s.state = 'answered' and s.thanked_at is null
    returning ${columns}`.execute(work.tx);
  return rows[0] ?? null;
}

type Names = { readonly team: string; readonly agent: string | null; readonly customer: string | null };

/** What team, agent and customer of a question are called. */
export async function namesOf(work: Work, s: Pick<SurveyRecord, 'id'>): Promise<Names> {
  const { rows } = await sql<Names>`
    select t.name as team, a.name as agent, c.name as customer from survey s join team t on t.id = s.team_id
      left join agent a on a.id = s.agent_id join customer c on c.id = s.customer_id where s.id = ${s.id}::uuid`.execute(
    work.tx,
  );
  const [names] = rows;
  if (names === undefined) throw new Error(`no survey ${s.id}`);
  return names;
}
