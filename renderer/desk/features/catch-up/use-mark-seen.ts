import { useEffect } from 'react';
import { useSendCommand } from '#renderer/data/hooks/use-command.ts';
import { seenNow, watchSeen } from '#renderer/desk/app/seen.ts';
import type { Snapshot } from '#shared/domain/brief.ts';

/** The hub is told at most this often, and once more when the thread is left. */
const TELL_EVERY_MS = 5000;

/** Keeps on the hub what this agent saw of a thread. Not before `isReady`: what came since has to be asked first. */
export function useMarkSeen(customerId: string, isReady: boolean): void {
  const send = useSendCommand();
  useEffect(() => {
    if (!isReady) return undefined;
    let timer: ReturnType<typeof setTimeout> | undefined;
    let waiting: Snapshot | null = null;
    const tell = (): void => {
      clearTimeout(timer);
      timer = undefined;
      if (waiting === null) return;
      const seen = waiting;
      waiting = null;
      void send('seen:mark', { customerId, seen });
    };
    const note = (seen: Snapshot): void => {
      waiting = seen;
      timer ??= setTimeout(tell, TELL_EVERY_MS);
    };
    const known = seenNow(customerId);
    if (Object.keys(known).length > 0) note(known);
    const stop = watchSeen(customerId, note);
    window.addEventListener('pagehide', tell);
    return () => {
      stop();
      window.removeEventListener('pagehide', tell);
      tell();
    };
  }, [send, customerId, isReady]);
}
