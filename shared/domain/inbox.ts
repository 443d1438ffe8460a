import type { InboxRow, InboxSection, InboxTab } from './conversation.ts';

/** Whose inbox it is. */
export type InboxReader = { readonly agentId: string; readonly teamIds: readonly string[] };

const SECTION_RANK: Readonly<Record<InboxSection, number>> = {
  live: 0,
  needs_reply: 1,
  waiting: 2,
  checking: 3,
  snoozed: 4,
  resolved: 5,
};
const PRIORITY_RANK: Readonly<Record<InboxRow['priority'], number>> = { urgent: 0, high: 1, normal: 2, low: 3 };

/**
 * Which rows a tab holds, for hub and window alike: `mine` what I own, `team` what waits in my teams' queues, `checking`
 * mine that waits for somebody other than the customer, `promises` mine or my teams' queues' with a promise still owed,
 * `all` mine and whatever belongs to my teams. Resolved conversations are in no tab, but for what is still owed on them.
 */
export function inInboxTab(
  row: Pick<InboxRow, 'owner' | 'teamId' | 'section' | 'status' | 'promises'>,
  tab: InboxTab,
  reader: InboxReader,
): boolean {
  if (row.status === 'resolved' && tab !== 'promises') return false;
  const mine = row.owner.type === 'agent' && row.owner.id === reader.agentId;
  const queued = row.owner.type === 'team' && reader.teamIds.includes(row.owner.id);
  switch (tab) {
    case 'mine':
      return mine;
    case 'team':
      return queued;
    case 'checking':
      return mine && row.section === 'checking';
    case 'promises':
      return (mine || queued) && row.promises.length > 0;
    case 'all':
      return mine || reader.teamIds.includes(row.teamId);
  }
}

type Urgency = Pick<InboxRow, 'section' | 'due' | 'priority' | 'lastItemAt' | 'conversationId'>;

/** Order of urgency: by section, then what is due first, then priority, then who has waited longest; ties by id. */
export function compareInboxRows(a: Urgency, b: Urgency): number {
  return (
    SECTION_RANK[a.section] - SECTION_RANK[b.section] ||
    compareText(a.due?.at ?? '~', b.due?.at ?? '~') ||
    PRIORITY_RANK[a.priority] - PRIORITY_RANK[b.priority] ||
    compareText(a.lastItemAt, b.lastItemAt) ||
    compareText(a.conversationId, b.conversationId)
  );
}

// Times are ISO in UTC from one writer, so text order is time order; '~' comes after every digit.
const compareText = (a: string, b: string): number => Number(a > b) - Number(a < b);
