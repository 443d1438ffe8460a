import type { Deps } from '#server/deps.ts';
import { period } from '#server/domains/reports/reports.repository.ts';
import { AppError } from '#server/errors.ts';
import { JOURNEY_DAYS_MAX, type JourneyAsk, type JourneyReport } from '#shared/domain/journey/report.ts';
import { daysBetween } from '#shared/domain/report-buckets.ts';
import type { QueryOutput, QueryParsed } from '#shared/wire/queries.ts';
import { customersBehind } from './behind.repository.ts';
import { PARTS, type Span } from './report-parts.repository.ts';

type ReportDeps = Pick<Deps, 'db'>;

/** One part of the ways of all customers. Throws `invalid` for a period that is none or too long. */
export async function readReport(
  { db }: ReportDeps,
  { part, ...ask }: QueryParsed<'journey.report'>,
): Promise<JourneyReport> {
  return PARTS[part](db, await spanOf(db, ask));
}

/** The customers behind one number, a page at a time. Throws `invalid` as the report does. */
export async function readCustomers(
  { db }: ReportDeps,
  { number, after, limit, ...ask }: QueryParsed<'journey.customers'>,
): Promise<QueryOutput<'journey.customers'>> {
  const rows = await customersBehind(db, number, await spanOf(db, ask), { after, limit: limit + 1 });
  const page = rows.slice(0, limit);
  const last = page.at(-1);
  return {
    customers: page.map(({ customerId, name, times, lastAt }) => ({
      customerId,
      ...(name === null ? {} : { name }),
      times,
      lastAt,
    })),
    ...(rows.length > limit && last !== undefined ? { next: { at: last.lastAt, id: last.threadId } } : {}),
  };
}

async function spanOf(db: ReportDeps['db'], { from, until, segment }: JourneyAsk): Promise<Span> {
  const days = daysBetween(from, until);
  if (days < 1) throw invalid('until: before from');
  if (days > JOURNEY_DAYS_MAX) throw invalid(`until: at most ${JOURNEY_DAYS_MAX} days`);
  const at = await period(db, { from, until });
  return { from: at.from, until: at.until, segment: segment ?? null };
}

const invalid = (reason: string): AppError => new AppError('invalid', { details: { reason } });
