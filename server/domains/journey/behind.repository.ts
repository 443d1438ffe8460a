import { type RawBuilder, sql } from 'kysely';
import type { ReadDb } from '#server/db/handle.ts';
import { nameOnThread } from '#server/domains/customers/members.repository.ts';
import type { JourneyNumber } from '#shared/domain/journey/report.ts';
import { type Span, within } from './report-parts.repository.ts';

type Sql = RawBuilder<unknown>;
/** Rows of a table that a number counted: their customer, their time. */
type Counted = { readonly from: Sql; readonly at: Sql; readonly where: Sql; readonly bySegment: boolean };

const stops = (where: Sql): Counted => ({ from: sql`journey_stop`, at: sql`began_at`, where, bySegment: true });
const matters = (where: Sql): Counted => ({ from: sql`journey_matter`, at: sql`began_at`, where, bySegment: true });
const credits = (where: Sql): Counted => ({
  from: sql`(select distinct customer_id, seq, segment, ordered_at, thread_id from journey_credit where ${where}) o`,
  at: sql`ordered_at`,
  where: sql`true`,
  bySegment: true,
});

const CAME_BACK = sql`contact and came_back > 0`;
const BROKE_OFF = sql`ending = 'broke_off'`;

const OF_SEGMENT = {
  stops: stops(sql`true`),
  contacts: stops(sql`contact`),
  cameBack: stops(CAME_BACK),
  brokeOff: stops(BROKE_OFF),
  efforts: stops(sql`came_back + switched + waited + repeated > 0`),
  orders: credits(sql`true`),
  scored: matters(sql`score is not null`),
} as const;

const FOLLOWED = { ordered: sql`ordered_at`, contact: sql`contact_at`, lowScore: sql`low_score_at` } as const;

/** What a number counted, in the words that it was counted with. */
function countedBy(number: JourneyNumber): Counted {
  switch (number.of) {
    case 'band':
      return stops(sql`channel = ${number.from} and next = ${number.to}`);
    case 'start':
      return stops(sql`channel = ${number.channel} and previous is null`);
    case 'end':
      return stops(sql`channel = ${number.channel} and ending = ${number.ending}`);
    case 'break':
      return stops(
        sql`channel = ${number.channel} and phase = ${number.phase} ${number.brokeOff ? sql`and ${BROKE_OFF}` : sql``}`,
      );
    case 'contact':
      return stops(number.cameBack ? CAME_BACK : sql`contact`);
    case 'path': {
      const { only } = number;
      if (only === undefined) return matters(sql`path = ${number.path}`);
      return matters(
        sql`path = ${number.path} and ${only === 'scored' ? sql`score is not null` : sql`${sql.ref(only)} > 0`}`,
      );
    }
    case 'order':
      return credits(sql`channel is not distinct from ${number.channel}`);
    case 'segment': {
      const counted = OF_SEGMENT[number.only];
      return { ...counted, where: sql`${counted.where} and segment = ${number.segment}` };
    }
    case 'step': {
      const { step, decision, only } = number;
      return {
        from: sql`(select s.*, coalesce(c.thread_id, c.id) as thread_id from journey_step s join customer c on c.id = s.customer_id) s`,
        at: sql`decided_at`,
        where: sql`step = ${step} and decision = ${decision} ${only === undefined ? sql`` : sql`and ${FOLLOWED[only]} is not null`}`,
        bySegment: false,
      };
    }
  }
}

export type CustomerBehind = {
  readonly customerId: string;
  readonly name: string | null;
  readonly times: number;
  readonly lastAt: string;
  readonly threadId: string;
};
type Page = { readonly after: { readonly at: string; readonly id: string } | undefined; readonly limit: number };

/** The customers behind a number, each once, the last first. */
export async function customersBehind(
  db: ReadDb,
  number: JourneyNumber,
  span: Span,
  { after, limit }: Page,
): Promise<CustomerBehind[]> {
  const { from, at, where, bySegment } = countedBy(number);
  const further =
    after === undefined ? sql`` : sql`having (max(${at}), thread_id) < (${after.at}::timestamptz, ${after.id}::uuid)`;
  const { rows } = await sql<CustomerBehind>`
    select b.customer_id as "customerId", ${nameOnThread('c')} as name, b.times, b.thread_id as "threadId",
      to_char(b.last at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as "lastAt"
    from (select thread_id, (array_agg(customer_id order by ${at} desc))[1] as customer_id, count(*)::int as times, max(${at}) as last
      from ${from} where ${within(at, bySegment ? span : { ...span, segment: null })} and ${where}
      group by thread_id ${further} order by max(${at}) desc, thread_id desc limit ${limit}) b
    join customer c on c.id = b.customer_id order by b.last desc, b.thread_id desc`.execute(db);
  return rows;
}
