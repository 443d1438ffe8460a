import { type Connection, ProviderError } from '#server/channels/provider.ts';
import { callShop, type ShopAnswer } from '../shop-http.ts';

type Call = { readonly method?: 'GET' | 'POST' | 'PUT'; readonly body?: unknown };

/** One call of a shop's `wc/v3`. Key and secret go as Basic authentication, so only over HTTPS. Throws `ProviderError`. */
export function woo(connection: Connection, path: string, { method = 'GET', body }: Call = {}): Promise<ShopAnswer> {
  const { consumerKey, consumerSecret } = connection.secrets;
  if (!consumerKey || !consumerSecret) throw new ProviderError('config', 'bad_credentials', 'no key');
  return callShop({
    base: String(connection.settings['baseUrl']),
    path: `/wp-json/wc/v3/${path}`,
    headers: { authorization: `Basic ${Buffer.from(`${consumerKey}:${consumerSecret}`).toString('base64')}` },
    method,
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
}
