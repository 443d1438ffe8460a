import { timingSafeEqual } from 'node:crypto';
import { isSigned } from '#server/channels/messaging/is-signed.ts';
import { tried } from '#server/channels/messaging/tried.ts';
import type { Connection, HookRequest, Provider } from '#server/channels/provider.ts';
import { jsonOf } from '#server/channels/webhooks/json-of.ts';
import { AppError } from '#server/errors.ts';
import { deliverWhatsapp } from './deliver-whatsapp.ts';
import { takeWhatsappEvent } from './take-event.service.ts';
import { whatsappApi } from './whatsapp-api.ts';
import { whatsappEvents } from './whatsapp-events.ts';
import { whatsappNotices, whatsappStanding } from './whatsapp-notices.ts';
import { checkWhatsappSettings, WHATSAPP_FIELDS } from './whatsapp-settings.ts';

const LONGEST = 4096;
const LONGEST_CAPTION = 1024;
const TYPES = ['image/png', 'image/jpeg', 'application/pdf', 'text/plain'];

/** `x-hub-signature-256`: `sha256=` and the hex of HMAC-SHA256 over the raw bytes, under the app's secret ([CH2]). */
export const isFromMeta = (connection: Connection, { rawBody, headers }: Pick<HookRequest, 'rawBody' | 'headers'>) =>
  isSigned(connection, rawBody, headers['x-hub-signature-256'], {
    secret: 'appSecret',
    encoding: 'hex',
    prefix: 'sha256=',
  });

function isSame(given: string, expected: string): boolean {
  const [a, b] = [Buffer.from(given), Buffer.from(expected)];
  return a.length === b.length && timingSafeEqual(a, b);
}

/** A number on WhatsApp, by Meta's Cloud API. Answers leave only where an administrator switched it on. */
export const whatsappProvider: Provider = {
  adapter: 'whatsapp_cloud',
  channel: 'whatsapp',
  name: { ja: 'WhatsApp（Cloud API）', en: 'WhatsApp (Cloud API)' },
  about: {
    ja: 'MetaのCloud APIでWhatsAppのメッセージを受信・返信します。返信は24時間以内、以降はテンプレートのみです。',
    en: 'Messages on WhatsApp by Meta’s Cloud API: answers within 24 hours, approved templates after that.',
  },
  fields: WHATSAPP_FIELDS,
  check: checkWhatsappSettings,
  capabilities: {
    textLimit: LONGEST,
    files: { types: TYPES, bytes: 5 * 1024 * 1024 },
    typing: false,
    delivery: true,
  },
  async prepare(_work, _connection, { text, attachments }) {
    if (attachments.length > 1) throw new AppError('too_large', { details: { limit: '1 file' } });
    if (attachments.length === 1 && text.length > LONGEST_CAPTION)
      throw new AppError('too_large', { details: { limit: LONGEST_CAPTION } });
    if (attachments.some(({ mime }) => !TYPES.includes(mime)))
      throw new AppError('unsupported_file', { details: { expected: 'PNG, JPEG, PDF, TXT' } });
    return {};
  },
  deliver: deliverWhatsapp,
  // Meta has no question for it: its marks, which carry our id, settle it; until then people decide.
  webhook: {
    verify: isFromMeta,
    events: whatsappEvents,
    handle: (deps, connection, { body }) => takeWhatsappEvent(deps, connection, jsonOf(body)),
    challenge({ secrets }, { query }) {
      const expected = secrets['verifyToken'] ?? '';
      const isRight = expected !== '' && isSame(query['hub.verify_token'] ?? '', expected);
      if (query['hub.mode'] !== 'subscribe' || !isRight) return null;
      return { status: 200, contentType: 'text/plain', body: query['hub.challenge'] ?? '' };
    },
  },
  test: (_deps, connection) =>
    tried({ ja: '番号の確認', en: 'Check the number' }, () => whatsappApi(connection).number()),
  notices: whatsappNotices,
  standing: whatsappStanding,
};
