import type { InboxRow } from '#shared/domain/conversation.ts';
import type { ShiftEntry } from '#shared/domain/shift.ts';
import { IDS } from './fake-desk.ts';

const uuid = (n: number): string => `0199b000-0000-7000-8000-${String(n).padStart(12, '0')}`;
export const ago = (minutes: number): string => new Date(Date.now() - minutes * 60_000).toISOString();

type Over = Partial<Omit<ShiftEntry, 'row'>> & { readonly row?: Partial<InboxRow> };

/** One conversation of somebody's shift; an open chat unless told otherwise. */
export function entryOf(n: number, customerName: string, { row, ...over }: Over = {}): ShiftEntry {
  return {
    group: 'open',
    drafts: [],
    mayKeep: false,
    ...over,
    row: {
      conversationId: uuid(n),
      number: 48_200 + n,
      customerId: uuid(900 + n),
      customerName,
      channel: 'chat',
      status: 'open',
      section: 'needs_reply',
      preview: 'タンクから水が漏れてきました。交換してもらえますか。',
      owner: { type: 'agent', id: IDS.me, name: '青山 さくら' },
      teamId: IDS.team,
      epoch: 2,
      lastItemAt: ago(8),
      promises: [],
      priority: 'normal',
      bounces: 0,
      ...row,
    },
  };
}

/** A promise of the conversation of this number, due in an hour and a half. */
export const promiseOf = (n: number, text: string) => ({
  id: uuid(700 + n),
  conversationId: uuid(n),
  customerId: uuid(900 + n),
  text,
  dueAt: ago(-95),
  state: 'open' as const,
});
