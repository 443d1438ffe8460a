import { type CommandHandlers, demand, type QueryHandlers } from '#server/asking.ts';
import { viewedMembers } from '#server/domains/customers/viewed-members.service.ts';
import { markSeen } from './mark-seen.service.ts';
import { momentsOf } from './moments.service.ts';
import { threadSince } from './since.service.ts';

export const seenCommands = {
  'seen:mark': markSeen,
} satisfies Pick<CommandHandlers, 'seen:mark'>;

export const seenQueries = {
  'thread.since': async (deps, asking, input) => {
    demand(asking, 'thread.read');
    const members = await viewedMembers(deps, asking, input.customerId);
    return threadSince(deps, asking.actor, members, input.since);
  },
  'thread.moments': async (deps, asking, input) => {
    demand(asking, 'thread.read');
    const members = await viewedMembers(deps, asking, input.customerId);
    return momentsOf(deps, members, input.limit);
  },
} satisfies Pick<QueryHandlers, 'thread.since' | 'thread.moments'>;
