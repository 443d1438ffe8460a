import { useEffect } from 'react';
import { useStore } from 'zustand';
import { useDeskClient } from '#renderer/data/hooks/desk-client-context.tsx';
import { useSendCommand } from '#renderer/data/hooks/use-command.ts';
import { useInbox } from '#renderer/data/hooks/use-inbox.ts';
import { usePeople, useSession } from '#renderer/data/hooks/use-session.ts';
import { showToast } from '#renderer/ui/toast.tsx';
import type { DesktopBridge } from '#shared/ipc/bridge.ts';
import { waitingCount } from './waiting-count.ts';

/** The agent's presence in the tray, chosen there too; away is a break, as no more can be asked there. */
export function useTrayPresence(bridge: DesktopBridge | null): void {
  const { agent } = useSession();
  const presence = usePeople().byId(agent?.id ?? '')?.presence ?? null;
  const send = useSendCommand();
  useEffect(() => {
    if (presence !== null) void bridge?.setTray({ presence });
  }, [presence, bridge]);
  useEffect(
    () =>
      bridge?.onPresenceAsked(({ presence: asked }) => {
        const reason = asked === 'away' ? { reason: 'break' } : {};
        void send('presence:set', { presence: asked, ...reason }).then((answer) => {
          if (!answer.ok) showToast({ title: answer.error.message, tone: 'bad' });
        });
      }),
    [bridge, send],
  );
  // Signed out: nobody's presence.
  useEffect(() => () => void bridge?.setTray({ presence: null }), [bridge]);
}

/** [DK2] How much waits for this agent, on the icon and in the title: nothing is dropped where one of them is not shown. */
export function useBadge(standing: number, bridge: DesktopBridge | null): void {
  const { inbox } = useDeskClient();
  const { agent } = useSession();
  // Loads one's own list also while another tab is open.
  useInbox('mine');
  const waiting = useStore(inbox.store, ({ rows }) => waitingCount(rows.values(), agent?.id ?? ''));
  const count = Math.min(standing + waiting, 100_000);
  useEffect(() => {
    void bridge?.setBadge({ count });
    void bridge?.setTitleCount({ count });
  }, [count, bridge]);
  useEffect(
    () => () => {
      void bridge?.setBadge({ count: 0 });
      void bridge?.setTitleCount({ count: 0 });
    },
    [bridge],
  );
}
