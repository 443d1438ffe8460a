import { type Answered, askApi, commonFailure, fetchMedia, retryAfterOf } from '#server/channels/messaging/ask-api.ts';
import { MEDIA_LIMIT } from '#server/channels/messaging/keep-file.ts';
import { type Connection, ProviderError } from '#server/channels/provider.ts';
import { failureFor } from './whatsapp-codes.ts';
import { whatsappSettings } from './whatsapp-settings.ts';

/** Where Meta keeps media; our token goes to no other host. */
const MEDIA_HOSTS = /(^|\.)(fbsbx\.com|fbcdn\.net|facebook\.com|whatsapp\.net)$/;

type FileOut = { readonly name: string; readonly mime: string; readonly bytes: Buffer };

/** The WhatsApp Cloud API, as far as conversations need it; throws `ProviderError`. */
export type WhatsappApi = {
  readonly number: () => Promise<string>;
  readonly send: (message: Readonly<Record<string, unknown>>) => Promise<{ readonly id: string }>;
  readonly upload: (file: FileOut) => Promise<string>;
  /** Null when it is no longer kept. */
  readonly media: (id: string) => Promise<{ readonly bytes: Buffer; readonly type: string } | null>;
};

export function whatsappApi(connection: Connection): WhatsappApi {
  const { apiUrl, phoneNumberId } = whatsappSettings(connection);
  const headers = { authorization: `Bearer ${connection.secrets['accessToken'] ?? ''}` };
  const own = `${apiUrl}/${encodeURIComponent(phoneNumberId)}`;
  return {
    async number() {
      const url = `${own}?fields=display_phone_number,verified_name`;
      const { display_phone_number: number, verified_name: name } = bodyOf(await askApi({ url, headers }), false);
      return [number, name].filter((part) => typeof part === 'string').join(' · ');
    },
    async send(message) {
      const answered = await askApi({
        url: `${own}/messages`,
        method: 'POST',
        isOrder: true,
        headers: { ...headers, 'content-type': 'application/json' },
        body: JSON.stringify({ messaging_product: 'whatsapp', recipient_type: 'individual', ...message }),
      });
      const { messages } = bodyOf(answered, true);
      const id: unknown = Array.isArray(messages) ? (messages[0] as { id?: unknown } | undefined)?.id : undefined;
      if (typeof id !== 'string') throw malformed(true);
      return { id };
    },
    async upload({ name, mime, bytes }) {
      const body = new FormData();
      body.set('messaging_product', 'whatsapp');
      body.set('type', mime);
      body.set('file', new Blob([new Uint8Array(bytes)], { type: mime }), name);
      // Uploading twice does no harm: what counts is the message.
      const { id } = bodyOf(await askApi({ url: `${own}/media`, method: 'POST', headers, body }), false);
      if (typeof id !== 'string') throw malformed(false);
      return id;
    },
    async media(id) {
      const asked = await askApi({ url: `${apiUrl}/${encodeURIComponent(id)}`, headers });
      if (asked.status === 404) return null;
      const { url } = bodyOf(asked, false);
      if (typeof url !== 'string' || !isMediaAddress(url, apiUrl)) throw malformed(false);
      const { status, bytes, type } = await fetchMedia({ url, headers }, MEDIA_LIMIT);
      if (status === 404 || status === 410) return null;
      if (status !== 200) throw failureOf({ status, headers: new Headers(), body: undefined }, false);
      return { bytes, type };
    },
  };
}

function isMediaAddress(given: string, apiUrl: string): boolean {
  try {
    const { host, hostname, protocol } = new URL(given);
    return host === new URL(apiUrl).host || (protocol === 'https:' && MEDIA_HOSTS.test(hostname));
  } catch {
    return false;
  }
}

function bodyOf(answered: Answered, isOrder: boolean): Readonly<Record<string, unknown>> {
  if (answered.status !== 200) throw failureOf(answered, isOrder);
  if (answered.body === undefined) throw malformed(isOrder);
  return answered.body;
}

const malformed = (isOrder: boolean) =>
  new ProviderError(isOrder ? 'unknown' : 'retry', 'malformed_answer', 'the answer is not what it should be');

function failureOf(answered: Answered, isOrder: boolean): ProviderError {
  const error = answered.body?.['error'] as { code?: unknown } | undefined;
  const code = typeof error?.code === 'number' ? error.code : null;
  const detail = `HTTP ${answered.status}${code === null ? '' : `, code ${code}`}`;
  return (
    (code === null ? null : failureFor(code, detail, retryAfterOf(answered.headers))) ??
    commonFailure(answered, isOrder, detail) ??
    new ProviderError('refused', 'refused', detail)
  );
}
