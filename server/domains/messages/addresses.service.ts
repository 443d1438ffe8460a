import type { ReadDb } from '#server/db/handle.ts';
import { AppError } from '#server/errors.ts';
import type { Work } from '#server/work.ts';
import { normaliseContactPoint } from '#shared/domain/contact-point.ts';
import type { MessageFormat } from '#shared/domain/sending.ts';
import { strangers } from './addresses.repository.ts';

const normal = (address: string): string => normaliseContactPoint('email', address) ?? address.toLowerCase();

/** Which of these were never on a customer's thread, in their normal form. */
export const unknownAddresses = (db: ReadDb, customerId: string, addresses: readonly string[]): Promise<string[]> =>
  strangers(db, customerId, [...new Set(addresses.map(normal))]);

/**
 * Throws `address_unknown` with those copies that go to somebody who was never on this customer's thread and whom its author
 * has not confirmed. Whom the answer itself goes to is on the thread, for the hub takes it from there.
 */
export async function refuseUnknownAddresses(work: Work, customerId: string, format: MessageFormat): Promise<void> {
  const confirmed = new Set((format.confirmed ?? []).map(normal));
  const asked = [...(format.cc ?? []), ...(format.bcc ?? [])].filter((address) => !confirmed.has(normal(address)));
  const addresses = await unknownAddresses(work.tx, customerId, asked);
  if (addresses.length > 0) throw new AppError('address_unknown', { details: { addresses } });
}
