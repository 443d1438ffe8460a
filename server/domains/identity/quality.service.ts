import type { Deps } from '#server/deps.ts';
import { shownContactPoint } from '#shared/domain/contact-point.ts';
import type { QualityRow } from '#shared/domain/identity.ts';
import type { QueryOutput, QueryParsed } from '#shared/wire/queries.ts';
import { type QualityFound, qualityCounts, qualityPage } from './quality.repository.ts';

/** One page of what needs a look, and how much there is of each; contact points masked ([PR4]). */
export async function qualityList(
  { db }: Pick<Deps, 'db'>,
  { view, after, limit }: QueryParsed<'quality.list'>,
): Promise<QueryOutput<'quality.list'>> {
  const [found, counts] = await Promise.all([
    qualityPage(db, { view, after: after ?? null, limit: limit + 1 }),
    qualityCounts(db),
  ]);
  const shown = found.slice(0, limit);
  const last = shown.at(-1);
  return {
    rows: shown.map(asRow),
    ...(found.length > limit && last !== undefined ? { next: last.place } : {}),
    counts,
  };
}

function asRow(row: QualityFound): QualityRow {
  const { id, customerId, reasons } = row;
  return {
    id,
    customerId,
    reasons,
    name: row.name ?? '',
    at: row.at.toISOString(),
    ...(row.otherId === null ? {} : { otherId: row.otherId, otherName: row.otherName ?? '' }),
    ...(row.score === null ? {} : { score: row.score }),
    ...(row.pointKind === null || row.pointValue === null
      ? {}
      : { point: { kind: row.pointKind, value: shownContactPoint(row.pointKind, row.pointValue, false).value } }),
  };
}
