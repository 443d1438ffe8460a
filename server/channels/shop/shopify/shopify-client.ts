import { type Connection, ProviderError } from '#server/channels/provider.ts';
import { callShop, type ShopAnswer } from '../shop-http.ts';

export const SHOPIFY_VERSION = '2025-01';

export type ShopifyCall = { readonly method?: 'GET' | 'POST' | 'PUT'; readonly body?: unknown };

/** One call of the Admin API. Throws `ProviderError`. */
export function shopify(
  connection: Connection,
  path: string,
  { method = 'GET', body }: ShopifyCall = {},
): Promise<ShopAnswer> {
  const token = connection.secrets['accessToken'];
  if (token === undefined || token === '') throw new ProviderError('config', 'bad_credentials', 'no access token');
  return callShop({
    base: String(connection.settings['baseUrl']),
    path: `/admin/api/${SHOPIFY_VERSION}/${path}`,
    headers: { 'x-shopify-access-token': token },
    method,
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
}

/** The query of the next page by the answer's `Link`; the address before it is not followed. */
export function nextPage(headers: Headers): string | null {
  const next = (headers.get('link') ?? '').split(',').find((part) => /rel="?next"?/.test(part));
  return /[?&]page_info=([^&>]+)/.exec(next ?? '')?.[1] ?? null;
}

/** How long to wait so that the bucket does not run over: the desk's acts need room in it, too. */
export function pauseFor(headers: Headers): number {
  const [used, size] = (headers.get('x-shopify-shop-api-call-limit') ?? '').split('/').map(Number);
  return used !== undefined && size !== undefined && size > 0 && used / size > 0.7 ? 1000 : 0;
}
