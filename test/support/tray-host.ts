import { openBus } from '#electron/native/dbus/bus.ts';
import type { BusValue, Variant } from '#electron/native/dbus/types.ts';
import { serveOnBus } from './session-bus.ts';

const WATCHER = 'org.kde.StatusNotifierWatcher';
const ITEM = 'org.kde.StatusNotifierItem';

/** The place for tray icons that a desktop has: programs register, and are asked what they show. */
export type TrayHost = {
  /** What the first icon says when pointed at; null while there is none. */
  readonly tip: () => Promise<string | null>;
  readonly close: () => void;
};

export async function startTrayHost(socketPath: string): Promise<TrayHost> {
  let item: { readonly destination: string; readonly path: string } | null = null;
  const service = await serveOnBus(socketPath, WATCHER, ({ member, body, sender = '' }) => {
    if (member === 'RegisterStatusNotifierItem') {
      const named = String(body[0]);
      item = named.startsWith('/')
        ? { destination: sender, path: named }
        : { destination: named, path: '/StatusNotifierItem' };
      return { signature: '', body: [] };
    }
    const value = (signature: string, of: BusValue) => ({ signature: 'v', body: [{ signature, value: of }] });
    if (member === 'Get' && body[1] === 'IsStatusNotifierHostRegistered') return value('b', true);
    if (member === 'Get' && body[1] === 'ProtocolVersion') return value('i', 0);
    return { error: 'org.freedesktop.DBus.Error.UnknownMethod' };
  });
  const bus = await openBus(socketPath, process.getuid?.() ?? 0);
  return {
    async tip() {
      if (item === null) return null;
      const [tip] = await bus.call({
        ...item,
        interface: 'org.freedesktop.DBus.Properties',
        member: 'Get',
        signature: 'ss',
        body: [ITEM, 'ToolTip'],
      });
      // Icon name, pictures, title, words.
      const [, , title] = (tip as Variant).value as readonly BusValue[];
      return String(title);
    },
    close() {
      bus.close();
      service.close();
    },
  };
}
