import { type ReactNode, useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { usePending } from '#renderer/data/hooks/use-command.ts';
import { useConnection } from '#renderer/data/hooks/use-connection.ts';
import { useQueue } from '#renderer/data/hooks/use-outbox.ts';
import { usePastThread } from '#renderer/data/hooks/use-past-thread.ts';
import { type ThreadHook, useThread } from '#renderer/data/hooks/use-thread.ts';
import { useTyping } from '#renderer/data/hooks/use-typing.ts';
import { backToNow, type LookBack, useLookBack } from '#renderer/desk/app/look-back.ts';
import { ThreadTools } from '#renderer/desk/app/thread-tools.tsx';
import { Button } from '#renderer/ui/button.tsx';
import { EmptyState } from '#renderer/ui/empty-state.tsx';
import { ErrorState } from '#renderer/ui/error-state.tsx';
import { SkeletonRows } from '#renderer/ui/skeleton.tsx';
import type { Channel } from '#shared/domain/channels.ts';
import { rowsOf } from './rows.ts';
import { Scrubber } from './scrubber.tsx';
import { PendingRow, QueuedRow, TypingRow } from './tail-rows.tsx';
import { ThreadContextProvider, useThreadContext, useThreadWords } from './thread-context.tsx';
import { type TailRow, ThreadList } from './thread-list.tsx';
import { ThreadToolbar } from './thread-toolbar.tsx';

export type ThreadViewProps = {
  readonly customerId: string;
  /** The conversation that is open on it: its sends stand at the end, and its owner's reading is told. */
  readonly conversationId?: string | undefined;
  /** Between the tools and the items. */
  readonly banner?: ReactNode;
};

/** Everything that ever happened with one customer, on one stem. Another customer is another thread. */
export const ThreadView = (props: ThreadViewProps) => <OneThread key={props.customerId} {...props} />;

/** Where the thread is looked at, whichever of its records was named ([ID3]). */
function useOneOf(customerId: string, members: readonly string[]): LookBack | null {
  const shown = useLookBack([customerId, ...members]);
  return useMemo(() => (shown === null ? null : { ...shown, customerId }), [shown, customerId]);
}

const ALL: readonly Channel[] = [];

function OneThread({ customerId, conversationId, banner }: ThreadViewProps) {
  const [channels, setChannels] = useState(ALL);
  const live = useThread(customerId, { conversationId, channels });
  const shown = useOneOf(customerId, live.members);
  const past = usePastThread(customerId, live, { asOf: shown?.asOf ?? null, channels });
  const thread = past ?? live;
  useEffect(() => backToNow, []);
  const goToDate = useRef<(date: string) => void>(() => undefined);
  const onReady = useCallback((go: (date: string) => void) => {
    goToDate.current = go;
  }, []);
  return (
    <ThreadContextProvider customerName={thread.customer?.name ?? ''}>
      <section className="relative flex h-full min-h-0 flex-col">
        {banner}
        {shown !== null && <Scrubber shown={shown} />}
        <div className="relative flex min-h-0 flex-1 flex-col">
          <ThreadBody
            key={past === null ? 'now' : 'past'}
            {...{ customerId, conversationId, thread, onReady }}
            isPast={past !== null}
            isFiltered={channels.length > 0}
          />
          {thread.state === 'ready' && (
            <ThreadTools>
              <ThreadToolbar
                customerId={customerId}
                channels={channels}
                onChannels={setChannels}
                onDate={(date) => goToDate.current(date)}
              />
            </ThreadTools>
          )}
        </div>
      </section>
    </ThreadContextProvider>
  );
}

type BodyProps = {
  readonly customerId: string;
  readonly conversationId: string | undefined;
  readonly thread: ThreadHook;
  /** It stands still: nothing of it is seen anew, nothing comes after it. */
  readonly isPast: boolean;
  readonly isFiltered: boolean;
  readonly onReady: (goToDate: (date: string) => void) => void;
};

function ThreadBody({ customerId, conversationId, thread, isPast, isFiltered, onReady }: BodyProps) {
  const t = useThreadWords();
  const { format } = useThreadContext();
  const rows = useMemo(() => rowsOf(thread.items, format.timeZone), [thread.items, format.timeZone]);
  const ahead = useTail(customerId, conversationId, thread);
  const tail = isPast ? NO_TAIL : ahead;
  if (thread.state === 'loading') return <SkeletonRows rows={8} label={t('thread:loading')} />;
  if (thread.state === 'error') {
    return (
      <ErrorState
        title={t('thread:failed')}
        detail={thread.error?.message ?? t('thread:failedDetail')}
        action={<Button onClick={thread.retry}>{t('common:retry')}</Button>}
      />
    );
  }
  if (rows.length + tail.length === 0 && !thread.older && thread.loading === null) {
    return isFiltered ? (
      <EmptyState title={t('thread:emptyFiltered')} />
    ) : (
      <EmptyState title={t('thread:empty')} detail={t('thread:emptyDetail')} />
    );
  }
  return <ThreadList {...{ customerId, conversationId, thread, rows, tail, isPast, onReady }} />;
}

const NO_TAIL: readonly TailRow[] = [];

/** What stands after the newest item: answers on their way and the customer who writes. Nothing while the end is not loaded. */
function useTail(customerId: string, conversationId: string | undefined, thread: ThreadHook): readonly TailRow[] {
  const pending = usePending(conversationId ?? '');
  const queue = useQueue(conversationId ?? '');
  const isAway = useConnection().state === 'offline';
  const typing = useTyping(customerId);
  const channel = thread.conversations.find(({ id }) => id === conversationId)?.channel ?? 'chat';
  return useMemo(() => {
    if (thread.newer) return NO_TAIL;
    const isWaiting = (id: string): boolean => queue?.commands.some((command) => command.id === id) ?? false;
    // On its way is one that the line carries now; without a line it waits, as it does behind others.
    const sends = pending
      .filter(({ id, name }) => name === 'message:send' && !(isAway && isWaiting(id)))
      .map((command) => ({
        key: `pending/${command.id}`,
        node: <PendingRow command={command} channel={channel} />,
      }));
    const queued = (queue?.commands ?? [])
      .filter(({ undone }) => undone !== true)
      .filter(({ id }) => isAway || !pending.some((command) => command.id === id))
      .map((command) => ({
        key: `queued/${command.id}`,
        node: <QueuedRow command={command} channel={channel} stopped={queue?.stopped !== null} />,
      }));
    const writers = typing
      .filter(({ by }) => by === 'customer')
      .map((signal) => ({ key: 'typing', node: <TypingRow signal={signal} channel={channel} /> }));
    return [...sends, ...queued, ...writers.slice(0, 1)];
  }, [pending, queue, isAway, typing, channel, thread.newer]);
}
