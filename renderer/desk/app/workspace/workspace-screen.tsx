import { useEffect, useState } from 'react';
import { useSendCommand } from '#renderer/data/hooks/use-command.ts';
import { useConnection, useReconnectNow } from '#renderer/data/hooks/use-connection.ts';
import { useLocalState } from '#renderer/data/hooks/use-outbox.ts';
import { useMe, usePeople, useSession } from '#renderer/data/hooks/use-session.ts';
import { goToPage, usePage, usePlace } from '#renderer/desk/routes.ts';
import { DEFAULT_TIME_ZONE, TimeZoneProvider } from '#renderer/i18n/format-context.tsx';
import { showToast } from '#renderer/ui/toast.tsx';
import { reachOf } from '#shared/wire/policy.ts';
import type { DeskFeatures, OpenedThread } from '../desk-features.ts';
import { useSignOut } from '../dialogs/sign-out-dialog.tsx';
import { DemoControl } from './demo-control.tsx';
import type { ChosenPresence, Me } from './desk-status.ts';
import { NoConversation } from './no-conversation.tsx';
import { WorkspaceFrame } from './workspace-frame.tsx';

/** The agent at this desk as they are now; before the hub has told, as they signed in. */
function useOwnStatus(): Me {
  const { agent } = useSession();
  const { byId } = usePeople();
  const now = agent === null ? undefined : byId(agent.id);
  if (now) return { name: now.name, presence: now.presence, presenceReason: now.presenceReason };
  return { name: agent?.name ?? '', presence: 'disconnected' };
}

/** Sets one's presence; a refusal is said, for the dot alone would be overlooked. */
function useSetPresence(): (chosen: ChosenPresence) => void {
  const send = useSendCommand();
  return (chosen) => {
    void send('presence:set', chosen).then((answer) => {
      if (!answer.ok) showToast({ title: answer.error.message, tone: 'bad' });
    });
  };
}

function openedThread(conversationId: string | null, customerId: string | undefined): OpenedThread | null {
  if (conversationId !== null) return { conversationId };
  return customerId === undefined ? null : { customerId };
}

/** Who reads no conversations has no list to begin with: their desk opens on the page that is theirs. */
function useOwnHome(hasInbox: boolean, page: string | null, home: string | undefined): void {
  useEffect(() => {
    if (!hasInbox && page === null && home !== undefined) goToPage(home, '', { replace: true });
  }, [hasInbox, page, home]);
}

/** Wiring only: the workspace with its features in their places. */
export function WorkspaceScreen({ features }: { readonly features: DeskFeatures }) {
  const { tab, conversationId, customerId } = usePlace();
  const opened = openedThread(conversationId, customerId);
  const { agent, signOut } = useSession();
  const me = useMe();
  const connection = useConnection();
  const reconnectNow = useReconnectNow();
  const local = useLocalState();
  const leave = useSignOut(signOut);
  const ownStatus = useOwnStatus();
  const setPresence = useSetPresence();
  const [isSearching, setIsSearching] = useState(false);
  const page = usePage();
  const role = agent?.role ?? null;
  const pages = features.pages.filter((one) => role !== null && one.roles.includes(role));
  const shown = pages.find((one) => one.name === page?.name);
  const workspace = me.state === 'ready' ? me.data.workspace : null;
  const hasInbox = role === null || reachOf(role, 'inbox.read') !== null;
  useOwnHome(hasInbox, shown?.name ?? null, pages.at(-1)?.name);
  return (
    <TimeZoneProvider timeZone={workspace?.timeZone ?? DEFAULT_TIME_ZONE}>
      <div className="flex h-full flex-col">
        <features.callBar />
        <div className="relative min-h-0 flex-1">
          <WorkspaceFrame
            workspaceName={workspace?.name ?? ''}
            isDemo={workspace?.demo ?? false}
            demoControl={<DemoControl isActive={workspace?.simulation ?? false} />}
            connection={{ ...connection, reconnectNow, local }}
            status={<features.status />}
            me={ownStatus}
            onPresence={setPresence}
            onSignOut={leave.ask}
            onSearch={() => setIsSearching(true)}
            opened={conversationId ?? customerId ?? null}
            hasInbox={hasInbox}
            pages={pages.filter((one) => role !== null && (one.railRoles ?? one.roles).includes(role))}
            onComputer={
              pages.some(({ name }) => name === 'settings') ? () => goToPage('settings', 'computer') : undefined
            }
            page={shown === undefined ? null : { name: shown.name, content: <shown.page rest={page?.rest ?? ''} /> }}
            inbox={<features.inbox tab={tab} conversationId={conversationId} />}
            conversation={opened === null ? <NoConversation /> : <features.conversation {...opened} />}
            customerPanel={opened === null ? undefined : <features.customerPanel {...opened} />}
          />
        </div>
      </div>
      <features.overlay />
      <features.dialogs conversationId={conversationId} />
      {leave.dialog}
      <features.palette open={isSearching} onClose={() => setIsSearching(false)} />
    </TimeZoneProvider>
  );
}
