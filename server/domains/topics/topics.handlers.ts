import type { QueryHandlers } from '#server/asking.ts';
import { ensureViewed } from '#server/domains/audit/record-view.service.ts';
import { AppError } from '#server/errors.ts';
import { catchUpStored } from './catch-up.service.ts';
import { customerOf, mayFollow } from './follow-rights.ts';
import { eventForAgent } from './hydrate.service.ts';

/** Catching up over HTTP, at whatever hub. */
export const topicQueries: Pick<QueryHandlers, 'topic.catch-up'> = {
  'topic.catch-up': async (deps, asking, ask) => {
    if (!mayFollow(asking.actor, ask.topic)) throw new AppError('forbidden');
    const customerId = customerOf(ask.topic);
    if (customerId !== null) await ensureViewed(deps, asking, customerId);
    return catchUpStored(deps.db, ask, async (whole) => whole.map((event) => eventForAgent(asking.actor, event)));
  },
};
