import type { ReadDb } from '#server/db/handle.ts';
import { CALL_CHANNEL } from '#shared/domain/channels.ts';
import { type ConnectionRecord, findConnection, listConnections } from './connections/connections.repository.ts';
import { phoneSettings } from './phone/phone-settings.ts';

// What calls need of the telephone's folder, whatever carries them ([CH1]).
export { helpModesOf, helpPhoneOf } from './phone/call-help.ts';
export { type Line, linesOf, uriOfAgent, uriOfNumber } from './phone/dialling.ts';
export { ringMore } from './phone/ring-more.service.ts';
export { type Telephony, telephonyOf } from './phone/sip-account.ts';
export { telephonyTasks } from './phone/telephony-tasks.ts';

/** A connected line as calls know it; null when there is none of that id. */
export async function lineOf(db: ReadDb, id: string | null): Promise<ConnectionRecord | null> {
  const connection = id === null ? null : await findConnection(db, id);
  return connection?.channel === CALL_CHANNEL ? connection : null;
}

/** Ours, to be called: the first number of the oldest line that works; null without one. */
export async function ourNumberOf(db: ReadDb): Promise<string | null> {
  const lines = (await listConnections(db, CALL_CHANNEL)).filter(({ state }) => state === 'active');
  return lines.flatMap(({ settings }) => phoneSettings(settings).numbers)[0]?.number ?? null;
}
