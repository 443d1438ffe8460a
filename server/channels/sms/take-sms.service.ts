import { hear } from '#server/channels/hear.ts';
import { bindFiles, keepFile } from '#server/channels/messaging/keep-file.ts';
import { markByRefOrId } from '#server/channels/messaging/mark-sent.service.ts';
import { takeOptWord } from '#server/channels/messaging/opt-word.service.ts';
import type { Connection } from '#server/channels/provider.ts';
import type { Deps } from '#server/deps.ts';
import { quarantineRaw } from '#server/domains/quarantine/keep-raw.repository.ts';
import { inWork } from '#server/work.ts';
import { EVERY } from '#shared/domain/consent.ts';
import { normaliseContactPoint } from '#shared/domain/contact-point.ts';
import type { Attachment } from '#shared/domain/item-data.ts';
import type { DeliveryState } from '#shared/domain/timeline-item.ts';
import { withdrawSms } from './opted-out.service.ts';
import { smsApi } from './sms-api.ts';
import { OPTED_OUT, reasonFor } from './sms-codes.ts';

const MOST_FILES = 10;

const STATES: Readonly<Record<string, DeliveryState>> = {
  sent: 'sent',
  delivered: 'delivered',
  read: 'read',
  undelivered: 'failed',
  failed: 'failed',
};

/** Works on one call of Twilio's: a message that came, or how far one of ours got. */
export async function takeSmsCall(deps: Deps, connection: Connection, body: Buffer): Promise<void> {
  const fields = new URLSearchParams(body.toString('utf8'));
  const status = fields.get('MessageStatus');
  if (status !== null) return takeStatus(deps, connection, fields, status);
  await takeMessage(deps, connection, fields, body);
}

async function takeStatus(deps: Deps, connection: Connection, fields: URLSearchParams, status: string): Promise<void> {
  const state = STATES[status];
  const providerId = fields.get('MessageSid') ?? '';
  // "accepted", "queued", "sending": nothing that anybody knows more by.
  if (state === undefined || providerId === '') return;
  const code = fields.get('ErrorCode') ?? '';
  const ref = fields.get('ref') ?? undefined;
  const reason = state === 'failed' ? reasonFor(code) : undefined;
  await markByRefOrId(deps, connection, { providerId, ref, state, reason });
  const to = normaliseContactPoint('phone', fields.get('To') ?? '');
  if (Number(code) === OPTED_OUT && to !== null) await withdrawSms(deps, connection, { to, id: providerId });
}

async function takeMessage(deps: Deps, connection: Connection, fields: URLSearchParams, raw: Buffer): Promise<void> {
  const sid = fields.get('MessageSid') ?? '';
  const from = normaliseContactPoint('phone', fields.get('From') ?? '');
  if (from === null) {
    // A short code or a name: nobody to answer. Kept for whoever looks, and not dropped.
    const contentType = 'application/x-www-form-urlencoded';
    const detail = `From is no telephone number: ${(fields.get('From') ?? '').slice(0, 20)}`;
    await quarantineRaw(deps, { connectionId: connection.id, reason: 'no_sender', detail, raw, contentType });
    return;
  }
  const text = (fields.get('Body') ?? '').slice(0, 20_000);
  const files = await filesOf(deps, connection, fields);
  const at = deps.clock.now();
  const points = [{ kind: 'phone', value: from, verified: true }] as const;
  await inWork(deps, async (work) => {
    const heard = await hear(work, connection, {
      externalId: sid,
      kind: 'message',
      data: { text, ...(files.length === 0 ? {} : { attachments: files }) },
      direction: 'in',
      occurredAt: at,
      points,
      // Whoever says STOP is not waiting for an answer: they may not even be sent one.
      quiet: isOptCall(fields),
    });
    await bindFiles(work, files, heard.customerId);
    if (heard.duplicate) return;
    await takeOptWord(work, connection, { text: optTextOf(fields), id: sid, at, points, purpose: EVERY });
  });
}

/** Twilio says itself what it took for a stop or start word, where its opt-out handling is on. */
const optTextOf = (fields: URLSearchParams): string => {
  const type = fields.get('OptOutType');
  return type === 'STOP' || type === 'START' ? type : (fields.get('Body') ?? '');
};
const isOptCall = (fields: URLSearchParams): boolean => fields.get('OptOutType') === 'STOP';

/** What came with an MMS, fetched at once. */
async function filesOf(deps: Deps, connection: Connection, fields: URLSearchParams): Promise<Attachment[]> {
  const count = Math.min(Number(fields.get('NumMedia') ?? 0) || 0, MOST_FILES);
  const files: Attachment[] = [];
  for (let n = 0; n < count; n++) {
    const media = await smsApi(connection).media(fields.get(`MediaUrl${n}`) ?? '');
    if (media !== null) files.push(await keepFile(deps, connection.id, { name: `media-${n + 1}`, ...media }));
  }
  return files;
}
