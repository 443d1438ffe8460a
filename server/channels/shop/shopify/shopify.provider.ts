import { z } from 'zod';
import { type Connection, type Provider, ProviderError } from '#server/channels/provider.ts';
import { type BackfillPage, runBackfill } from '../backfill.ts';
import { isSignedBody } from '../body-signature.ts';
import { envelope } from '../hook-envelope.ts';
import { BACKFILL_DAYS, baseUrl, SHOP_CAPABILITIES, secret, WAREHOUSES } from '../shop-fields.ts';
import { testShop } from '../test-shop.ts';
import { nextPage, pauseFor, shopify } from './shopify-client.ts';
import { readShopifyOrder, shopifyFacts } from './shopify-order.ts';
import { handleShopify } from './shopify-topics.ts';

/** A Shopify shop: webhooks, the Admin API for what was missed, and acts. */
export const shopifyProvider: Provider = {
  adapter: 'shopify',
  channel: 'shop',
  name: { ja: 'Shopify', en: 'Shopify' },
  about: {
    ja: '注文、配送、返金、カゴ落ち、会員、定期購入を取り込み、キャンセル・返金・交換・住所変更・店舗取り置き・店舗出荷をデスクから行えます。ポイントとお気に入りは Shopify 本体にないため取り込みません。',
    en: 'Orders, shipments, refunds, carts left, accounts and subscriptions; cancel, refund, replace, change the address, hold in a store and ship from one. Shopify itself has no points and no wish lists.',
  },
  fields: [
    baseUrl({ ja: 'ショップの管理アドレス', en: 'Admin address of the shop' }, 'https://YOUR-SHOP.myshopify.com'),
    secret('accessToken', { ja: 'Admin APIアクセストークン', en: 'Admin API access token' }),
    secret(
      'secret',
      { ja: 'クライアントシークレット', en: 'Client secret' },
      { ja: 'Webhookの署名に使われます', en: 'It signs the webhooks' },
    ),
    WAREHOUSES,
    BACKFILL_DAYS,
  ],
  capabilities: SHOP_CAPABILITIES,
  webhook: {
    verify: ({ secrets }, { headers, rawBody }) =>
      isSignedBody(headers['x-shopify-hmac-sha256'], rawBody, [secrets['secret'], secrets['secret:former']]),
    events: (request) =>
      envelope(request, {
        id: request.headers['x-shopify-webhook-id'] ?? request.headers['x-shopify-event-id'],
        topic: request.headers['x-shopify-topic'],
      }),
    handle: handleShopify,
  },
  run: async (deps, connection) => runBackfill(deps, connection, readPage),
  test: (_deps, connection) => testShop(() => shopify(connection, 'shop.json')),
};

/** One page of orders by the time they changed. */
export async function readPage(connection: Connection, since: string, page: string | null): Promise<BackfillPage> {
  const query =
    page === null
      ? new URLSearchParams({ status: 'any', limit: '250', order: 'updated_at asc', updated_at_min: since }).toString()
      : `limit=250&page_info=${page}`;
  const { json, headers } = await shopify(connection, `orders.json?${query}`);
  const list = z.object({ orders: z.array(z.unknown()) }).safeParse(json);
  if (!list.success) throw new ProviderError('retry', 'malformed_answer', 'no list of orders');
  return {
    orders: list.data.orders.map((order) => shopifyFacts(connection, readShopifyOrder(order))),
    next: nextPage(headers),
    pauseMs: pauseFor(headers),
  };
}
