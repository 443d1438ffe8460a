import type { InboxRow } from '#shared/domain/conversation.ts';

const uuid = (n: number): string => `0199b000-0000-7000-8000-${String(n).padStart(12, '0')}`;

/** A row of somebody's list. */
export const inboxRow = (rest: Partial<InboxRow> = {}): InboxRow => ({
  conversationId: uuid(1),
  number: 48213,
  customerId: uuid(2),
  customerName: '佐藤 美咲',
  channel: 'chat',
  status: 'open',
  section: 'live',
  preview: '写真を送ります。',
  owner: { type: 'agent', id: '0199a000-0000-7000-8000-000000000001', name: '青山 さくら' },
  teamId: '0199a000-0000-7000-8000-000000000010',
  epoch: 3,
  lastItemAt: '2025-11-17T04:50:00.000Z',
  promises: [],
  priority: 'normal',
  bounces: 0,
  ...rest,
});
