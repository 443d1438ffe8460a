import { useEffect, useState } from 'react';
import { desktop } from '#renderer/data/desktop.ts';
import { usePhone } from '#renderer/data/phone/phone-context.tsx';
import { ownCalls } from '#renderer/state/call-state.ts';
import type { DesktopBridge } from '#shared/ipc/bridge.ts';
import type { UpdateState } from '#shared/ipc/updates.ts';
import { useInbox } from './use-inbox.ts';
import { useSession } from './use-session.ts';

/** As much of the desktop as updates need; a story or a test gives its own. */
export type UpdateDoor = Pick<
  DesktopBridge,
  'updateState' | 'installUpdate' | 'updateLater' | 'tellLive' | 'onUpdateChanged'
>;

/** What becomes of updates of this desktop, live; null in a browser, where the hub brings the newest page. */
export function useUpdate(door: UpdateDoor | null = desktop): UpdateState | null {
  const [state, setState] = useState<UpdateState | null>(null);
  useEffect(() => {
    if (door === null) return undefined;
    let isTold = false;
    const stop = door.onUpdateChanged((next) => {
      isTold = true;
      setState(next);
    });
    void door.updateState().then((answer) => {
      // What was told meanwhile is newer.
      if (answer.ok && !isTold) setState(answer.data);
    });
    return () => {
      isTold = true;
      stop();
    };
  }, [door]);
  return state;
}

/**
 * [DK4] Tells the desktop how much is live on this desk, at each change and from the first moment that it is known.
 * `isUnsaved`: something is typed that a restart would lose.
 */
export function useTellLive(door: UpdateDoor | null, isUnsaved: boolean): void {
  const inbox = useInbox('mine');
  const calls = useOwnCallCount();
  const chats = inbox.state === 'ready' ? inbox.data.rows.filter(({ section }) => section === 'live').length : null;
  useEffect(() => {
    if (door === null || calls === null || chats === null) return;
    void door.tellLive({ calls, chats, ...(isUnsaved ? { unsaved: true } : {}) });
  }, [door, calls, chats, isUnsaved]);
}

/** [DK4] Tells the desktop of the calls alone, from a window that has no list of what is live: they hold a restart back. */
export function useTellCalls(door: Pick<UpdateDoor, 'tellLive'> | null = desktop): void {
  const calls = useOwnCallCount();
  useEffect(() => {
    if (door === null || calls === null) return;
    void door.tellLive({ calls, chats: 0 });
  }, [door, calls]);
}

/** Calls this agent is on; null until there is a telephone to ask. */
function useOwnCallCount(): number | null {
  const phone = usePhone();
  const { agent } = useSession();
  const [count, setCount] = useState<number | null>(null);
  useEffect(() => {
    if (phone === null || agent === null) return undefined;
    const look = (): void => setCount(ownCalls(phone.calls.getState(), agent.id).length);
    look();
    return phone.calls.subscribe(look);
  }, [phone, agent]);
  return count;
}
