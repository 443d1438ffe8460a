import type { Asking } from '#server/asking.ts';
import type { ReadDb } from '#server/db/handle.ts';
import type { Deps } from '#server/deps.ts';
import { ensureViewed } from '#server/domains/audit/record-view.service.ts';
import type { CareRules } from '#shared/domain/care.ts';
import type { QueryOutput } from '#shared/wire/queries.ts';
import { careRules, incidentsOf, openIncidents } from './incidents.repository.ts';
import { marksOf, undecidedMarks } from './marks.repository.ts';

/** Marks and incidents of everybody on a customer's thread ([ID3]). */
export async function careOf(
  { db, clock }: Pick<Deps, 'db' | 'clock'>,
  members: readonly string[],
  /** An agent; null is a lead. */
  of: string | null,
): Promise<QueryOutput<'care.of'>> {
  const [marks, incidents] = await Promise.all([
    marksOf(db, members, { now: clock.now(), of }),
    incidentsOf(db, members),
  ]);
  return { marks, incidents };
}

/** What waits for a lead; reading the facts of a customer is a view of them ([PR1]). */
export async function undecided(deps: Deps, asking: Asking): Promise<QueryOutput<'care.undecided'>> {
  const { db, clock } = deps;
  const [marks, incidents] = await Promise.all([undecidedMarks(db, clock.now()), openIncidents(db)]);
  const read = [...marks.map(({ mark }) => mark), ...incidents.map(({ incident }) => incident)];
  await Promise.all([...new Set(read.map((one) => one.customerId))].map((id) => ensureViewed(deps, asking, id)));
  return { marks, incidents };
}

/** The rules as they are. */
export const rulesForReading = (db: ReadDb): Promise<CareRules> => careRules(db);
