import { type Answered, askApi, commonFailure, fetchMedia } from '#server/channels/messaging/ask-api.ts';
import { MEDIA_LIMIT } from '#server/channels/messaging/keep-file.ts';
import { type Connection, ProviderError } from '#server/channels/provider.ts';
import { failureFor } from './sms-codes.ts';
import { smsSettings } from './sms-settings.ts';

export type SentSms = { readonly sid: string; readonly body: string; readonly createdAt: Date };

/** Twilio's messages API; throws `ProviderError`. Credentials go to its own address and nowhere else. */
export type SmsApi = {
  readonly account: () => Promise<string>;
  readonly send: (fields: Readonly<Record<string, string>>) => Promise<{ readonly sid: string }>;
  /** What was sent to a number since a day, newest first. */
  readonly sentTo: (to: string, since: Date) => Promise<SentSms[]>;
  /** Null for an address that is not the API's own, or a file that is gone. */
  readonly media: (url: string) => Promise<{ readonly bytes: Buffer; readonly type: string } | null>;
};

export function smsApi(connection: Connection): SmsApi {
  const { accountSid, apiUrl } = smsSettings(connection);
  const base = `${apiUrl}/2010-04-01/Accounts/${encodeURIComponent(accountSid)}`;
  const basic = Buffer.from(`${accountSid}:${connection.secrets['authToken'] ?? ''}`).toString('base64');
  const headers = { authorization: `Basic ${basic}` };
  return {
    async account() {
      const { friendly_name: name } = bodyOf(await askApi({ url: `${base}.json`, headers }), false);
      return String(name ?? '');
    },
    async send(fields) {
      const body = new URLSearchParams(fields);
      const answered = await askApi({ url: `${base}/Messages.json`, headers, method: 'POST', isOrder: true, body });
      const { sid } = bodyOf(answered, true);
      if (typeof sid !== 'string' || sid === '') throw malformed(true);
      return { sid };
    },
    async sentTo(to, since) {
      const query = new URLSearchParams({ To: to, 'DateSent>': since.toISOString().slice(0, 10), PageSize: '100' });
      const { messages } = bodyOf(await askApi({ url: `${base}/Messages.json?${query}`, headers }), false);
      if (!Array.isArray(messages)) throw malformed(false);
      return (messages as Record<string, unknown>[]).map((m) => ({
        sid: String(m['sid']),
        body: String(m['body'] ?? ''),
        createdAt: new Date(String(m['date_created'])),
      }));
    },
    async media(url) {
      // The address came with a call; our credentials go to the API alone.
      if (!url.startsWith(`${apiUrl}/`)) return null;
      const { status, bytes, type } = await fetchMedia({ url, headers }, MEDIA_LIMIT);
      if (status === 404 || status === 410) return null;
      if (status !== 200) throw failureOf({ status, headers: new Headers(), body: undefined }, false);
      return { bytes, type };
    },
  };
}

function bodyOf(answered: Answered, isOrder: boolean): Readonly<Record<string, unknown>> {
  if (answered.status !== 200 && answered.status !== 201) throw failureOf(answered, isOrder);
  if (answered.body === undefined) throw malformed(isOrder);
  return answered.body;
}

const malformed = (isOrder: boolean) =>
  new ProviderError(isOrder ? 'unknown' : 'retry', 'malformed_answer', 'the answer is not what it should be');

function failureOf(answered: Answered, isOrder: boolean): ProviderError {
  const code = Number(answered.body?.['code'] ?? 0);
  const detail = `HTTP ${answered.status}${code === 0 ? '' : `, code ${code}`}`;
  return (
    failureFor(code, detail) ??
    commonFailure(answered, isOrder, detail) ??
    new ProviderError('refused', 'refused', detail)
  );
}
