import { randomUUID } from 'node:crypto';
import { connectionOf } from '#server/channels/connections/open-connection.ts';
import { readShopifyOrder, shopifyFacts } from '#server/channels/shop/shopify/shopify-order.ts';
import { takeOrder } from '#server/channels/shop/take-order.service.ts';
import type { CommandInput } from '#shared/wire/commands.ts';
import { closedAfterTests } from '#test/support/closed-after.ts';
import { dataOf } from '#test/support/commands.ts';
import type { TestDatabase } from '#test/support/database.ts';
import { makeConversation } from '#test/support/factories/conversations.ts';
import { makeAgent } from '#test/support/factories/people.ts';
import { SHOPIFY_SECRET, SHOPIFY_TOKEN, shopifyOrder, startShopify } from '#test/support/fake-shopify.ts';
import { testHub } from '#test/support/hub.ts';

/** A customer's order, and a conversation of theirs that the desk owns. */
export type KnownOrder = { readonly customerId: string; readonly conversationId: string; readonly orderRef: string };

/** A hub with a shop connected, its jobs running; an administrator and two desks signed in. */
export async function shopDesk(database: TestDatabase) {
  const { db } = database;
  const hub = await testHub(database, { work: true });
  const { deps } = hub.app;
  const shop = await closedAfterTests(startShopify());
  const admin = await hub.signIn(await makeAgent(db, [], { role: 'admin' }));
  const [mine, other] = hub.agents;
  const desk = await hub.signIn(mine);
  const colleague = await hub.signIn(other);
  const fields = { baseUrl: shop.url, accessToken: SHOPIFY_TOKEN, secret: SHOPIFY_SECRET, warehouses: '東京倉庫' };
  const { connectionId } = dataOf(
    await admin.command('channel:connect', { adapter: 'shopify', name: 'North Roastery', fields }),
  );
  const connection = await connectionOf(deps, connectionId);
  /** An order on its customer's thread, with a conversation of theirs that the desk owns. */
  async function known(id: number, over: Record<string, unknown> = {}): Promise<KnownOrder> {
    shop.orders.set(
      String(id),
      shopifyOrder(id, { customer: { id, first_name: 'A', last_name: 'B' }, email: null, ...over }),
    );
    await takeOrder(deps, connection, shopifyFacts(connection, readShopifyOrder(shop.orders.get(String(id)))));
    const row = await db
      .selectFrom('shop_order')
      .select('customer_id')
      .where('ref', '=', String(id))
      .executeTakeFirstOrThrow();
    const customer = { id: row.customer_id };
    const { id: conversationId } = await makeConversation(db, { customer, team: hub.team, owner: mine });
    return { customerId: customer.id, conversationId, orderRef: String(id) };
  }

  const act = (k: KnownOrder, wanted: CommandInput<'shop:act'>['act'], id: string = randomUUID()) =>
    desk.command(
      'shop:act',
      {
        conversationId: k.conversationId,
        epoch: 1,
        connectionId,
        orderRef: k.orderRef,
        act: wanted,
        reason: 'ひび割れ',
      },
      id,
    );
  const check = (k: KnownOrder, purpose: 'refund' | 'inquiry' | 'address_change' = 'refund') =>
    desk.command('check:record', {
      conversationId: k.conversationId,
      epoch: 1,
      purpose,
      facts: ['phone_number', 'order_number'],
      passed: true,
    });
  return { hub, shop, admin, desk, colleague, connectionId, connection, known, act, check };
}
