import { type RawBuilder, sql } from 'kysely';
import type { ReadDb } from '#server/db/handle.ts';
import type { Locale } from '#shared/domain/people.ts';
import { type SurveyFigures, type SurveySplit, surveyFigures } from '#shared/domain/survey.ts';
import { type Narrowing, narrowed } from './answers.repository.ts';

type Row = {
  readonly key: string | null;
  readonly label: string | null;
  readonly asked: number;
  readonly low: number;
  readonly given: readonly number[];
};

export type SurveyLine = { readonly key?: string; readonly label: string; readonly figures: SurveyFigures };

type Split = { readonly key: RawBuilder<unknown>; readonly label: RawBuilder<unknown> };

const PERIODS: ReadonlySet<SurveySplit> = new Set(['day', 'week', 'month']);

/** A day, week (from Monday) or month begins where the company is. */
const since = (unit: string): Split => {
  const start = sql`to_char(date_trunc(${unit}, s.sent_at at time zone w.time_zone), 'YYYY-MM-DD')`;
  return { key: start, label: sql`''` };
};

const SPLITS: Readonly<Record<SurveySplit, (locale: Locale) => Split>> = {
  team: () => ({ key: sql`s.team_id::text`, label: sql`max(t.name)` }),
  agent: () => ({ key: sql`s.agent_id::text`, label: sql`max(a.name)` }),
  channel: () => ({ key: sql`s.channel`, label: sql`''` }),
  category: (locale) => ({
    key: sql`s.category_id::text`,
    label: locale === 'ja' ? sql`max(g.name_ja)` : sql`max(g.name_en)`,
  }),
  day: () => since('day'),
  week: () => since('week'),
  month: () => since('month'),
};

const COUNTED = sql`count(*)::int as asked, count(*) filter (where s.low)::int as low, array[
  count(*) filter (where s.score = 1)::int, count(*) filter (where s.score = 2)::int, count(*) filter (where s.score = 3)::int,
  count(*) filter (where s.score = 4)::int, count(*) filter (where s.score = 5)::int] as given`;

function figuresOf({ asked, low, given }: Pick<Row, 'asked' | 'low' | 'given'>): SurveyFigures {
  const [one = 0, two = 0, three = 0, four = 0, five = 0] = given;
  return surveyFigures(asked, [one, two, three, four, five], low);
}

/** Everything that was asked, counted together. */
export async function totalFigures(db: ReadDb, narrowing: Narrowing): Promise<SurveyFigures> {
  const { rows } = await sql<Row>`select ${COUNTED} from survey s where ${narrowed(narrowing)}`.execute(db);
  return figuresOf(rows[0] ?? { asked: 0, low: 0, given: [] });
}

/** The same by team, agent and so on; most asked first, periods in their order. */
export async function splitFigures(
  db: ReadDb,
  { by, locale, ...narrowing }: Narrowing & { readonly by: SurveySplit; readonly locale: Locale },
): Promise<SurveyLine[]> {
  const { key, label } = SPLITS[by](locale);
  const order = PERIODS.has(by) ? sql`1` : sql`count(*) desc, 2`;
  const { rows } = await sql<Row>`
    select ${key} as key, ${label} as label, ${COUNTED}
    from survey s cross join workspace w join team t on t.id = s.team_id left join agent a on a.id = s.agent_id
      left join category g on g.id = s.category_id
    where ${narrowed(narrowing)} group by 1 order by ${order}`.execute(db);
  return rows.map((row) => ({
    ...(row.key === null ? {} : { key: row.key }),
    label: row.label ?? '',
    figures: figuresOf(row),
  }));
}

/** How often nobody was asked, by reason, of what was resolved in the time. */
export async function unaskedReasons(db: ReadDb, n: Narrowing): Promise<{ reason: string; count: number }[]> {
  const { rows } = await sql<{ reason: string; count: number }>`
    select coalesce(s.reason, '') as reason, count(*)::int as count from survey s
    where s.state in ('cancelled', 'skipped') and s.resolved_at >= ${n.from}::timestamptz and s.resolved_at < ${n.to}::timestamptz
      and (${n.teamId ?? null}::uuid is null or s.team_id = ${n.teamId ?? null}::uuid)
    group by 1 order by 2 desc, 1`.execute(db);
  return rows;
}
