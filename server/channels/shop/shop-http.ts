import { setTimeout as sleep } from 'node:timers/promises';
import { ProviderError } from '#server/channels/provider.ts';

const TIMEOUT_MS = 10_000;
const DETAIL_LENGTH = 200;

export type ShopCall = {
  readonly base: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly method?: 'GET' | 'POST' | 'PUT';
  /** As text: its bytes may be signed. */
  readonly body?: string;
  readonly timeoutMs?: number;
};

export type ShopAnswer = { readonly json: unknown; readonly headers: Headers };

/**
 * One call of a shop's interface. A call that reads may be tried again whatever happened; one that writes is `unknown` when
 * it may have arrived ([CH3]). Redirects are refused: keys go where the administrator said and nowhere else.
 */
export async function callShop(call: ShopCall): Promise<ShopAnswer> {
  const { base, path, headers, method = 'GET', body, timeoutMs = TIMEOUT_MS } = call;
  const reads = method === 'GET';
  let response: Response;
  let text: string;
  try {
    response = await fetch(`${base.replace(/\/+$/, '')}${path}`, {
      method,
      headers: {
        accept: 'application/json',
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      redirect: 'manual',
      signal: AbortSignal.timeout(timeoutMs),
      ...(body === undefined ? {} : { body }),
    });
    text = await response.text();
  } catch (error) {
    throw unreachable(error, reads);
  }
  if (!response.ok) throw refusal(response, text, reads);
  try {
    return { json: text === '' ? {} : JSON.parse(text), headers: response.headers };
  } catch (cause) {
    throw noJson(reads, cause);
  }
}

/** Never connected: nothing can have arrived. */
const NOT_CONNECTED: ReadonlySet<unknown> = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'UND_ERR_CONNECT_TIMEOUT',
]);

function unreachable(error: unknown, reads: boolean): ProviderError {
  const code = (error as { cause?: { code?: unknown } } | null)?.cause?.code;
  const isTimeout = error instanceof Error && error.name === 'TimeoutError';
  const detail = isTimeout ? 'no answer in time' : `not reached${typeof code === 'string' ? ` (${code})` : ''}`;
  const kind = reads || NOT_CONNECTED.has(code) ? 'retry' : 'unknown';
  return new ProviderError(kind, isTimeout ? 'timeout' : 'unreachable', detail, { cause: error });
}

function refusal(response: Response, text: string, reads: boolean): ProviderError {
  const { status } = response;
  if (status === 429) {
    const seconds = Number(response.headers.get('retry-after') ?? '2');
    const retryAfterMs = (Number.isFinite(seconds) ? Math.min(Math.max(seconds, 0.1), 3600) : 2) * 1000;
    return new ProviderError('retry', 'rate_limited', 'the shop asked for a pause', { retryAfterMs });
  }
  if (status === 401 || status === 403)
    return new ProviderError('config', 'bad_credentials', `the shop answered ${status}`);
  if (status === 404 || status === 410) return new ProviderError('refused', 'not_found', 'the shop does not know it');
  if (status >= 500) return new ProviderError(reads ? 'retry' : 'unknown', 'shop_fault', `the shop answered ${status}`);
  if (status >= 300 && status < 400) return new ProviderError('config', 'redirected', 'the shop’s address redirects');
  return new ProviderError('refused', 'refused', wordsOf(text) || `the shop answered ${status}`);
}

/** What a shop said was wrong, short: `errors` of Shopify, `message` of WooCommerce and of ours. */
function wordsOf(text: string): string {
  try {
    const { errors, message, error } = JSON.parse(text) as { errors?: unknown; message?: unknown; error?: unknown };
    const said = errors ?? message ?? error ?? '';
    return (typeof said === 'string' ? said : JSON.stringify(said)).slice(0, DETAIL_LENGTH);
  } catch {
    return '';
  }
}

/** Tries a read again when the shop asks for a pause, a few times; for what somebody waits for. */
export async function patiently<T>(ask: () => Promise<T>, tries = 3): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await ask();
    } catch (error) {
      if (!(error instanceof ProviderError) || error.code !== 'rate_limited' || attempt >= tries) throw error;
      await sleep(Math.min(error.retryAfterMs ?? 1000, 5000));
    }
  }
}

const noJson = (reads: boolean, cause: unknown) =>
  new ProviderError(reads ? 'retry' : 'unknown', 'malformed_answer', 'the shop answered no JSON', { cause });
