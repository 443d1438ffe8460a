import type { QueryHandlers } from '#server/asking.ts';
import { connectionQueries } from '#server/channels/connections/connections.handlers.ts';
import { approvalQueries } from '#server/domains/approval/approval.handlers.ts';
import { boardQueries } from '#server/domains/board/board.handlers.ts';
import { botQueries } from '#server/domains/bots/bots.handlers.ts';
import { callbackQueries } from '#server/domains/callbacks/callbacks.handlers.ts';
import { callQueries } from '#server/domains/calls/calls.handlers.ts';
import { careQueries } from '#server/domains/care/care.handlers.ts';
import { checkQueries } from '#server/domains/checks/checks.handlers.ts';
import { consentQueries } from '#server/domains/consent/consent.handlers.ts';
import { inboxQueries } from '#server/domains/conversations/inbox.handlers.ts';
import { customerQueries } from '#server/domains/customers/customers.handlers.ts';
import { draftQueries } from '#server/domains/drafts/drafts.handlers.ts';
import { escalationsQueries } from '#server/domains/escalations/escalations.handlers.ts';
import { handoffQueries } from '#server/domains/handoffs/handoffs.handlers.ts';
import { identityQueries } from '#server/domains/identity/identity.handlers.ts';
import { journeyQueries } from '#server/domains/journey/journey.handlers.ts';
import { knowledgeQueries } from '#server/domains/knowledge/knowledge.handlers.ts';
import { liveHelpQueries } from '#server/domains/live-help/live-help.handlers.ts';
import { mattersQueries } from '#server/domains/matters/matters.handlers.ts';
import { peopleQueries } from '#server/domains/people/people.handlers.ts';
import { promisesQueries } from '#server/domains/promises/promises.handlers.ts';
import { quarantineQueries } from '#server/domains/quarantine/quarantine.handlers.ts';
import { repliesQueries } from '#server/domains/replies/replies.handlers.ts';
import { reportsQueries } from '#server/domains/reports/reports.handlers.ts';
import { routingQueries } from '#server/domains/routing/routing.handlers.ts';
import { seenQueries } from '#server/domains/seen/seen.handlers.ts';
import { settingsQueries } from '#server/domains/settings/settings.handlers.ts';
import { shiftQueries } from '#server/domains/shift/shift.handlers.ts';
import { shopQueries } from '#server/domains/shop/shop.handlers.ts';
import { signInQueries } from '#server/domains/sign-ins/sign-ins.handlers.ts';
import { signOnQueries } from '#server/domains/sign-on/sign-on.handlers.ts';
import { storeQueries } from '#server/domains/store/store.handlers.ts';
import { summariserQueries } from '#server/domains/summariser/summariser.handlers.ts';
import { surveysQueries } from '#server/domains/surveys/surveys.handlers.ts';
import { topicQueries } from '#server/domains/topics/topics.handlers.ts';

/** Every query of the registry with what answers it. */
export const queryHandlers: QueryHandlers = {
  ...botQueries,
  ...callbackQueries,
  ...callQueries,
  ...checkQueries,
  ...connectionQueries,
  ...consentQueries,
  ...customerQueries,
  ...draftQueries,
  ...handoffQueries,
  ...identityQueries,
  ...inboxQueries,
  ...peopleQueries,
  ...quarantineQueries,
  ...settingsQueries,
  ...signOnQueries,
  ...signInQueries,
  ...shopQueries,
  ...storeQueries,
  ...routingQueries,
  ...shiftQueries,
  ...promisesQueries,
  ...seenQueries,
  ...summariserQueries,
  ...mattersQueries,
  ...topicQueries,
  ...escalationsQueries,
  ...liveHelpQueries,
  ...boardQueries,
  ...reportsQueries,
  ...surveysQueries,
  ...knowledgeQueries,
  ...careQueries,
  ...repliesQueries,
  ...approvalQueries,
  ...journeyQueries,
};
