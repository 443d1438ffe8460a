import { AppError } from '#server/errors.ts';
import { toError } from '#shared/lib/assert.ts';

/** How the provider is asked; tests of faults give their own. */
export type ProviderFetch = (url: string, init?: RequestInit) => Promise<Response>;

const TIMEOUT_MS = 10_000;
/** More than any configuration, key set or token answer of a provider has. */
const MOST_BYTES = 512 * 1024;

/**
 * Asks the provider and gives its JSON with the status. Follows no redirects: the address was set by an administrator, and
 * another one was not. Error: `sign_on_unreachable`.
 */
export async function askProvider(
  fetcher: ProviderFetch,
  url: string,
  init: RequestInit = {},
): Promise<{ status: number; body: unknown }> {
  let response: Response;
  let text: string;
  try {
    response = await fetcher(url, { ...init, redirect: 'error', signal: AbortSignal.timeout(TIMEOUT_MS) });
    text = await readAtMost(response, MOST_BYTES);
  } catch (cause) {
    const reason = toError(cause).name === 'TimeoutError' ? 'timeout' : 'network';
    throw new AppError('sign_on_unreachable', { cause, details: { reason } });
  }
  if (response.status >= 500)
    throw new AppError('sign_on_unreachable', { details: { reason: `HTTP ${response.status}` } });
  try {
    return { status: response.status, body: JSON.parse(text) };
  } catch (cause) {
    throw new AppError('sign_on_unreachable', { cause, details: { reason: `not JSON, HTTP ${response.status}` } });
  }
}

async function readAtMost(response: Response, most: number): Promise<string> {
  const parts: Uint8Array[] = [];
  let size = 0;
  for await (const part of response.body ?? []) {
    size += part.byteLength;
    if (size > most) throw new Error('too large');
    parts.push(part);
  }
  return Buffer.concat(parts).toString('utf8');
}
