import type { QueryHandlers } from '#server/asking.ts';
import { listInbox } from './inbox.service.ts';

export const inboxQueries = {
  'inbox.list': listInbox,
} satisfies Pick<QueryHandlers, 'inbox.list'>;
