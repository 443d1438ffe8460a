import { parsePhoneNumberFromString } from 'libphonenumber-js';
import { type ConnectionRecord, listConnections } from '#server/channels/connections/connections.repository.ts';
import type { ReadDb } from '#server/db/handle.ts';
import { CALL_CHANNEL } from '#shared/domain/channels.ts';
import { SIP } from './adapters.ts';
import { phoneSettings } from './phone-settings.ts';

/** A connection by which an agent can call: by their own softphone, or by a provider who calls them first. */
export type Line = {
  readonly connection: ConnectionRecord;
  readonly media: 'softphone' | 'provider';
  readonly ourNumber: string | null;
};

/** The lines an agent can call by, softphones first, then the oldest; `chosen` alone when it is named. */
export async function linesOf(db: ReadDb, login: string, chosen?: string): Promise<Line[]> {
  const records = await listConnections(db, CALL_CHANNEL);
  return records
    .filter((r) => r.state === 'active' && (chosen === undefined || r.id === chosen))
    .filter((r) => phoneSettings(r.settings).accounts.has(login))
    .map((connection) => asLine(connection))
    .sort((a, b) => Number(b.media === 'softphone') - Number(a.media === 'softphone'));
}

const asLine = (connection: ConnectionRecord): Line => ({
  connection,
  media: connection.adapter === SIP ? 'softphone' : 'provider',
  ourNumber: phoneSettings(connection.settings).numbers[0]?.number ?? null,
});

/** What a softphone calls or refers to for a number: as its exchange wants it written. */
export function uriOfNumber(settings: Readonly<Record<string, unknown>>, number: string): string {
  const { domain, dialPrefix, numberFormat } = phoneSettings(settings);
  return `sip:${dialPrefix}${numberFormat === 'national' ? nationalNumber(number) : number}@${domain}`;
}

/** What a softphone calls or refers to for a colleague; null when they have no account on that exchange. */
export function uriOfAgent(settings: Readonly<Record<string, unknown>>, login: string): string | null {
  const { accounts, domain } = phoneSettings(settings);
  const user = accounts.get(login);
  return user === undefined ? null : `sip:${user}@${domain}`;
}

/** As it is dialled within Japan; numbers abroad with the international prefix. */
function nationalNumber(number: string): string {
  const parsed = parsePhoneNumberFromString(number);
  if (parsed === undefined) return number;
  const national = parsed.formatNational().replace(/\D/g, '');
  return parsed.country === 'JP' ? national : `010${number.replace(/\D/g, '')}`;
}
