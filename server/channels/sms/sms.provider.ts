import { tried } from '#server/channels/messaging/tried.ts';
import { type HookEvent, type HookRequest, type Provider, ProviderError } from '#server/channels/provider.ts';
import { isFromTwilio } from '#server/channels/twilio-signature.ts';
import { AppError } from '#server/errors.ts';
import type { SendingNotice } from '#shared/domain/sending.ts';
import { deliverSms, reconcileSms } from './deliver-sms.ts';
import { smsApi } from './sms-api.ts';
import { checkSmsSettings, SMS_FIELDS, smsSettings } from './sms-settings.ts';
import { takeSmsCall } from './take-sms.service.ts';

/** Twilio's longest body, in characters. */
const LONGEST = 1600;

const LENGTH: SendingNotice = {
  code: 'sms_length',
  level: 'info',
  text: {
    ja: 'SMSは全角70文字まで1通。超えると67文字ごとに1通分の料金がかかります。',
    en: 'One SMS holds 160 plain or 70 Japanese characters; beyond that each 153 or 67 are charged as one.',
  },
};

/** Text messages by a provider with Twilio's API. */
export const smsProvider: Provider = {
  adapter: 'twilio_sms',
  channel: 'sms',
  name: { ja: 'SMS（Twilio）', en: 'SMS (Twilio)' },
  about: {
    ja: 'Twilio形式のAPIでSMSを送受信します。配信停止（STOP）は同意の記録になります。',
    en: 'Text messages by an API of Twilio’s shape. STOP and START become consents on the thread.',
  },
  fields: SMS_FIELDS,
  check: checkSmsSettings,
  capabilities: { textLimit: LONGEST, files: null, typing: false, delivery: true },
  async prepare(_work, connection, { text, attachments }) {
    if (attachments.length > 0) throw new AppError('unsupported_file', { details: { expected: '—' } });
    const { company } = smsSettings(connection);
    const whole = company === '' || text.includes(company) ? text : `【${company}】${text}`;
    if (whole.length > LONGEST) throw new AppError('too_large', { details: { limit: LONGEST } });
    return { data: { text: whole } };
  },
  deliver: deliverSms,
  reconcile: reconcileSms,
  webhook: {
    verify: isFromTwilio,
    events: smsEvents,
    handle: (deps, connection, { body }) => takeSmsCall(deps, connection, body),
    answer: async () => ({ status: 200, contentType: 'text/xml', body: '<Response/>' }),
  },
  test: (_deps, connection) =>
    tried({ ja: 'アカウントの確認', en: 'Check the account' }, () => smsApi(connection).account()),
  facts: async (_deps, connection) => ({ address: smsSettings(connection).from }),
  notices: async () => [LENGTH],
};

/** A call is one event: a message by its sid, a mark by its sid and state. Our own id in the address comes along. */
export function smsEvents({ rawBody, query }: Pick<HookRequest, 'rawBody' | 'query'>): HookEvent[] {
  const fields = new URLSearchParams(rawBody.toString('utf8'));
  const sid = fields.get('MessageSid') ?? fields.get('SmsSid') ?? '';
  if (sid === '') throw new ProviderError('refused', 'malformed', 'a call without MessageSid');
  const status = fields.get('MessageStatus');
  fields.set('MessageSid', sid);
  if (query['ref'] !== undefined) fields.set('ref', query['ref']);
  const other = status === null ? fields.get('From') : fields.get('To');
  return [
    { id: status === null ? sid : `${sid}:${status}`, body: Buffer.from(fields.toString()), order: other ?? undefined },
  ];
}
