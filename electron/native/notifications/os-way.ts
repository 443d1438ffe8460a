import type { Notification, NotificationConstructorOptions } from 'electron';
import type { Alert } from '#shared/ipc/shell.ts';
import type { AlertEnds, AlertWay } from './alert-way.ts';

/** Longer than a busy system takes; after that the next way tells, and this one must not tell too. */
const SHOWN_WITHIN_MS = 3000;

type Parts = {
  readonly ends: AlertEnds;
  /** What this OS needs beyond title and body: its buttons, each in its own way. */
  readonly look: (alert: Alert) => NotificationConstructorOptions | null;
  readonly system: {
    readonly isSupported: () => boolean;
    readonly make: (options: NotificationConstructorOptions) => Notification;
  };
  /** How long one may take to be shown, milliseconds. */
  readonly withinMs?: number;
};

/** The notifications of Electron itself, on macOS and Windows. */
export function createOsWay({ ends, look, system, withinMs = SHOWN_WITHIN_MS }: Parts): AlertWay {
  // Held here, for one that is collected can no longer be clicked.
  const open = new Map<string, Notification>();
  // Given up, and not gone yet: the system may bring it later, and a press of it is an answer all the same.
  const late = new Map<string, Notification>();
  const drop = (tag: string): void => {
    for (const held of [open, late]) {
      const notification = held.get(tag);
      held.delete(tag);
      notification?.close();
    }
  };
  return {
    async show(alert) {
      const options = system.isSupported() ? look(alert) : null;
      if (options === null) return false;
      drop(alert.tag);
      const notification = system.make({ title: alert.title, body: alert.body, silent: true, ...options });
      const forget = (held = open): boolean => held.get(alert.tag) === notification && held.delete(alert.tag);
      const isPressable = (): boolean => forget() || forget(late);
      notification.on('click', () => {
        if (isPressable()) ends.onPressed({ tag: alert.tag, action: null });
      });
      // Electron 25 gives the number as an argument, newer ones on the event too.
      notification.on('action', (event, index) => {
        const pressed = alert.actions[indexOf(event, index)];
        if (pressed !== undefined && isPressable()) ends.onPressed({ tag: alert.tag, action: pressed.id });
      });
      notification.on('close', () => {
        if (forget()) ends.onGone(alert.tag);
        else forget(late);
      });
      open.set(alert.tag, notification);
      const became = await new Promise<'shown' | 'failed' | 'late'>((resolve) => {
        notification.once('show', () => resolve('shown'));
        notification.once('failed', () => resolve('failed'));
        setTimeout(() => resolve('late'), withinMs);
        notification.show();
      });
      if (became !== 'shown') {
        if (forget() && became === 'late') late.set(alert.tag, notification);
        // The next way tells of it by now: closed again, should it come.
        notification.once('show', () => notification.close());
        notification.close();
      }
      return became === 'shown';
    },
    close: drop,
  };
}

function indexOf(event: unknown, index: unknown): number {
  if (typeof index === 'number') return index;
  const told = typeof event === 'object' && event !== null ? Reflect.get(event, 'actionIndex') : undefined;
  return typeof told === 'number' ? told : -1;
}
