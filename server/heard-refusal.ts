import { AppError } from './errors.ts';
import type { Work } from './work.ts';

type OnRefusal = (work: Work) => Promise<void>;

/**
 * A refusal that somebody hears of: all that the command did is undone, and `onRefusal` runs in the transaction that keeps
 * the refused answer, once for each command ([SY2]). Only for codes whose answer is kept: not `stale` or retryable ones.
 */
export class HeardRefusal extends AppError {
  readonly onRefusal: OnRefusal;

  constructor(refused: AppError, onRefusal: OnRefusal) {
    super(refused.code, { details: refused.details });
    this.onRefusal = onRefusal;
  }
}
