import type { ImapFlow } from 'imapflow';
import { z } from 'zod';
import { reportFailed, saveCursor } from '#server/channels/connections/open-connection.ts';
import type { Connection } from '#server/channels/provider.ts';
import type { Deps } from '#server/deps.ts';
import { emailSettings } from '../email-settings.ts';
import { quarantineMail, type Tools, takeMail } from '../take-mail.service.ts';
import { onWire } from './open-mailbox.ts';

/** Where the reader of a folder is: the last UID it has taken, of which life of the folder ([CH3]). */
export const cursorSchema = z.object({
  folder: z.string(),
  uidValidity: z.string(),
  lastUid: z.int().nonnegative(),
  /** Since when the mailbox is read: what is older was never meant for the hub. */
  since: z.iso.datetime(),
});
export type MailCursor = z.infer<typeof cursorSchema>;

/** A mail that the hub failed at this often is set aside, so that those behind it are read. */
const MOST_TRIES = 3;
/** Larger ones are set aside by their beginning; they stay whole on the server. */
const LARGEST_FETCHED = 60 * 1024 * 1024;
const BEGINNING = 64 * 1024;

export type MailReader = {
  readonly deps: Deps;
  readonly connection: Connection;
  readonly tools: Tools;
  cursor: MailCursor | null;
  /** Failed tries by UID. */
  readonly tries: Map<number, number>;
  /** Told after each mail that is safely in. */
  readonly onProgress: () => void;
};

/**
 * Takes in everything in the open folder that came since the cursor, in order; the cursor moves after each mail that is
 * safely in. After an outage of any length, and also when the server has numbered the folder anew, nothing is missed and
 * nothing comes twice. Gives how many were taken.
 */
export async function catchUp(client: ImapFlow, reader: MailReader): Promise<number> {
  const cursor = await cursorFor(client, reader);
  const found = await onWire(client, () => client.search({ uid: `${cursor.lastUid + 1}:*` }, { uid: true }));
  // `n:*` names the newest mail even where it is older than n.
  const uids = (found || []).filter((uid) => uid > cursor.lastUid).sort((a, b) => a - b);
  for (const uid of uids) {
    await takeOne(client, reader, uid);
    reader.cursor = { ...(reader.cursor ?? cursor), lastUid: uid };
    await saveCursor(reader.deps, reader.connection.id, reader.cursor);
    reader.onProgress();
    await putAway(client, reader, uid);
  }
  return uids.length;
}

async function cursorFor(client: ImapFlow, reader: MailReader): Promise<MailCursor> {
  const { folder } = emailSettings(reader.connection);
  const mailbox = client.mailbox;
  if (mailbox === false) throw new Error('no folder is open');
  const uidValidity = String(mailbox.uidValidity);
  const known = reader.cursor;
  if (known !== null && known.folder === folder && known.uidValidity === uidValidity) return known;
  const isFirst = known === null || known.folder !== folder;
  const since = isFirst ? reader.deps.clock.now().toISOString() : known.since;
  // A mailbox that is new here begins with what comes from now on; one that was numbered anew is read again.
  const lastUid = isFirst ? Math.max(0, mailbox.uidNext - 1) : 0;
  reader.cursor = { folder, uidValidity, lastUid, since };
  await saveCursor(reader.deps, reader.connection.id, reader.cursor);
  return reader.cursor;
}

async function takeOne(client: ImapFlow, reader: MailReader, uid: number): Promise<void> {
  const { deps, connection, tools, tries } = reader;
  const head = await onWire(client, () =>
    client.fetchOne(String(uid), { size: true, internalDate: true }, { uid: true }),
  );
  if (!head) return; // somebody else has removed it meanwhile
  const receivedAt = new Date(head.internalDate ?? deps.clock.now());
  if (reader.cursor !== null && receivedAt.getTime() < Date.parse(reader.cursor.since) - 60_000) return;
  const isHuge = (head.size ?? 0) > LARGEST_FETCHED;
  const wanted = isHuge ? { start: 0, maxLength: BEGINNING } : true;
  const whole = await onWire(client, () => client.fetchOne(String(uid), { source: wanted }, { uid: true }));
  if (!whole || whole.source === undefined) return;
  const arrived = { raw: whole.source, receivedAt };
  if (isHuge) {
    const detail = `${head.size} bytes; its beginning is kept here, the whole mail is still in the mailbox`;
    return quarantineMail(deps, connection, arrived, { reason: 'too_large', detail });
  }
  try {
    await takeMail(deps, connection, arrived, tools);
    tries.delete(uid);
  } catch (error) {
    const count = (tries.get(uid) ?? 0) + 1;
    tries.set(uid, count);
    if (count < MOST_TRIES) throw error;
    deps.logger.error({ err: error, connectionId: connection.id }, 'a mail could not be taken in');
    const detail = error instanceof Error ? error.message : 'fault';
    await quarantineMail(deps, connection, arrived, { reason: 'fault', detail });
    tries.delete(uid);
  }
}

/** As the mailbox's settings say; a mail that can not be put away is taken in all the same. */
async function putAway(client: ImapFlow, { deps, connection }: MailReader, uid: number): Promise<void> {
  const { after, moveTo } = emailSettings(connection);
  try {
    if (after === 'seen') await onWire(client, () => client.messageFlagsAdd(String(uid), ['\\Seen'], { uid: true }));
    if (after === 'move') await onWire(client, () => client.messageMove(String(uid), moveTo, { uid: true }));
  } catch (error) {
    if (!client.usable) throw error;
    await reportFailed(deps, connection.id, 'not_put_away', error instanceof Error ? error.message : 'fault');
  }
}
