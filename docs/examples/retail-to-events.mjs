#!/usr/bin/env node
// Turns the retail data set of τ-bench (users.json, orders.json) into events for `tsunagi import`. An example to copy:
//   node docs/examples/retail-to-events.mjs FOLDER > retail.ndjson
//   npx tsunagi import retail.ndjson
// What the data does not have, and what stands in its place, is said in docs/import.md.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

const SOURCE = 'retail';
const CURRENCY = 'USD';
const DAY = 86_400_000;
const YEAR_START = Date.UTC(2025, 0, 1);
const STATES = { pending: 'placed', processed: 'processing', delivered: 'delivered', cancelled: 'cancelled' };
const PAYMENTS = { credit_card: 'Credit card', gift_card: 'Gift card', paypal: 'PayPal' };

/** Every customer once, then every order: an account opens the day before its first order. */
export function* retailEvents(users, orders) {
  for (const [id, user] of Object.entries(users)) yield accountEvent(id, user);
  for (const order of Object.values(orders)) yield orderEvent(order, users[order.user_id]);
}

/** A customer comes with their first event; the opening of the account is one that everybody has. */
function accountEvent(id, user) {
  const first = Math.min(...user.orders.map(placedAt), YEAR_START + 364 * DAY);
  return {
    source: SOURCE,
    externalId: `account:${id}`,
    kind: 'subscription',
    occurredAt: new Date(first - DAY).toISOString(),
    ...common(id, user),
    data: { title: 'Shop account', state: 'started' },
  };
}

function orderEvent(order, user) {
  const paid = order.payment_history.filter((entry) => entry.transaction_type === 'payment');
  const total = paid.reduce((sum, entry) => sum + Math.round(entry.amount * 100), 0) / 100;
  const method = paid[0]?.payment_method_id.replace(/_\d+$/, '');
  const tracking = order.fulfillments.flatMap((fulfilment) => fulfilment.tracking_id).map((number) => ({ number }));
  return {
    source: SOURCE,
    // A later state of the same order is another event: it has its own id.
    externalId: `order:${order.order_id}:${order.status}`,
    kind: 'order',
    occurredAt: new Date(placedAt(order.order_id)).toISOString(),
    ...common(order.user_id, user),
    data: {
      number: order.order_id,
      state: STATES[order.status] ?? 'placed',
      ...(paid.length > 0 ? { total: { amount: total, currency: CURRENCY }, payment: PAYMENTS[method] ?? method } : {}),
      items: order.items.map((item) => ({
        sku: item.item_id,
        name: item.name,
        quantity: 1,
        price: { amount: item.price, currency: CURRENCY },
        options: item.options,
      })),
      place: [order.address.city, order.address.state].filter(Boolean).join(', '),
      ...(tracking.length > 0 ? { tracking } : {}),
    },
  };
}

function common(id, user) {
  return {
    channel: 'shop',
    direction: 'none',
    // Old news: it opens no conversation and notifies nobody.
    historical: true,
    customer: {
      name: `${user.name.first_name} ${user.name.last_name}`,
      locale: 'en',
      contactPoints: [
        // The shop's own id for the customer: this is what the same customer is known by again.
        { kind: 'shop', value: id },
        // The data does not say that anybody proved to read this mailbox. If your shop asks for that, add verified: true.
        { kind: 'email', value: user.email },
      ],
    },
  };
}

/** The data has no dates: each order gets one in 2025 that follows from its number, the same in every run. */
function placedAt(orderId) {
  let hash = 2_166_136_261;
  for (const character of orderId) hash = Math.imul(hash ^ character.charCodeAt(0), 16_777_619) >>> 0;
  const day = hash % 360;
  const minute = 9 * 60 + (Math.floor(hash / 360) % (12 * 60));
  return YEAR_START + (day + 2) * DAY + minute * 60_000;
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const folder = process.argv[2];
  if (folder === undefined) {
    process.stderr.write(
      'usage: node retail-to-events.mjs FOLDER > retail.ndjson (FOLDER has users.json and orders.json)\n',
    );
    process.exit(2);
  }
  const read = (name) => JSON.parse(readFileSync(join(folder, name), 'utf8'));
  for (const event of retailEvents(read('users.json'), read('orders.json')))
    process.stdout.write(`${JSON.stringify(event)}\n`);
}
