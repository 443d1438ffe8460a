import type { InboxRow } from '#shared/domain/conversation.ts';

type Row = Pick<InboxRow, 'conversationId' | 'owner' | 'customerWaitsSince' | 'preview'>;
type Rows<T extends Row> = ReadonlyMap<string, T>;

/** `said`: a customer of this agent's wrote; `given`: a conversation whose customer waits became this agent's. */
export type RowNews<T extends Row> = { readonly what: 'said' | 'given'; readonly row: T };

/**
 * What is news between two states of the inbox. By rows and not by messages, for the threads that are not open tell
 * nothing. `isLoaded`: one's own list was here already; what the first load brings is no news.
 */
export function rowNews<T extends Row>(
  before: Rows<T>,
  after: Rows<T>,
  { agentId, isLoaded }: { readonly agentId: string; readonly isLoaded: boolean },
): readonly RowNews<T>[] {
  if (before === after) return [];
  const isMine = ({ owner }: Row): boolean => owner.type === 'agent' && owner.id === agentId;
  const news: RowNews<T>[] = [];
  for (const [id, row] of after) {
    const old = before.get(id);
    if (row === old || !isMine(row) || row.customerWaitsSince === undefined) continue;
    if (old === undefined || !isMine(old)) {
      if (isLoaded) news.push({ what: 'given', row });
    } else if (row.preview !== old.preview || row.customerWaitsSince !== old.customerWaitsSince) {
      news.push({ what: 'said', row });
    }
  }
  return news;
}
