import type { Asking } from '#server/asking.ts';
import type { Deps } from '#server/deps.ts';
import type { Work } from '#server/work.ts';
import type { RefundLimit } from '#shared/domain/shop.ts';
import { refundLimits, saveRefundLimit } from './acts.repository.ts';

/** The most that each role may give back on one order, by currency; a currency without a row is none. */
export const listLimits = ({ db }: Pick<Deps, 'db'>): Promise<RefundLimit[]> => refundLimits(db);

/** Sets one of them. What was given back before stays. */
export const saveLimit = (work: Work, asking: Asking, limit: RefundLimit): Promise<void> =>
  saveRefundLimit(work, limit, asking.actor.id);
