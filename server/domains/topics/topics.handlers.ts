import type { QueryHandlers } from '#server/asking.ts';
import { ensureViewed } from '#server/domains/audit/record-view.service.ts';
import { AppError } from '#server/errors.ts';
import { catchUpStored, catchUpTeam } from './catch-up.service.ts';
import { customerOf, mayFollow } from './follow-rights.ts';
import { eventForAgent } from './hydrate.service.ts';
import type { TeamTopics } from './team-topics.ts';

/** Catching up over HTTP; `teams` is the publisher's memory of team topics. */
export function topicQueries(teams: TeamTopics): Pick<QueryHandlers, 'topic.catch-up'> {
  return {
    'topic.catch-up': async (deps, asking, ask) => {
      if (!mayFollow(asking.actor, ask.topic)) throw new AppError('forbidden');
      if (ask.topic.startsWith('team:')) return catchUpTeam(teams, ask);
      const customerId = customerOf(ask.topic);
      if (customerId !== null) await ensureViewed(deps, asking, customerId);
      return catchUpStored(deps.db, ask, async (whole) => whole.map((event) => eventForAgent(asking.actor, event)));
    },
  };
}
