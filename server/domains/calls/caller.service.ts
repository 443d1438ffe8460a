import { insertCustomers, lockCustomers } from '#server/domains/customers/customers.repository.ts';
import { findPoints } from '#server/domains/identity/identity.repository.ts';
import { resolveCustomer } from '#server/domains/identity/identity.service.ts';
import { verifiedHolder } from '#server/domains/identity/match.ts';
import { indexCustomer } from '#server/domains/search/customer-words.service.ts';
import type { Work } from '#server/work.ts';
import { normaliseContactPoint } from '#shared/domain/contact-point.ts';

/** Words in place of a number that say it was withheld: Twilio's, SIP's and the carriers' in Japan. */
const WITHHELD =
  /^(anonymous|restricted|unavailable|unknown|private|blocked|withheld|266696687|非通知|公衆電話|表示圏外)$/i;

/** The number in normal form, or null: withheld, or none that anybody could be called by. */
export function callerNumber(given: string | null): string | null {
  if (given === null) return null;
  const user = given
    .normalize('NFKC')
    .replace(/^(sips?|tel):/i, '')
    .replace(/@.*$/, '')
    .trim();
  return user === '' || WITHHELD.test(user) ? null : normaliseContactPoint('phone', user);
}

/** True for a `verstat` by which the network vouches that the number is the caller's (STIR). */
export const isVouched = (verstat: string | null | undefined): boolean =>
  /^TN-Validation-Passed(-A)?$/i.test(verstat ?? '');

export type Caller = {
  readonly number: string | null;
  /** The network or our own exchange vouches for it; otherwise a caller may claim any number. */
  readonly vouched: boolean;
  /** `adapter:connectionId`. */
  readonly source: string;
  readonly name?: string | undefined;
};

/**
 * Whose call it is; locked when it returns. A number that is vouched for is a verified point like a provider's ([ID2]). One
 * that is merely claimed finds who holds it as verified, for the agent has to see whom it may be, but verifies nothing:
 * acts that need to know it is them go by the identity check ([PR6]). Nobody's number, or none: somebody new.
 */
export async function callerOf(
  work: Work,
  caller: Caller,
): Promise<{ readonly customerId: string; readonly contactPointId: string | null }> {
  const { number, vouched, source } = caller;
  if (number === null) return { customerId: await strangerOf(work), contactPointId: null };
  if (!vouched) {
    const [known] = await findPoints(work, [{ kind: 'phone', value: number }], [source]);
    const holder = verifiedHolder(known);
    if (known !== undefined && holder !== null) {
      await lockCustomers(work, [holder]);
      return { customerId: holder, contactPointId: known.id };
    }
  }
  const { customerId, contactPoints } = await resolveCustomer(work, {
    source,
    ...(caller.name === undefined ? {} : { name: caller.name }),
    points: [{ kind: 'phone', value: number, verifiedBy: vouched ? source : null }],
    occurredAt: work.at,
  });
  await lockCustomers(work, [customerId]);
  return { customerId, contactPointId: contactPoints[0]?.id ?? null };
}

/** A customer of whom nothing is known, not even a number. */
async function strangerOf(work: Work): Promise<string> {
  const id = work.nextId();
  await insertCustomers(work, [{ id, name: null, kana: null, locale: null, since: work.at }]);
  await indexCustomer(work, id);
  await lockCustomers(work, [id]);
  return id;
}
