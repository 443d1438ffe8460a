import { conversationLocked } from '#server/domains/conversations/ownership.service.ts';
import { membersOf } from '#server/domains/customers/members.repository.ts';
import { AppError } from '#server/errors.ts';
import type { Work } from '#server/work.ts';
import { checksInForce } from './checks.repository.ts';
import { refuse } from './choose-way.ts';
import { openMatterOf } from './counter.repository.ts';
import { spokenWith } from './facts.repository.ts';
import { insertInvitation, revokeReceiptCodes } from './invitation.repository.ts';
import { newCode } from './tokens.ts';

/** A receipt is looked at again within the week, or never. */
const STANDS_MS = 7 * 24 * 60 * 60_000;

type Receipt = { readonly customerId: string; readonly conversationNumber: number; readonly madeBy: string };

/**
 * A code for a receipt: with it the customer goes on with an open matter in the chat; its owner stays. One at a time: an
 * earlier one leads nowhere from then on. Throws `not_found` for what is no open matter of theirs, `no_way_across` while
 * nobody said how the outside reaches this hub.
 */
export async function receiptCode(work: Work, { customerId, conversationNumber, madeBy }: Receipt) {
  if (work.publicUrl === null) throw refuse('no_public_address');
  const conversationId = await openMatterOf(work.tx, { number: conversationNumber, customerId });
  if (conversationId === null) throw new AppError('not_found');
  const conversation = await conversationLocked(work, conversationId);
  const { locale } = await spokenWith(work.tx, customerId, await membersOf(work.tx, customerId));
  await revokeReceiptCodes(work, conversationId);
  const code = newCode();
  const expiresAt = new Date(work.at.getTime() + STANDS_MS);
  await insertInvitation(work, {
    id: work.nextId(),
    handoffId: null,
    conversationId,
    customerId: conversation.customerId,
    channelTo: 'chat',
    way: 'code',
    byChannel: null,
    contactPointId: null,
    sessionId: null,
    tokenHash: null,
    code,
    locale,
    checks: await checksInForce(work.tx, conversationId, work.at),
    itemId: null,
    callbackId: null,
    callbackOwn: true,
    madeBy,
    expiresAt,
  });
  return { code, address: `${work.publicUrl}/go`, until: expiresAt.toISOString() };
}
