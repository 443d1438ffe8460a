import { type CommandHandlers, demand, type QueryHandlers } from '#server/asking.ts';
import { ensureViewed } from '#server/domains/audit/record-view.service.ts';
import { recordConsent } from './consent.service.ts';
import { reachability } from './reachability.service.ts';

export const consentCommands = {
  'consent:record': async (work, asking, input) => ({ item: await recordConsent(work, asking, input) }),
} satisfies Pick<CommandHandlers, 'consent:record'>;

export const consentQueries = {
  'customer.reachability': async (deps, asking, input) => {
    demand(asking, 'thread.read');
    const answer = await reachability(deps, input.customerId);
    await ensureViewed(deps, asking, input.customerId);
    return answer;
  },
} satisfies Pick<QueryHandlers, 'customer.reachability'>;
