import { asDatabaseError } from '#server/db/database-errors.ts';
import type { Deps } from '#server/deps.ts';
import { AppError } from '#server/errors.ts';

/**
 * Does to each row of a beat what is to be done, in their order. One that fails is logged and stops none behind it: it is
 * found again by the next beat, and so would it be first again. A database that is gone is thrown on. Gives how many it
 * was done for.
 */
export async function eachByItself<Row extends { readonly id: string }>(
  { logger }: Pick<Deps, 'logger'>,
  beat: string,
  rows: readonly Row[],
  act: (row: Row) => Promise<number | boolean>,
): Promise<number> {
  let done = 0;
  for (const row of rows) {
    try {
      done += Number(await act(row));
    } catch (error) {
      if (!(error instanceof AppError) && asDatabaseError(error, 'the database') instanceof AppError) throw error;
      logger.warn({ beat, row: row.id, err: error }, 'a beat failed for one row and goes on');
    }
  }
  return done;
}
