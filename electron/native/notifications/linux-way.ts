import type { Bus } from '#electron/native/dbus/bus.ts';
import type { BusMessage } from '#electron/native/dbus/message.ts';
import { type BusValue, variant } from '#electron/native/dbus/types.ts';
import type { Alert } from '#shared/ipc/shell.ts';
import type { AlertEnds, AlertWay } from './alert-way.ts';
import { isActionOf, notifyBody, type ServerAbilities, serverAbilities, suits } from './linux-words.ts';

const NOTIFICATIONS = {
  destination: 'org.freedesktop.Notifications',
  path: '/org/freedesktop/Notifications',
  interface: 'org.freedesktop.Notifications',
} as const;
const RULE = `type='signal',sender='${NOTIFICATIONS.destination}',interface='${NOTIFICATIONS.interface}',path='${NOTIFICATIONS.path}'`;
const BUS = { destination: 'org.freedesktop.DBus', path: '/org/freedesktop/DBus', interface: 'org.freedesktop.DBus' };

type Parts = {
  readonly openBus: () => Promise<Bus>;
  readonly ends: AlertEnds;
  readonly log: (line: string) => void;
};

/** An alert, and who showed it: only they may say what became of it, though anybody on the bus can send to us. */
type Shown = { readonly alert: Alert; readonly server: BusValue | undefined };
type Line = { readonly bus: Bus; readonly byId: Map<number, Shown> };

/**
 * [DK2] The desktop's own notifications over D-Bus, whose buttons Electron leaves out on Linux. Shows nothing where the
 * server has no buttons and the alert has: then it is the small window's turn. The server is asked each time, for a
 * desktop may change it while we run.
 */
export function createLinuxWay({ openBus, ends, log }: Parts): AlertWay {
  let line: Promise<Line> | null = null;
  const idByTag = new Map<string, number>();

  const hear = (byId: Map<number, Shown>, { member, body, sender }: BusMessage): void => {
    const [id, what] = body as readonly [number, BusValue];
    const shown = byId.get(id);
    // Signals of every program's notifications come here.
    if (shown === undefined || shown.server !== sender) return;
    const { alert } = shown;
    if (member === 'ActionInvoked') {
      const action = what === 'default' ? null : alert.actions.find((one) => isActionOf(one, what))?.id;
      if (action !== undefined) ends.onPressed({ tag: alert.tag, action });
    } else if (member === 'NotificationClosed') {
      byId.delete(id);
      if (idByTag.get(alert.tag) !== id) return;
      idByTag.delete(alert.tag);
      ends.onGone(alert.tag);
    }
  };

  const open = async (): Promise<Line> => {
    const bus = await openBus();
    const byId = new Map<number, Shown>();
    await bus.listen(RULE, (signal) => hear(byId, signal));
    void bus.gone.then(() => {
      line = null;
      for (const { alert } of byId.values()) ends.onGone(alert.tag);
      idByTag.clear();
    });
    return { bus, byId };
  };
  const opened = (): Promise<Line> => {
    line ??= open();
    line.catch(() => {
      line = null;
    });
    return line;
  };
  const abilities = async ({ bus }: Line): Promise<ServerAbilities> => {
    const [names] = await bus.call({ ...NOTIFICATIONS, member: 'GetCapabilities' });
    return serverAbilities(names);
  };

  return {
    async show(alert) {
      try {
        const now = await opened();
        const able = await abilities(now);
        if (!suits(alert, able)) return false;
        const [server] = await now.bus.call({
          ...BUS,
          member: 'GetNameOwner',
          signature: 's',
          body: [NOTIFICATIONS.destination],
        });
        const [id] = await now.bus.call({
          ...NOTIFICATIONS,
          member: 'Notify',
          signature: 'susssasa{sv}i',
          body: notifyBody(alert, able, variant),
        });
        now.byId.set(Number(id), { alert, server });
        idByTag.set(alert.tag, Number(id));
        return true;
      } catch (thrown: unknown) {
        log(`no notification over D-Bus: ${thrown instanceof Error ? thrown.message : 'unknown'}`);
        return false;
      }
    },
    close(tag) {
      const id = idByTag.get(tag);
      idByTag.delete(tag);
      if (id === undefined || line === null) return;
      line
        .then(async ({ bus, byId }) => {
          byId.delete(id);
          await bus.call({ ...NOTIFICATIONS, member: 'CloseNotification', signature: 'u', body: [id] });
        })
        // Gone already: that is what was wanted.
        .catch(() => undefined);
    },
  };
}
