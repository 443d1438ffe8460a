import { type RawBuilder, sql } from 'kysely';
import type { ReadDb } from '#server/db/handle.ts';
import { memberIds, nameOnThread } from '#server/domains/customers/members.repository.ts';
import type { Channel } from '#shared/domain/channels.ts';
import type { SurveyAnswer } from '#shared/domain/survey.ts';

type Row = {
  readonly surveyId: string;
  readonly conversationId: string;
  readonly conversationNumber: number;
  readonly customerId: string;
  readonly customerName: string | null;
  readonly score: number;
  readonly comment: string | null;
  readonly low: boolean;
  readonly channel: Channel;
  readonly at: Date;
  readonly teamId: string;
  readonly teamName: string;
  readonly agentId: string | null;
  readonly agentName: string | null;
};

/** The comment is read from the thread, where it can be masked and taken away ([PR3]). */
const columns = sql`s.id as "surveyId", s.conversation_id as "conversationId", c.number as "conversationNumber",
  c.customer_id as "customerId", ${nameOnThread('k')} as "customerName", s.score, i.data->>'comment' as comment, s.low,
  s.answered_on as channel, s.answered_at as at, s.team_id as "teamId", t.name as "teamName", s.agent_id as "agentId",
  a.name as "agentName"`;
const tables = sql`survey s join conversation c on c.id = s.conversation_id join customer k on k.id = c.customer_id
  join team t on t.id = s.team_id left join agent a on a.id = s.agent_id
  left join timeline_item i on i.id = s.answer_item_id and i.redacted_at is null`;

function asAnswer({ customerName, comment, at, teamId, teamName, agentId, agentName, ...row }: Row): SurveyAnswer {
  return {
    ...row,
    customerName: customerName ?? '',
    ...(comment === null ? {} : { comment }),
    at: at.toISOString(),
    team: { type: 'team', id: teamId, name: teamName },
    ...(agentId === null ? {} : { agent: { type: 'agent' as const, id: agentId, name: agentName ?? '' } }),
  };
}

/** Answers by their questions' ids; those that are not answered are left out. */
export async function answersById(db: ReadDb, ids: readonly string[]): Promise<SurveyAnswer[]> {
  if (ids.length === 0) return [];
  const { rows } = await sql<Row>`
    select ${columns} from ${tables} where s.id = any(${ids}::uuid[]) and s.state = 'answered'`.execute(db);
  return rows.map(asAnswer);
}

/** What a customer's thread has answered, the newest first. */
export async function answersOfThread(db: ReadDb, customerId: string, limit: number): Promise<SurveyAnswer[]> {
  const { rows } = await sql<Row>`
    select ${columns} from ${tables} where s.customer_id = any(${memberIds(customerId)}) and s.state = 'answered'
    order by s.answered_at desc, s.id desc limit ${limit}`.execute(db);
  return rows.map(asAnswer);
}

export type Narrowing = {
  readonly from: string;
  readonly to: string;
  readonly teamId?: string | undefined;
  readonly agentId?: string | undefined;
  readonly channel?: Channel | undefined;
  readonly categoryId?: string | undefined;
};

/** Questions asked from one instant up to before another, of which the rest is given; a category with all below it. */
export function narrowed(n: Narrowing): RawBuilder<boolean> {
  return sql<boolean>`s.state in ('sent', 'answered') and s.sent_at >= ${n.from}::timestamptz and s.sent_at < ${n.to}::timestamptz
    and (${n.teamId ?? null}::uuid is null or s.team_id = ${n.teamId ?? null}::uuid)
    and (${n.agentId ?? null}::uuid is null or s.agent_id = ${n.agentId ?? null}::uuid)
    and (${n.channel ?? null}::text is null or s.channel = ${n.channel ?? null}::text)
    and (${n.categoryId ?? null}::uuid is null or s.category_id in (
      with recursive down as (select id from category where id = ${n.categoryId ?? null}::uuid
        union all select k.id from category k join down on k.parent_id = down.id)
      select id from down))`;
}

type Page = Narrowing & {
  readonly least?: number | undefined;
  readonly most?: number | undefined;
  readonly after: { readonly at: string; readonly id: string } | null;
  readonly limit: number;
};

/** The answers behind a figure, the newest first. */
export async function answersBehind(db: ReadDb, page: Page): Promise<SurveyAnswer[]> {
  const { after } = page;
  const older = after === null ? sql`true` : sql`(s.answered_at, s.id) < (${after.at}::timestamptz, ${after.id}::uuid)`;
  const { rows } = await sql<Row>`
    select ${columns} from ${tables} where ${narrowed(page)} and s.state = 'answered'
      and s.score between ${page.least ?? 1} and ${page.most ?? 5} and ${older}
    order by s.answered_at desc, s.id desc limit ${page.limit}`.execute(db);
  return rows.map(asAnswer);
}
