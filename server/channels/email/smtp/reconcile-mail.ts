import type { Connection, OutgoingItem, Taken } from '#server/channels/provider.ts';
import { ProviderError } from '#server/channels/provider.ts';
import type { Deps } from '#server/deps.ts';
import { emailSettings } from '../email-settings.ts';
import { isInSentFolder } from '../imap/sent-folder.ts';

/** A server that keeps copies by itself has done so by then. */
const KEPT_AFTER_MS = 2 * 60_000;

/**
 * Whether a mail that may have been taken was: the folder of sent mail shows it. Where the hub itself puts copies there, it
 * did so only after the server's word, so a missing one proves nothing and people decide.
 */
export async function reconcileMail(
  deps: Deps,
  connection: Connection,
  out: OutgoingItem,
): Promise<Taken | 'not_taken' | 'unknown'> {
  const settings = emailSettings(connection);
  if (settings.sentFolder === '') {
    throw new ProviderError('unknown', 'no_reconcile', 'no folder of sent mail is set, so nobody can tell');
  }
  if (await isInSentFolder(connection, out.ref)) return { providerId: out.ref };
  if (settings.saveSent) throw new ProviderError('unknown', 'no_reconcile', 'the folder of sent mail does not have it');
  const age = deps.clock.now().getTime() - Date.parse(out.item.occurredAt);
  return age > KEPT_AFTER_MS ? 'not_taken' : 'unknown';
}
