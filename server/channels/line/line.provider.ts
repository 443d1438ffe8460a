import { isSigned } from '#server/channels/messaging/is-signed.ts';
import { tried } from '#server/channels/messaging/tried.ts';
import type { Connection, HookRequest, Provider } from '#server/channels/provider.ts';
import { jsonOf } from '#server/channels/webhooks/json-of.ts';
import { deliverLine, reconcileLine } from './deliver-line.ts';
import { lineApi } from './line-api.ts';
import { lineEvents } from './line-events.ts';
import { checkLineAnswer, PICTURE_BYTES, PICTURE_TYPES, TEXT_UNITS } from './line-messages.ts';
import { lineNotices, lineStanding } from './line-quota.service.ts';
import { LINE_FIELDS } from './line-settings.ts';
import { takeLineEvent } from './take-event.service.ts';

/** `x-line-signature`: base64 of HMAC-SHA256 over the raw bytes, under the channel's secret ([CH2]). */
export const isFromLine = (connection: Connection, { rawBody, headers }: Pick<HookRequest, 'rawBody' | 'headers'>) =>
  isSigned(connection, rawBody, headers['x-line-signature'], { secret: 'channelSecret', encoding: 'base64' });

/** A LINE Official Account, by the Messaging API. */
export const lineProvider: Provider = {
  adapter: 'line',
  channel: 'line',
  name: { ja: 'LINE公式アカウント', en: 'LINE Official Account' },
  about: {
    ja: 'LINE公式アカウントのMessaging APIで、お客様のトークを受信・返信します。',
    en: 'Receives and answers chats of a LINE Official Account by the Messaging API.',
  },
  fields: LINE_FIELDS,
  capabilities: {
    textLimit: TEXT_UNITS * 4,
    files: { types: [...PICTURE_TYPES], bytes: PICTURE_BYTES },
    typing: false,
    delivery: false,
  },
  prepare: async (_work, _connection, draft) => {
    checkLineAnswer(draft);
    return {};
  },
  deliver: deliverLine,
  reconcile: reconcileLine,
  webhook: {
    verify: isFromLine,
    events: lineEvents,
    handle: (deps, connection, { body }) => takeLineEvent(deps, connection, jsonOf(body)),
  },
  test: (_deps, connection) =>
    tried({ ja: 'アクセストークンの確認', en: 'Check the access token' }, () => lineApi(connection).botName()),
  notices: lineNotices,
  standing: lineStanding,
};
