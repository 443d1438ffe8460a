import { z } from 'zod';
import { type Heard, hear } from '#server/channels/hear.ts';
import { type Connection, type HookEvent, type Provider, ProviderError } from '#server/channels/provider.ts';
import type { Deps } from '#server/deps.ts';
import { inWork } from '#server/work.ts';
import { type BackfillPage, runBackfill } from '../backfill.ts';
import { isSignedBody } from '../body-signature.ts';
import { envelope, opened } from '../hook-envelope.ts';
import { BACKFILL_DAYS, baseUrl, SHOP_CAPABILITIES, secret } from '../shop-fields.ts';
import { takeOrder } from '../take-order.service.ts';
import { takePerson } from '../take-person.service.ts';
import { testShop } from '../test-shop.ts';
import { woo } from './woo-client.ts';
import { readWooOrder, wooFacts, wooName, wooPoints } from './woo-order.ts';

/** A WooCommerce shop: webhooks, `wc/v3` for what was missed, and acts. */
export const woocommerceProvider: Provider = {
  adapter: 'woocommerce',
  channel: 'shop',
  name: { ja: 'WooCommerce', en: 'WooCommerce' },
  about: {
    ja: '注文、返金、会員、定期購入（拡張機能）、送り状番号（拡張機能）を取り込み、キャンセル・返金・交換・住所変更をデスクから行えます。店舗別在庫、カゴ落ち、ポイントは WooCommerce 本体にないため扱いません。',
    en: 'Orders, refunds, accounts, and by its extensions subscriptions and tracking; cancel, refund, replace, change the address. WooCommerce itself has no stores, no carts left and no points.',
  },
  fields: [
    baseUrl({ ja: 'ショップのアドレス', en: 'Address of the shop' }, ''),
    secret('consumerKey', { ja: 'コンシューマーキー', en: 'Consumer key' }),
    secret('consumerSecret', { ja: 'コンシューマーシークレット', en: 'Consumer secret' }),
    secret('secret', { ja: 'Webhookの秘密鍵', en: 'Webhook secret' }),
    BACKFILL_DAYS,
  ],
  capabilities: SHOP_CAPABILITIES,
  webhook: {
    verify: ({ secrets }, { headers, rawBody }) =>
      isSignedBody(headers['x-wc-webhook-signature'], rawBody, [secrets['secret'], secrets['secret:former']]),
    events: (request) =>
      envelope(request, {
        id: request.headers['x-wc-webhook-delivery-id'],
        topic: request.headers['x-wc-webhook-topic'],
      }),
    handle,
  },
  run: async (deps, connection) => runBackfill(deps, connection, readPage),
  test: (_deps, connection) => testShop(() => woo(connection, 'orders?per_page=1')),
};

const id = z.union([z.number(), z.string()]).transform(String);
const text = z.string().nullish();
const account = z.object({
  id,
  email: text,
  first_name: text,
  last_name: text,
  billing: z.object({ phone: text, country: text }).optional(),
});
const subscription = z.object({
  id,
  status: z.string(),
  customer_id: id,
  date_modified_gmt: z.string(),
  billing: z.object({ email: text }).optional(),
  line_items: z.array(z.object({ name: z.string() })).default([]),
});

async function handle(deps: Deps, connection: Connection, event: HookEvent): Promise<void> {
  const { topic, payload } = opened(event);
  // What is gone is told by its id alone; its thread keeps what was.
  if (topic.endsWith('.deleted')) return;
  const part = topic.split('.')[0];
  if (part === 'order') {
    await takeOrder(deps, connection, wooFacts(connection, readWooOrder(payload)));
  } else if (part === 'customer') {
    const a = read(account, payload);
    const points = wooPoints(connection, { customerId: a.id, email: a.email, phone: a.billing?.phone });
    const name = wooName(a.first_name, a.last_name, a.billing?.country);
    await takePerson(deps, connection, { points, name, occurredAt: deps.clock.now() });
  } else if (part === 'subscription') await takeSubscription(deps, connection, payload);
}

function read<T>(schema: z.ZodType<T>, json: unknown): T {
  const parsed = schema.safeParse(json);
  if (parsed.success) return parsed.data;
  throw new ProviderError('refused', 'malformed', z.prettifyError(parsed.error).slice(0, 300));
}

const SUBSCRIPTION: Readonly<Record<string, 'started' | 'paused' | 'cancelled' | 'failed'>> = {
  active: 'started',
  'on-hold': 'paused',
  cancelled: 'cancelled',
  'pending-cancel': 'cancelled',
  expired: 'cancelled',
};

async function takeSubscription(deps: Deps, connection: Connection, payload: unknown): Promise<void> {
  const s = read(subscription, payload);
  const state = SUBSCRIPTION[s.status];
  const points = wooPoints(connection, { customerId: s.customer_id, email: s.billing?.email });
  if (state === undefined || points.length === 0) return;
  const heard: Heard<'subscription'> = {
    externalId: `subscription:${s.id}:${state}:${s.date_modified_gmt}`,
    kind: 'subscription',
    direction: 'none',
    occurredAt: new Date(s.date_modified_gmt.endsWith('Z') ? s.date_modified_gmt : `${s.date_modified_gmt}Z`),
    points,
    author: { type: 'integration', name: connection.name },
    data: { title: s.line_items[0]?.name ?? `#${s.id}`, state },
  };
  await inWork(deps, (work) => hear(work, connection, heard));
}

/** One page of orders by the time they changed. Pages are numbers: a change in between shifts them, the next look sees it. */
export async function readPage(connection: Connection, since: string, page: string | null): Promise<BackfillPage> {
  const number = Number(page ?? '1');
  const query = new URLSearchParams({
    per_page: '100',
    page: String(number),
    orderby: 'modified',
    order: 'asc',
    modified_after: since,
    dates_are_gmt: 'true',
  });
  const { json, headers } = await woo(connection, `orders?${query}`);
  if (!Array.isArray(json)) throw new ProviderError('retry', 'malformed_answer', 'no list of orders');
  const pages = Number(headers.get('x-wp-totalpages') ?? '1');
  return {
    orders: json.map((order) => wooFacts(connection, readWooOrder(order))),
    next: number < pages ? String(number + 1) : null,
  };
}
