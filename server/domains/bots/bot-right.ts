import type { Asking } from '#server/asking.ts';
import { AppError } from '#server/errors.ts';

/** What an API key needs beyond sending events: it speaks to customers in the company's name. */
export const BOT_GRANT = 'bot:talk';

/** Throws `forbidden` for a key without the grant. */
export function demandBot(asking: Asking): void {
  if (asking.actor.grants?.includes(BOT_GRANT) !== true) {
    throw new AppError('forbidden', { details: { action: BOT_GRANT } });
  }
}
