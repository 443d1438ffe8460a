import { findByProviderId } from '#server/channels/outgoing/outgoing.repository.ts';
import { type Connection, type OutgoingItem, ProviderError, type Taken } from '#server/channels/provider.ts';
import type { Deps } from '#server/deps.ts';
import { withdrawSms } from './opted-out.service.ts';
import { smsApi } from './sms-api.ts';
import { senderFor, smsSettings } from './sms-settings.ts';

/** Twilio's list shows a message a little after it took it. */
const LISTED_AFTER_MS = 30_000;

/** Hands a text to Twilio. It knows no key of ours, so that an answer that never came is found out about later. */
export async function deliverSms(deps: Deps, connection: Connection, out: OutgoingItem): Promise<Taken> {
  const { text, to } = textOf(out);
  const from = senderFor(smsSettings(connection), to);
  const fields = {
    To: to,
    Body: text,
    ...(/^MG[0-9a-f]{32}$/i.test(from) ? { MessagingServiceSid: from } : { From: from }),
    // Its marks name our own id too, should its answer be lost.
    ...(connection.hookUrl === null ? {} : { StatusCallback: `${connection.hookUrl}?ref=${out.ref}` }),
  };
  try {
    const { sid } = await smsApi(connection).send(fields);
    return { providerId: sid };
  } catch (error) {
    if (error instanceof ProviderError && error.code === 'opted_out')
      await withdrawSms(deps, connection, { to, id: out.ref });
    throw error;
  }
}

/** Looks for the text among what was sent to the number since; a message that is another item's is not this one. */
export async function reconcileSms(
  deps: Deps,
  connection: Connection,
  out: OutgoingItem,
): Promise<Taken | 'not_taken' | 'unknown'> {
  const { text, to } = textOf(out);
  const since = new Date(out.item.receivedAt);
  for (const { sid, body, createdAt } of await smsApi(connection).sentTo(to, since)) {
    if (body !== text || createdAt.getTime() < since.getTime() - 1000) continue;
    if ((await findByProviderId(deps.db, connection.id, sid)) === null) return { providerId: sid };
  }
  return deps.clock.now().getTime() - since.getTime() > LISTED_AFTER_MS ? 'not_taken' : 'unknown';
}

function textOf({ item, to }: OutgoingItem): { text: string; to: string } {
  if (item.kind !== 'message' || to === null)
    throw new ProviderError('refused', 'no_address', 'no number to send it to');
  return { text: item.data.text, to };
}
