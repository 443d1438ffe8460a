import { type Answered, askApi, commonFailure, fetchMedia } from '#server/channels/messaging/ask-api.ts';
import { MEDIA_LIMIT } from '#server/channels/messaging/keep-file.ts';
import { type Connection, ProviderError } from '#server/channels/provider.ts';
import { lineSettings } from './line-settings.ts';

export type LineProfile = { readonly name: string | undefined; readonly locale: 'ja' | 'en' | undefined };
/** A file; `preparing` while LINE still turns a film into one; `gone` when it is no longer kept. */
export type LineContent = { readonly bytes: Buffer; readonly type: string } | 'preparing' | 'gone';
/** `expired`: the reply token was used, or is too old. */
export type Sent = { readonly messageId: string | undefined };

/** LINE's Messaging API, as far as conversations need it; throws `ProviderError`. */
export type LineApi = {
  readonly botName: () => Promise<string>;
  /** Null when the user is no friend, or has blocked us. */
  readonly profile: (userId: string) => Promise<LineProfile | null>;
  readonly content: (messageId: string) => Promise<LineContent>;
  readonly reply: (replyToken: string, messages: readonly unknown[]) => Promise<Sent | 'expired'>;
  /** `retryKey` makes it safe to ask again: LINE does it once. */
  readonly push: (to: string, messages: readonly unknown[], retryKey: string) => Promise<Sent>;
  readonly quota: () => Promise<{ readonly most: number | null; readonly used: number }>;
};

export function lineApi(connection: Connection): LineApi {
  const { apiUrl, dataUrl } = lineSettings(connection);
  const authorization = `Bearer ${connection.secrets['accessToken'] ?? ''}`;
  const get = (path: string) => askApi({ url: `${apiUrl}${path}`, headers: { authorization } });
  const order = (path: string, body: unknown, more: Record<string, string> = {}) =>
    askApi({
      url: `${apiUrl}${path}`,
      method: 'POST',
      isOrder: true,
      headers: { authorization, 'content-type': 'application/json', ...more },
      body: JSON.stringify(body),
    });
  return {
    async botName() {
      const answered = await get('/v2/bot/info');
      return String(bodyOf(answered, false)['displayName'] ?? '');
    },
    async profile(userId) {
      const answered = await get(`/v2/bot/profile/${encodeURIComponent(userId)}`);
      if (answered.status === 404) return null;
      const { displayName, language } = bodyOf(answered, false);
      return {
        name:
          typeof displayName === 'string' && displayName.trim() !== '' ? displayName.trim().slice(0, 200) : undefined,
        locale: language === 'ja' || language === 'en' ? language : undefined,
      };
    },
    async content(messageId) {
      const path = `${dataUrl}/v2/bot/message/${encodeURIComponent(messageId)}/content`;
      const { status, bytes, type } = await fetchMedia({ url: path, headers: { authorization } }, MEDIA_LIMIT);
      if (status === 202) return 'preparing';
      if (status === 404 || status === 410) return 'gone';
      if (status !== 200) throw failureOf({ status, headers: new Headers(), body: undefined }, false);
      return { bytes, type };
    },
    async reply(replyToken, messages) {
      const answered = await order('/v2/bot/message/reply', { replyToken, messages });
      if (answered.status === 400 && /reply token/i.test(String(answered.body?.['message']))) return 'expired';
      return sentOf(answered);
    },
    async push(to, messages, retryKey) {
      const answered = await order('/v2/bot/message/push', { to, messages }, { 'x-line-retry-key': retryKey });
      // Accepted before: this is the same order, and it was carried out.
      if (answered.status === 409) return { messageId: messageIdOf(answered) };
      return sentOf(answered);
    },
    async quota() {
      const [limit, used] = await Promise.all([get('/v2/bot/message/quota'), get('/v2/bot/message/quota/consumption')]);
      const { type, value } = bodyOf(limit, false);
      const { totalUsage } = bodyOf(used, false);
      if (typeof totalUsage !== 'number') throw malformed(false);
      return { most: type === 'limited' && typeof value === 'number' ? value : null, used: totalUsage };
    },
  };
}

function sentOf(answered: Answered): Sent {
  bodyOf(answered, true);
  return { messageId: messageIdOf(answered) };
}

function messageIdOf({ body }: Answered): string | undefined {
  const sent = body?.['sentMessages'];
  const first: unknown = Array.isArray(sent) ? sent[0] : undefined;
  const id = (first as { id?: unknown } | undefined)?.id;
  return typeof id === 'string' ? id : undefined;
}

function bodyOf(answered: Answered, isOrder: boolean): Readonly<Record<string, unknown>> {
  if (answered.status !== 200) throw failureOf(answered, isOrder);
  if (answered.body === undefined) throw malformed(isOrder);
  return answered.body;
}

const malformed = (isOrder: boolean) =>
  new ProviderError(isOrder ? 'unknown' : 'retry', 'malformed_answer', 'LINE’s answer is not what it should be');

/** LINE's own sentence, without what a customer said: it names fields and limits only. */
function failureOf(answered: Answered, isOrder: boolean): ProviderError {
  const said = answered.body?.['message'];
  const detail = `HTTP ${answered.status}${typeof said === 'string' ? `: ${said.slice(0, 200)}` : ''}`;
  if (answered.status === 429 && /monthly limit/i.test(detail))
    return new ProviderError('config', 'quota_used_up', detail);
  const common = commonFailure(answered, isOrder, detail);
  if (common !== null) return common;
  if (answered.status === 403) return new ProviderError('config', 'not_allowed', detail);
  return new ProviderError('refused', 'refused', detail);
}
