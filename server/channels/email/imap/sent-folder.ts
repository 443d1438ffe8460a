import type { Connection } from '#server/channels/provider.ts';
import { emailSettings } from '../email-settings.ts';
import { imapError, openMailbox } from './open-mailbox.ts';

/** Puts a sent mail into the folder for them. Throws ProviderError. */
export async function appendSent(connection: Connection, raw: Buffer): Promise<void> {
  const client = await openMailbox(connection);
  try {
    await client.append(emailSettings(connection).sentFolder, raw, ['\\Seen']);
  } catch (error) {
    throw imapError(error);
  } finally {
    client.close();
  }
}

/** Whether the folder of sent mail has a mail with this Message-ID. Throws ProviderError. */
export async function isInSentFolder(connection: Connection, messageId: string): Promise<boolean> {
  const client = await openMailbox(connection);
  try {
    await client.mailboxOpen(emailSettings(connection).sentFolder, { readOnly: true });
    const found = await client.search({ header: { 'message-id': messageId } }, { uid: true });
    return Array.isArray(found) && found.length > 0;
  } catch (error) {
    throw imapError(error);
  } finally {
    client.close();
  }
}
