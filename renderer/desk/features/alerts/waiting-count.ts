import type { InboxRow } from '#shared/domain/conversation.ts';

type Row = Pick<InboxRow, 'owner' | 'section' | 'customerWaitsSince'>;

/** How many conversations of this agent's have a customer who waits for an answer. */
export function waitingCount(rows: Iterable<Row>, agentId: string): number {
  let count = 0;
  for (const { owner, section, customerWaitsSince } of rows) {
    const isMine = owner.type === 'agent' && owner.id === agentId;
    if (isMine && section !== 'resolved' && customerWaitsSince !== undefined) count += 1;
  }
  return count;
}
