import { useEffect, useRef } from 'react';
import { useSendCommand } from '#renderer/data/hooks/use-command.ts';
import { useSession } from '#renderer/data/hooks/use-session.ts';
import type { ThreadHook } from '#renderer/data/hooks/use-thread.ts';
import { markSeen } from '#renderer/desk/app/seen.ts';
import { isHidden, type MaybeHiddenItem } from '#shared/domain/timeline-item.ts';

const SEEN_AFTER_MS = 1500;
const TELL_EVERY_MS = 1000;

type Seen = {
  readonly customerId: string;
  readonly conversationId: string | undefined;
  readonly thread: Pick<ThreadHook, 'customer' | 'items' | 'conversations' | 'readMarks'>;
  /** The last item that is on screen now; -1 while none is. */
  readonly lastShown: number;
};

/** The newest item of each record that the thread is made of. */
function newestOfEach(items: readonly MaybeHiddenItem[]): Iterable<MaybeHiddenItem> {
  const newest = new Map<string, MaybeHiddenItem>();
  for (const item of items) {
    if ((newest.get(item.customerId)?.seq ?? 0) < item.seq) newest.set(item.customerId, item);
  }
  return newest.values();
}

/** Records of the thread with nothing in what is loaded: all of theirs is older than that ([ID3]). */
const olderRecords = (members: NonNullable<ThreadHook['customer']>['members'], items: readonly MaybeHiddenItem[]) =>
  (members ?? [])
    .filter(({ id }) => !items.some((item) => item.customerId === id))
    .map(({ id, lastSeq }) => ({ customerId: id, seq: lastSeq }));

const isWatched = (): boolean => document.hasFocus() && document.visibilityState === 'visible';

/**
 * Notes what was on the focused screen for 1.5 s ([CV3]): the last item shown and all before it. To the customer of a
 * conversation of one's own it is told, at most once a second and never backwards.
 */
export function useSeen({ customerId, conversationId, thread, lastShown }: Seen): void {
  const send = useSendCommand();
  const { agent } = useSession();
  const tell = useRef<(item: MaybeHiddenItem) => void>(() => undefined);
  const owner = thread.conversations.find(({ id }) => id === conversationId)?.owner;
  const isMine = owner?.type === 'agent' && owner.id === agent?.id;
  const known = conversationId === undefined ? undefined : thread.readMarks[conversationId]?.agent;
  const told = useRef({ conversationId, seq: 0, at: 0 });
  const items = thread.items;
  const members = thread.customer?.members;
  const last = items[lastShown];
  const lastKey = last === undefined ? null : `${last.customerId}/${last.seq}`;

  useEffect(() => {
    tell.current = (seenLast) => {
      // The object of an item is renewed when something about it changes.
      const end = items.findIndex(({ customerId: of, seq }) => of === seenLast.customerId && seq === seenLast.seq);
      const seen = items.slice(0, end + 1);
      for (const item of newestOfEach(seen)) markSeen(customerId, item);
      for (const older of olderRecords(members, items)) markSeen(customerId, older);
      const read = seen.findLast(
        (item) => !isHidden(item) && item.conversationId === conversationId && item.direction === 'in',
      );
      if (!isMine || conversationId === undefined || read === undefined) return;
      if (told.current.conversationId !== conversationId) told.current = { conversationId, seq: 0, at: 0 };
      if (read.seq <= Math.max(known ?? 0, told.current.seq)) return;
      const wait = Math.max(0, told.current.at + TELL_EVERY_MS - Date.now());
      told.current = { conversationId, seq: read.seq, at: Date.now() + wait };
      const input = { conversationId, customerId: read.customerId, seq: read.seq };
      setTimeout(() => {
        // What was overtaken while it waited is not told.
        if (told.current.conversationId === conversationId && told.current.seq === input.seq) {
          void send('thread:mark-read', input);
        }
      }, wait);
    };
  });

  // biome-ignore lint/correctness/useExhaustiveDependencies: the key stands for the item, whose object may be renewed
  useEffect(() => {
    if (last === undefined) return undefined;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const start = (): void => {
      clearTimeout(timer);
      if (isWatched()) timer = setTimeout(() => isWatched() && tell.current(last), SEEN_AFTER_MS);
    };
    start();
    const stop = (): void => clearTimeout(timer);
    window.addEventListener('focus', start);
    window.addEventListener('blur', stop);
    document.addEventListener('visibilitychange', start);
    return () => {
      stop();
      window.removeEventListener('focus', start);
      window.removeEventListener('blur', stop);
      document.removeEventListener('visibilitychange', start);
    };
  }, [lastKey, isMine, conversationId]);
}
