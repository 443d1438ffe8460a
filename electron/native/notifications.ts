import { Notification } from 'electron';
import type { CallArgs, CallResult, Target } from '#shared/ipc/contract.ts';

/** On Linux nothing tells that no program shows notifications; one that does says so within a few milliseconds. */
const SHOWN_WITHIN_MS = 500;

/**
 * Shows a notification of the OS, in place of an earlier one of the same tag, and says whether it was shown.
 * `onClick` gets the target of a clicked one.
 */
export function createNotifier(
  onClick: (target: Target | null) => void,
): (args: CallArgs<'notify/show'>) => Promise<CallResult<'notify/show'>> {
  // Held here, for one that is collected can no longer be clicked.
  const open = new Map<string, Notification>();
  return async ({ title, body, tag, target }) => {
    if (!Notification.isSupported()) return { shown: false };
    open.get(tag)?.close();
    const notification = new Notification({ title, body, silent: true });
    const forget = (): void => {
      if (open.get(tag) === notification) open.delete(tag);
    };
    notification.on('click', () => {
      forget();
      onClick(target);
    });
    notification.on('close', forget);
    notification.on('failed', forget);
    open.set(tag, notification);
    const shown = await new Promise<boolean>((resolve) => {
      notification.once('show', () => resolve(true));
      notification.once('failed', () => resolve(false));
      setTimeout(() => resolve(false), SHOWN_WITHIN_MS);
      notification.show();
    });
    if (!shown) forget();
    return { shown };
  };
}
