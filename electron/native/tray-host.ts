import { openBus } from './dbus/bus.ts';
import { busSocket } from './dbus/bus-address.ts';
import type { Variant } from './dbus/types.ts';

type Parts = { readonly platform: string; readonly busAddress: string | undefined; readonly userId: number };

/**
 * Whether this desktop shows tray icons at this moment. On Linux that is asked each time: Electron makes an icon wherever
 * it is told to, and some desktops have no place for one, so what hides in it could not be got back.
 */
export async function hasTrayHost({ platform, busAddress, userId }: Parts): Promise<boolean> {
  if (platform !== 'linux') return true;
  const socket = busSocket(busAddress);
  if (socket === null) return false;
  try {
    const bus = await openBus(socket, userId);
    try {
      const [isThere] = await bus.call({
        destination: 'org.kde.StatusNotifierWatcher',
        path: '/StatusNotifierWatcher',
        interface: 'org.freedesktop.DBus.Properties',
        member: 'Get',
        signature: 'ss',
        body: ['org.kde.StatusNotifierWatcher', 'IsStatusNotifierHostRegistered'],
      });
      return (isThere as Variant).value === true;
    } finally {
      bus.close();
    }
  } catch {
    // Nobody is the watcher of such icons.
    return false;
  }
}
