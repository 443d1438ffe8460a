import { type Asking, demand } from '#server/asking.ts';
import type { Deps } from '#server/deps.ts';
import { AppError } from '#server/errors.ts';
import { surveyFigures } from '#shared/domain/survey.ts';
import type { QueryOutput, QueryParsed } from '#shared/wire/queries.ts';
import { answersBehind, answersOfThread } from './answers.repository.ts';
import { splitFigures, totalFigures, unaskedReasons } from './report.repository.ts';

type Reading = Pick<Deps, 'db'>;

/** How many are shown beside a customer; the figures are of these. */
const MOST_OF_ONE = 50;

/** What customers answered who were asked in a time: together, and split by one thing. */
export async function surveyReport(
  { db }: Reading,
  asking: Asking,
  { by, ...narrowing }: QueryParsed<'survey.report'>,
): Promise<QueryOutput<'survey.report'>> {
  demand(asking, 'survey.read');
  const [total, lines, unasked] = await Promise.all([
    totalFigures(db, narrowing),
    splitFigures(db, { ...narrowing, by, locale: asking.locale }),
    unaskedReasons(db, narrowing),
  ]);
  return { total, lines, unasked };
}

/** The answers behind a figure of the report, newest first; each leads to its conversation. */
export async function surveyAnswers(
  { db }: Reading,
  asking: Asking,
  { cursor, limit, ...page }: QueryParsed<'survey.list'>,
): Promise<QueryOutput<'survey.list'>> {
  demand(asking, 'survey.read');
  const after = cursor === undefined ? null : placeOf(cursor);
  const found = await answersBehind(db, { ...page, after, limit: limit + 1 });
  const answers = found.slice(0, limit);
  const last = answers.at(-1);
  const more = found.length > limit && last !== undefined;
  return { answers, ...(more ? { next: `${last.at}_${last.surveyId}` } : {}) };
}

/** What one customer has answered, for whoever serves them. */
export async function surveysOf({ db }: Reading, customerId: string): Promise<QueryOutput<'survey.of'>> {
  const answers = await answersOfThread(db, customerId, MOST_OF_ONE);
  const count = (score: number) => answers.filter((answer) => answer.score === score).length;
  const low = answers.filter((answer) => answer.low).length;
  return { answers, figures: surveyFigures(answers.length, [count(1), count(2), count(3), count(4), count(5)], low) };
}

function placeOf(cursor: string): { at: string; id: string } {
  const [, at, id] = /^([\d:.TZ-]{20,30})_([0-9a-f-]{36})$/.exec(cursor) ?? [];
  if (at === undefined || id === undefined || Number.isNaN(Date.parse(at)))
    throw new AppError('invalid', { details: { reason: 'cursor: not a place this hub gave' } });
  return { at, id };
}
