import { type Connection, type OutgoingItem, ProviderError, type Taken } from '#server/channels/provider.ts';
import type { Deps } from '#server/deps.ts';
import { attemptOf, findFriend, pushInstead, undoAttempt } from './line.repository.ts';
import { type LineApi, lineApi, type Sent } from './line-api.ts';
import { messagesOf } from './line-messages.ts';
import { notePush } from './line-quota.service.ts';
import { tokenContext } from './take-event.service.ts';

/**
 * Hands an answer to LINE: by the customer's reply token where it is fresh, which costs nothing, else by a push under the
 * item's own id as retry key, so that asking again never sends twice. The way is decided once per item; that makes this
 * also the way to find out about an item of which nobody knows ([CH3]).
 */
export async function deliverLine(deps: Deps, connection: Connection, out: OutgoingItem): Promise<Taken> {
  return deliver(deps, connection, out, out.attempts === 1);
}

/** Asks by the same way again: what LINE has taken it does not do twice. Throws `ProviderError`, as `deliverLine`. */
export const reconcileLine = (deps: Deps, connection: Connection, out: OutgoingItem): Promise<Taken> =>
  deliver(deps, connection, out, false);

async function deliver(deps: Deps, connection: Connection, out: OutgoingItem, isAnew: boolean): Promise<Taken> {
  const { item, ref, to } = out;
  if (item.kind !== 'message' || to === null) throw new ProviderError('refused', 'no_address', 'nobody to send it to');
  const friend = await findFriend(deps.db, { connectionId: connection.id, userId: to });
  // LINE says yes to a push that a blocking user never gets.
  if (friend?.state === 'blocked')
    throw new ProviderError('refused', 'blocked', 'the customer has blocked the account');
  const messages = messagesOf(deps, item.data.text, item.data.attachments ?? []);
  const api = lineApi(connection);
  const replied = await byReply(deps, connection, { api, messages, ref, to, isAnew });
  if (replied !== null) return takenAs(replied);
  const pushed = await api.push(to, messages, ref);
  await notePush(deps, connection);
  return takenAs(pushed);
}

const takenAs = ({ messageId }: Sent): Taken => (messageId === undefined ? {} : { providerId: messageId });

type Reply = {
  readonly api: LineApi;
  readonly messages: readonly unknown[];
  readonly ref: string;
  readonly to: string;
  /** Counted from its beginning: where it has an attempt behind it all the same, a person sent it again. */
  readonly isAnew: boolean;
};

/**
 * By the reply token, or null where there is none that works. One that is refused on a second try while it is still fresh
 * was used by the first: the answer that never came was a yes.
 */
async function byReply(
  deps: Deps,
  connection: Connection,
  { api, messages, ref, to, isAnew }: Reply,
): Promise<Sent | null> {
  const now = deps.clock.now();
  const of = { connectionId: connection.id, userId: to };
  const { token, expiresAt, isFirst } = await attemptOf(deps.db, of, ref, now);
  if (token === null) return null;
  const sent = await api
    .reply(deps.vault.open(token, tokenContext(connection)), messages)
    .catch(async (error: unknown) => {
      // LINE took nothing: the next try decides anew, by then perhaps without this token.
      if (isFirst && error instanceof ProviderError && error.kind !== 'unknown') await undoAttempt(deps.db, of, ref);
      throw error;
    });
  if (sent !== 'expired') return sent;
  const isTooOld = expiresAt === null || expiresAt <= now;
  // Whoever sends it again by hand when nobody can know any more has decided.
  if (isFirst || (isAnew && isTooOld)) {
    await pushInstead(deps.db, ref);
    return null;
  }
  if (!isTooOld) return { messageId: undefined };
  throw new ProviderError('unknown', 'unknown', 'LINE did not answer, and the reply token is too old to find out');
}
