import { Notification } from 'electron';
import type { CallArgs, CallResult, Target } from '#shared/ipc/contract.ts';

/** Shows a notification of the OS; one of the same tag goes away first. `onClick` gets the target of a clicked one. */
export function createNotifier(
  onClick: (target: Target | null) => void,
): (args: CallArgs<'notify/show'>) => CallResult<'notify/show'> {
  // Held here, for one that is collected can no longer be clicked.
  const shown = new Map<string, Notification>();
  return ({ title, body, tag, target }) => {
    if (!Notification.isSupported()) return { shown: false };
    shown.get(tag)?.close();
    const notification = new Notification({ title, body, silent: true });
    const forget = (): void => {
      if (shown.get(tag) === notification) shown.delete(tag);
    };
    notification.on('click', () => {
      forget();
      onClick(target);
    });
    notification.on('close', forget);
    notification.on('failed', forget);
    shown.set(tag, notification);
    notification.show();
    return { shown: true };
  };
}
