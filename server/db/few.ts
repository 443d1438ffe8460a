import { type RawBuilder, sql } from 'kysely';

/** A longer list is one parameter: every length has a plan of its own. */
const MOST = 64;

/**
 * A list within a PREPARED statement, as an array of single parameters that is filled up with null to a power of two. PostgreSQL
 * knows how long that is before it knows what is in it, so that one plan for all such lists looks no dearer than one for just
 * this, and it stops planning anew at each call. Not where a null would mean something.
 */
export function few<T>(values: readonly T[], type: 'uuid' | 'text' | 'int'): RawBuilder<T[]> {
  const as = sql.raw(`${type}[]`);
  if (values.length > MOST) return sql`${values}::${as}`;
  const filled: (T | null)[] = [...values];
  while (filled.length === 0 || (filled.length & (filled.length - 1)) !== 0) filled.push(null);
  return sql`array[${sql.join(filled)}]::${as}`;
}
