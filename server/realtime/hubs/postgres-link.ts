import type { DbPool } from '#server/db/handle.ts';
import { openNotifications } from '#server/db/notifications.ts';
import type { Hearing, Link } from './link.ts';

const CHANNEL = 'tsunagi_hubs';

/** Frames by NOTIFY, outside the writers' transactions: a commit that notifies would wait for every other that does. */
export function createPostgresLink(
  pool: DbPool,
  { onFrame, onHearing }: Hearing,
): Link & { readonly backendPid: () => number | null } {
  const notifications = openNotifications(pool, CHANNEL, { onMessage: onFrame, onListening: onHearing });
  const isUp = (): boolean => notifications.backendPid() !== null;
  return {
    name: 'postgres',
    hears: isUp,
    speaks: isUp,
    send: notifications.notify,
    renew: notifications.renew,
    close: notifications.close,
    backendPid: notifications.backendPid,
  };
}
