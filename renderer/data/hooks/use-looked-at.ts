import { useEffect, useRef } from 'react';
import { followLooks, type LookFollower, openLookTeller } from '#renderer/data/looked-at.ts';

/** [DK2] Tells the desk's own window that this conversation is before the agent, for as long as this window has the focus. */
export function useTellLookedAt(conversationId: string | null): void {
  useEffect(() => {
    const teller = openLookTeller();
    const look = (): void => teller.tell(document.hasFocus() ? conversationId : null);
    look();
    window.addEventListener('focus', look);
    window.addEventListener('blur', look);
    // Closed: nothing is unmounted then.
    window.addEventListener('pagehide', teller.stop);
    return () => {
      window.removeEventListener('focus', look);
      window.removeEventListener('blur', look);
      window.removeEventListener('pagehide', teller.stop);
      teller.stop();
    };
  }, [conversationId]);
}

/** Whether a conversation is looked at in another window of this desktop, asked at the moment it matters. */
export function useLookedAtElsewhere(): (conversationId: string) => boolean {
  const follower = useRef<LookFollower | null>(null);
  const has = useRef((conversationId: string): boolean => follower.current?.has(conversationId) ?? false);
  useEffect(() => {
    const followed = followLooks();
    follower.current = followed;
    return () => {
      follower.current = null;
      followed.stop();
    };
  }, []);
  return has.current;
}
