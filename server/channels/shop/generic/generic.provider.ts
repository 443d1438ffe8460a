import { createHash } from 'node:crypto';
import { z } from 'zod';
import { hear } from '#server/channels/hear.ts';
import {
  type Connection,
  type HookEvent,
  type Provider,
  ProviderError,
  type Runner,
} from '#server/channels/provider.ts';
import { isSignedCall, SIGNATURE_HEADER } from '#server/channels/webhooks/signed-call.ts';
import { inWork } from '#server/work.ts';
import { type BackfillPage, runBackfill } from '../backfill.ts';
import { BACKFILL_DAYS, baseUrl, SHOP_CAPABILITIES, secret } from '../shop-fields.ts';
import { takeOrder } from '../take-order.service.ts';
import { testShop } from '../test-shop.ts';
import { askGeneric } from './generic-door.ts';
import { readGenericEvent } from './generic-events.ts';

const MOST_EVENTS = 500;

/** Any other shop: it calls us with events, and answers our calls as far as it wants acts and stock on the desk. */
export const genericShopProvider: Provider = {
  adapter: 'generic_shop',
  channel: 'shop',
  name: { ja: 'その他のショップ（署名付きWebhook）', en: 'Another shop (signed webhook)' },
  about: {
    ja: '自社ECなどから、注文・配送・返品・カゴ落ち・お気に入り・ポイント・クーポン・定期購入を署名付きで受け取ります。ショップ側にAPIがあれば、在庫と操作もデスクから使えます。',
    en: 'A shop of your own: orders, shipments, returns, carts, wish lists, points, coupons and subscriptions by a signed webhook; stock and acts, too, where the shop answers our calls.',
  },
  fields: [
    secret(
      'secret',
      { ja: '署名の秘密鍵', en: 'Signing secret' },
      { ja: 'ショップ側と同じ32文字以上の文字列', en: 'The same text of 32 characters or more as at the shop' },
    ),
    { ...baseUrl({ ja: 'ショップ側APIのアドレス', en: 'Address of the shop’s API' }, ''), required: false },
    {
      name: 'acts',
      kind: 'list',
      label: { ja: 'できる操作', en: 'Acts it has' },
      help: {
        ja: 'cancel, refund, replace, change_address, hold_in_store, ship_from_store のうち、ショップ側にあるもの',
        en: 'Those of cancel, refund, replace, change_address, hold_in_store, ship_from_store that the shop has built',
      },
      required: false,
    },
    BACKFILL_DAYS,
  ],
  capabilities: SHOP_CAPABILITIES,
  webhook: {
    verify: ({ secrets }, { headers, rawBody }) =>
      isSignedCall(headers[SIGNATURE_HEADER], rawBody, [secrets['secret'], secrets['secret:former']], new Date()),
    events: ({ rawBody }) => eventsOf(rawBody),
    async handle(deps, connection, { body }) {
      const { heard, facts } = readGenericEvent(connection, JSON.parse(body.toString('utf8')));
      if (facts !== null) await takeOrder(deps, connection, facts);
      else await inWork(deps, (work) => hear(work, connection, heard));
    },
  },
  async run(deps, connection): Promise<Runner> {
    // Without an address there is nothing to read: the shop tells everything by itself.
    if (!connection.settings['baseUrl']) return { stop: async () => undefined };
    return runBackfill(deps, connection, readPage);
  },
  test: (_deps, connection) => testShop(() => askGeneric(connection, '/ping')),
};

function eventsOf(raw: Buffer): HookEvent[] {
  let json: unknown;
  try {
    json = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(raw));
  } catch (cause) {
    throw notJson(cause);
  }
  const call = z.object({ events: z.array(z.unknown()).min(1).max(MOST_EVENTS) }).safeParse(json);
  if (!call.success) throw new ProviderError('refused', 'malformed', `expected {"events": [1 to ${MOST_EVENTS}]}`);
  return call.data.events.map((event) => {
    const body = Buffer.from(JSON.stringify(event));
    const named = event as { kind?: unknown; externalId?: unknown; order?: { ref?: unknown } } | null;
    const id =
      typeof named?.externalId === 'string'
        ? `${String(named.kind)}:${named.externalId}`
        : createHash('sha256').update(body).digest('hex');
    return { id, body, ...(named?.order?.ref === undefined ? {} : { order: String(named.order.ref) }) };
  });
}

/** One page of `GET /orders?updatedSince&cursor`: `{ orders: [event], next: string | null }`. */
export async function readPage(connection: Connection, since: string, page: string | null): Promise<BackfillPage> {
  const query = new URLSearchParams({ updatedSince: since, ...(page === null ? {} : { cursor: page }) });
  const { json } = await askGeneric(connection, `/orders?${query}`);
  const list = z
    .object({ orders: z.array(z.unknown()).max(1000), next: z.string().max(2000).nullable() })
    .safeParse(json);
  if (!list.success) throw new ProviderError('retry', 'malformed_answer', 'no list of orders');
  return {
    orders: list.data.orders.flatMap((order) => readGenericEvent(connection, order).facts ?? []),
    next: list.data.next,
  };
}

const notJson = (cause: unknown) => new ProviderError('refused', 'malformed', 'the call holds no JSON', { cause });
