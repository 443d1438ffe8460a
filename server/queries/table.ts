import type { QueryHandlers } from '#server/asking.ts';
import { inboxQueries } from '#server/domains/conversations/inbox.handlers.ts';
import { customerQueries } from '#server/domains/customers/customers.handlers.ts';
import { draftQueries } from '#server/domains/drafts/drafts.handlers.ts';
import { handoffQueries } from '#server/domains/handoffs/handoffs.handlers.ts';
import { peopleQueries } from '#server/domains/people/people.handlers.ts';
import type { TeamTopics } from '#server/domains/topics/team-topics.ts';
import { topicQueries } from '#server/domains/topics/topics.handlers.ts';
import { teamTopic } from '#shared/wire/topic.ts';

/** Every query of the registry with what answers it. `teams` is the publisher's memory of team topics. */
export const queryHandlers = (teams: TeamTopics): QueryHandlers => ({
  ...customerQueries,
  ...draftQueries,
  ...handoffQueries,
  ...inboxQueries((teamIds) => teamIds.map((id) => teams.head(teamTopic(id)))),
  ...peopleQueries,
  ...topicQueries(teams),
});
