import type { QueryHandlers } from '#server/asking.ts';
import { connectionQueries } from '#server/channels/connections/connections.handlers.ts';
import { callbackQueries } from '#server/domains/callbacks/callbacks.handlers.ts';
import { callQueries } from '#server/domains/calls/calls.handlers.ts';
import { checkQueries } from '#server/domains/checks/checks.handlers.ts';
import { consentQueries } from '#server/domains/consent/consent.handlers.ts';
import { inboxQueries } from '#server/domains/conversations/inbox.handlers.ts';
import { customerQueries } from '#server/domains/customers/customers.handlers.ts';
import { draftQueries } from '#server/domains/drafts/drafts.handlers.ts';
import { handoffQueries } from '#server/domains/handoffs/handoffs.handlers.ts';
import { identityQueries } from '#server/domains/identity/identity.handlers.ts';
import { peopleQueries } from '#server/domains/people/people.handlers.ts';
import { quarantineQueries } from '#server/domains/quarantine/quarantine.handlers.ts';
import { settingsQueries } from '#server/domains/settings/settings.handlers.ts';
import { shopQueries } from '#server/domains/shop/shop.handlers.ts';
import { storeQueries } from '#server/domains/store/store.handlers.ts';
import type { TeamTopics } from '#server/domains/topics/team-topics.ts';
import { topicQueries } from '#server/domains/topics/topics.handlers.ts';
import { teamTopic } from '#shared/wire/topic.ts';

/** Every query of the registry with what answers it. `teams` is the publisher's memory of team topics. */
export const queryHandlers = (teams: TeamTopics): QueryHandlers => ({
  ...callbackQueries,
  ...callQueries,
  ...checkQueries,
  ...connectionQueries,
  ...consentQueries,
  ...customerQueries,
  ...draftQueries,
  ...handoffQueries,
  ...identityQueries,
  ...inboxQueries((teamIds) => teamIds.map((id) => teams.head(teamTopic(id)))),
  ...peopleQueries,
  ...quarantineQueries,
  ...settingsQueries,
  ...shopQueries,
  ...storeQueries,
  ...topicQueries(teams),
});
