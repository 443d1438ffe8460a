import { ProviderError } from '#server/channels/provider.ts';

const TIMEOUT_MS = 10_000;
const MEDIA_TIMEOUT_MS = 60_000;
const MOST_WAIT_MS = 10 * 60_000;
const NO_ANSWER_AT_ALL = ['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH'];

export type Ask = {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly method?: 'GET' | 'POST';
  readonly body?: string | URLSearchParams | FormData;
  /** It makes the provider do something: without an answer nobody knows whether it did. */
  readonly isOrder?: boolean;
};

/** What a provider answered; `body` is undefined where it is not JSON. */
export type Answered = {
  readonly status: number;
  readonly headers: Headers;
  readonly body: Readonly<Record<string, unknown>> | undefined;
};

/**
 * Asks a provider's API. Throws `ProviderError` only where no answer came. Credentials stay with its host: fetch drops
 * them when it is led elsewhere.
 */
export async function askApi(ask: Ask): Promise<Answered> {
  const response = await request(ask, TIMEOUT_MS);
  let text: string;
  try {
    text = await response.text();
  } catch (cause) {
    throw unanswered(cause, ask.isOrder === true);
  }
  return { status: response.status, headers: response.headers, body: jsonOf(text) };
}

/** Fetches a file of at most `limit` bytes. Throws `ProviderError`, `too_large` where it is longer. */
export async function fetchMedia(ask: Ask, limit: number): Promise<{ status: number; bytes: Buffer; type: string }> {
  const response = await request(ask, MEDIA_TIMEOUT_MS);
  const type = response.headers.get('content-type')?.split(';')[0]?.trim() ?? '';
  const chunks: Uint8Array[] = [];
  let size = 0;
  try {
    for await (const chunk of response.body ?? []) {
      size += chunk.length;
      if (size > limit) throw new ProviderError('refused', 'too_large', `the file is longer than ${limit} bytes`);
      chunks.push(chunk);
    }
  } catch (cause) {
    if (cause instanceof ProviderError) throw cause;
    throw unanswered(cause, false);
  }
  return { status: response.status, bytes: Buffer.concat(chunks), type };
}

async function request({ url, headers, method = 'GET', body, isOrder = false }: Ask, timeoutMs: number) {
  const signal = AbortSignal.timeout(timeoutMs);
  try {
    return await fetch(url, { method, headers, signal, redirect: 'follow', ...(body === undefined ? {} : { body }) });
  } catch (cause) {
    throw unanswered(cause, isOrder);
  }
}

function unanswered(cause: unknown, isOrder: boolean): ProviderError {
  const isLate = cause instanceof Error && cause.name === 'TimeoutError';
  const code = (cause as { cause?: { code?: string } } | null)?.cause?.code ?? '';
  const kind = isOrder && !NO_ANSWER_AT_ALL.includes(code) ? 'unknown' : 'retry';
  return new ProviderError(kind, isLate ? 'timeout' : 'unreachable', `no answer from the provider ${code}`.trim(), {
    cause,
  });
}

function jsonOf(text: string): Answered['body'] {
  try {
    const parsed: unknown = JSON.parse(text);
    return parsed !== null && typeof parsed === 'object' ? (parsed as Record<string, unknown>) : undefined;
  } catch {
    return undefined; // a proxy's page, or half an answer
  }
}

/** How long a provider asks to be left alone; undefined where it does not say. */
export function retryAfterOf(headers: Headers): { retryAfterMs?: number } {
  const said = headers.get('retry-after');
  if (said === null) return {};
  const seconds = Number(said);
  return Number.isFinite(seconds) && seconds >= 0 ? { retryAfterMs: Math.min(seconds * 1000, MOST_WAIT_MS) } : {};
}

/** What every provider means by these; null for what is its own to explain. */
export function commonFailure({ status, headers }: Answered, isOrder: boolean, detail: string): ProviderError | null {
  if (status === 429) return new ProviderError('retry', 'rate_limited', detail, retryAfterOf(headers));
  if (status === 401) return new ProviderError('config', 'bad_credentials', detail);
  if (status === 503) return new ProviderError('retry', 'provider_down', detail, retryAfterOf(headers));
  if (status >= 500) return new ProviderError(isOrder ? 'unknown' : 'retry', 'provider_down', detail);
  return null;
}
