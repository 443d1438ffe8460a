import { type RawBuilder, sql } from 'kysely';

/**
 * `= $1` for one id, `= any($1)` for any other number: to stand behind a column. Of a list of unknown length the planner
 * expects much, and so plans a kept statement anew at every call; for one id, which is nearly all calls, it keeps its plan.
 */
export const oneOf = (ids: readonly string[]): RawBuilder<unknown> =>
  ids.length === 1 ? sql`= ${ids[0]}::uuid` : sql`= any(${ids}::uuid[])`;
