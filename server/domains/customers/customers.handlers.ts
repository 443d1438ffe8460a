import { type Asking, demand, type QueryHandlers } from '#server/asking.ts';
import { ensureViewed } from '#server/domains/audit/record-view.service.ts';
import { findByNumberOrId } from '#server/domains/conversations/find-conversation.service.ts';
import { search, searchThread } from '#server/domains/search/search.service.ts';
import { threadPage } from '#server/domains/timeline/page.service.ts';
import { openCustomer } from './open-customer.service.ts';
import { customerPanel } from './panel.service.ts';
import { viewedMembers } from './viewed-members.service.ts';

const mayRead = (asking: Asking) => demand(asking, 'thread.read');

/** What the desk reads of customers and their threads. */
export const customerQueries = {
  'customer.open': async (deps, asking, input) => {
    mayRead(asking);
    return openCustomer(deps, asking, input);
  },
  'customer.panel': async (deps, asking, input) => {
    mayRead(asking);
    const panel = await customerPanel(deps, asking, input.customerId);
    // Last, for the desk asks for the panel while it opens the customer, and that is the view.
    await ensureViewed(deps, asking, input.customerId);
    return panel;
  },
  'timeline.page': async (deps, asking, input) => {
    mayRead(asking);
    const members = await viewedMembers(deps, asking, input.customerId);
    return threadPage(deps, asking.actor, { ...input, members });
  },
  'timeline.search': async (deps, asking, input) => {
    demand(asking, 'thread.search');
    const members = await viewedMembers(deps, asking, input.customerId);
    return searchThread(deps, asking.actor, { ...input, members });
  },
  'conversation.get': async (deps, asking, input) => {
    mayRead(asking);
    return { conversation: await findByNumberOrId(deps, input) };
  },
  search: async (deps, asking, input) => {
    demand(asking, 'thread.search');
    return search(deps, asking.actor, input.text, input.limit);
  },
} satisfies Partial<QueryHandlers>;
