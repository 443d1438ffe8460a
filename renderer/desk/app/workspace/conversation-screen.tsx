import { useConnection, useReconnectNow } from '#renderer/data/hooks/use-connection.ts';
import { useTellLookedAt } from '#renderer/data/hooks/use-looked-at.ts';
import { useMe } from '#renderer/data/hooks/use-session.ts';
import { useTellCalls } from '#renderer/data/hooks/use-update.ts';
import { usePlace } from '#renderer/desk/routes.ts';
import { DEFAULT_TIME_ZONE, TimeZoneProvider } from '#renderer/i18n/format-context.tsx';
import { useTranslation } from '#renderer/i18n/translation.ts';
import type { DeskFeatures } from '../desk-features.ts';
import { ErrorBoundary } from '../error-boundary.tsx';
import { LinkAsk } from '../link-ask.tsx';
import { ConnectionState } from './connection-state.tsx';
import { NoConversation } from './no-conversation.tsx';

/** [DK3] A window of one conversation: its thread, and beside it the customer where there is room. */
export function ConversationScreen({ features }: { readonly features: DeskFeatures }) {
  useTellCalls();
  const { t } = useTranslation();
  const { conversationId, customerId } = usePlace();
  useTellLookedAt(conversationId);
  const me = useMe();
  const timeZone = me.state === 'ready' ? me.data.workspace.timeZone : DEFAULT_TIME_ZONE;
  const customer = customerId === undefined ? null : { customerId };
  const opened = conversationId === null ? customer : { conversationId };
  const key = conversationId ?? customerId ?? null;
  return (
    <TimeZoneProvider timeZone={timeZone}>
      <div className="grid h-full min-h-0 grid-cols-[minmax(0,1fr)] grid-rows-[minmax(0,1fr)_auto] min-[1040px]:grid-cols-[minmax(0,1fr)_300px]">
        <main className="@container min-h-0 min-w-0">
          <ErrorBoundary scope="part" resetKey={key}>
            {opened === null ? <NoConversation /> : <features.conversation {...opened} />}
          </ErrorBoundary>
        </main>
        {opened !== null && (
          <aside
            aria-label={t('frame.customerPanel')}
            className="hidden min-h-0 overflow-hidden border-line border-l bg-panel min-[1040px]:block"
          >
            <ErrorBoundary scope="part" resetKey={key}>
              <features.customerPanel {...opened} />
            </ErrorBoundary>
          </aside>
        )}
        <LineToHub />
      </div>
      <LinkAsk />
      <features.dialogs conversationId={conversationId} />
    </TimeZoneProvider>
  );
}

/** [SY4] [SY5] Always there, so that nothing moves when the line goes; then it says what this window cannot do meanwhile. */
function LineToHub() {
  const { t } = useTranslation();
  const connection = useConnection();
  const reconnectNow = useReconnectNow();
  return (
    <footer className="col-span-full flex h-8 items-center justify-between gap-4 border-line border-t bg-panel px-(--pad-x) text-ink-2">
      <ConnectionState {...connection} reconnectNow={reconnectNow} />
      {connection.state === 'offline' && (
        <span role="status" className="min-w-0 truncate text-warn">
          {t('connection.notKeptHere')}
        </span>
      )}
    </footer>
  );
}
