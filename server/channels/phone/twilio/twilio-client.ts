import { type Connection, ProviderError } from '#server/channels/provider.ts';
import { twilioSettings } from './twilio-settings.ts';

const TIMEOUT_MS = 10_000;
const MEDIA_TIMEOUT_MS = 60_000;
/** An hour and a half of MP3 at 64 kbit/s. */
export const RECORDING_LIMIT = 45 * 1024 * 1024;
const MOST_WAIT_MS = 60_000;

type Form = Readonly<Record<string, string | readonly string[] | undefined>>;

/** Twilio's REST API, as far as calls need it. Everything throws `ProviderError`. */
export type TwilioClient = {
  readonly account: () => Promise<{ friendlyName: string; status: string }>;
  /** Begins a call and gives its sid. */
  readonly createCall: (form: Form) => Promise<string>;
  readonly updateCall: (sid: string, form: Form) => Promise<void>;
  readonly updateParticipant: (conferenceSid: string, callSid: string, form: Form) => Promise<void>;
  readonly updateRecording: (conferenceSid: string, form: Form) => Promise<void>;
  /** The recording's MP3, fetched at once: providers delete. */
  readonly recording: (sid: string) => Promise<Buffer>;
};

/** A client for one connection; credentials go to its own API address and nowhere else. */
export function twilioClient(connection: Connection): TwilioClient {
  const { accountSid, apiUrl } = twilioSettings(connection);
  const base = `${apiUrl}/2010-04-01/Accounts/${encodeURIComponent(accountSid)}`;
  const basic = Buffer.from(`${accountSid}:${connection.secrets['authToken'] ?? ''}`).toString('base64');
  const authorization = `Basic ${basic}`;

  async function ask(path: string, form: Form | null, timeoutMs = TIMEOUT_MS): Promise<Response> {
    const init: RequestInit = { headers: { authorization }, redirect: 'error', signal: AbortSignal.timeout(timeoutMs) };
    if (form !== null) Object.assign(init, { method: 'POST', body: fieldsOf(form) });
    let response: Response;
    try {
      response = await fetch(`${base}${path}`, init);
    } catch (error) {
      throw unanswered(error, form !== null);
    }
    if (!response.ok) throw await refusalOf(response);
    return response;
  }

  async function json(path: string, form: Form | null): Promise<Record<string, unknown>> {
    const response = await ask(path, form);
    const body: unknown = await response.json().catch(() => null);
    if (body === null || typeof body !== 'object')
      throw new ProviderError(form === null ? 'retry' : 'unknown', 'malformed_answer', 'the answer is not JSON');
    return body as Record<string, unknown>;
  }

  return {
    async account() {
      const { friendly_name: name, status } = await json('.json', null);
      return { friendlyName: String(name ?? ''), status: String(status ?? '') };
    },
    async createCall(form) {
      const { sid } = await json('/Calls.json', form);
      if (typeof sid !== 'string' || sid === '')
        throw new ProviderError('unknown', 'malformed_answer', 'the answer names no call');
      return sid;
    },
    updateCall: async (sid, form) => void (await ask(`/Calls/${encodeURIComponent(sid)}.json`, form)),
    updateParticipant: async (conference, call, form) =>
      void (await ask(
        `/Conferences/${encodeURIComponent(conference)}/Participants/${encodeURIComponent(call)}.json`,
        form,
      )),
    updateRecording: async (conference, form) =>
      void (await ask(`/Conferences/${encodeURIComponent(conference)}/Recordings/Twilio.CURRENT.json`, form)),
    async recording(sid) {
      const response = await ask(`/Recordings/${encodeURIComponent(sid)}.mp3`, null, MEDIA_TIMEOUT_MS);
      return limited(response);
    },
  };
}

function fieldsOf(form: Form): URLSearchParams {
  const fields = new URLSearchParams();
  for (const [name, value] of Object.entries(form)) {
    if (value === undefined) continue;
    for (const one of typeof value === 'string' ? [value] : value) fields.append(name, one);
  }
  return fields;
}

/** No answer: of a question nothing was done; of an order nobody knows. */
function unanswered(error: unknown, isOrder: boolean): ProviderError {
  const timedOut = error instanceof Error && error.name === 'TimeoutError';
  const refused = (error as { cause?: { code?: string } }).cause?.code === 'ECONNREFUSED';
  const kind = isOrder && !refused ? 'unknown' : 'retry';
  return new ProviderError(kind, timedOut ? 'timeout' : 'unreachable', 'no answer from the provider', { cause: error });
}

async function refusalOf(response: Response): Promise<ProviderError> {
  const body = (await response.json().catch(() => ({}))) as { code?: unknown };
  const detail = `HTTP ${response.status}${typeof body.code === 'number' ? `, code ${body.code}` : ''}`;
  if (response.status === 429) {
    const seconds = Number(response.headers.get('retry-after') ?? 1);
    const retryAfterMs = Math.min(Number.isFinite(seconds) ? seconds * 1000 : 1000, MOST_WAIT_MS);
    return new ProviderError('retry', 'rate_limited', detail, { retryAfterMs });
  }
  if (response.status === 401 || response.status === 403) return new ProviderError('config', 'bad_credentials', detail);
  if (response.status >= 500) return new ProviderError('retry', 'provider_down', detail);
  return new ProviderError('refused', response.status === 404 ? 'gone' : 'refused', detail);
}

async function limited(response: Response): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  try {
    for await (const chunk of response.body ?? []) {
      size += chunk.length;
      if (size > RECORDING_LIMIT) throw new ProviderError('refused', 'too_large', 'the recording is too long');
      chunks.push(chunk);
    }
  } catch (cause) {
    if (cause instanceof ProviderError) throw cause;
    throw unanswered(cause, false);
  }
  if (size === 0) throw new ProviderError('retry', 'malformed_answer', 'the recording is empty');
  return Buffer.concat(chunks);
}
