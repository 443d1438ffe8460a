import { useEffect, useRef } from 'react';
import { useDeskClient } from '#renderer/data/hooks/desk-client-context.tsx';
import { openDial } from '#renderer/desk/app/open-dial.ts';
import { goTo } from '#renderer/desk/routes.ts';
import { runShortcut } from '#renderer/ui/shortcuts.ts';
import type { DesktopBridge } from '#shared/ipc/bridge.ts';
import type { Target } from '#shared/ipc/shell.ts';
import type { Standing } from './standing.ts';

/** [DK2] [DK3] What comes from outside the window: a notification's click and buttons, keys that work everywhere, links. */
export function useClicks(standing: readonly Standing[], bridge: DesktopBridge | null): void {
  const open = useOpenTarget();
  const latest = useRef(standing);
  latest.current = standing;

  useEffect(() => {
    if (bridge === null) return undefined;
    const stopClicks = bridge.onNotificationClicked(({ tag, target, action }) => {
      const one = latest.current.find((each) => each.tag === tag);
      // Decided meanwhile: what it was about can still be looked at.
      if (one !== undefined) one.act(action);
      else if (target !== null) open(target);
    });
    const stopKeys = bridge.onShortcutPressed(({ id }) => {
      if (id === 'mute') runShortcut('call-mute');
      else {
        const kind = id === 'answer' ? 'call' : 'offer';
        const one = latest.current.find((each) => each.kind === kind);
        one?.act(one.actions[0] ?? null);
      }
    });
    return () => {
      stopClicks();
      stopKeys();
    };
  }, [bridge, open]);

  useEffect(() => {
    if (bridge === null) return undefined;
    const take = async (): Promise<void> => {
      const answer = await bridge.takeLink();
      const link = answer.ok ? answer.data.link : null;
      if (link?.kind === 'target') open(link.target);
      if (link?.kind === 'tel') openDial(link.number);
    };
    void take();
    return bridge.onLinkWaiting(() => void take());
  }, [bridge, open]);
}

/** Goes to what a link or a notification names. A handoff is gone to on its conversation. */
function useOpenTarget(): (target: Target) => void {
  const { entities, inbox } = useDeskClient();
  const open = useRef(({ kind, id }: Target): void => {
    if (kind === 'customer') {
      goTo({ tab: 'mine', conversationId: null, customerId: id });
      return;
    }
    const handoff = entities.getState().handoffs.get(id) ?? inbox.store.getState().offers.get(id);
    const conversationId = kind === 'conversation' ? id : (handoff?.conversationId ?? null);
    goTo({ tab: 'mine', conversationId });
  });
  return open.current;
}
