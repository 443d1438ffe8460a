import type { SeededRandom } from '#shared/lib/seeded-random.ts';
import type { DemoCustomer } from './cast.ts';
import { DEMO_PRODUCTS, type DemoProduct, priceFor, STORES } from './goods.ts';
import type { DemoStep } from './past-talk.ts';

const HOUR = 60 * 60_000;

/** An order with what became of it: paid, shipped with a tracking number, delivered; now and then returned. */
export function* orderSteps(
  random: SeededRandom,
  customer: DemoCustomer,
  order: { at: Date; number: string },
): Generator<DemoStep> {
  const goods = random.shuffle(DEMO_PRODUCTS).slice(0, random.int(1, 3));
  const { number } = order;
  const tracking = `${random.int(1000, 9999)}-${random.int(1000, 9999)}-${random.int(1000, 9999)}`;
  const carrier = customer.locale === 'ja' ? 'ヤマト運輸' : 'FedEx';
  const total = priceFor(
    customer.locale,
    goods.reduce((sum, g) => sum + g.yen, 0),
  );
  const items = goods.map((g) => goodsLine(customer, g));
  const shipment = { orderNumber: number, carrier, trackingNumber: tracking };
  const payment = random.pick(
    customer.locale === 'ja' ? ['クレジットカード', 'コンビニ払い', '代金引換'] : ['card', 'PayPal'],
  );
  yield event(customer, order.at, {
    externalId: `${number}-placed`,
    kind: 'order',
    channel: 'shop',
    data: { number, state: 'paid', total, items, payment },
  });
  yield event(customer, later(order.at, 20), {
    externalId: `${number}-shipped`,
    kind: 'shipment',
    channel: 'shop',
    data: { ...shipment, state: 'handed_over' },
  });
  yield event(customer, later(order.at, 62), {
    externalId: `${number}-delivered`,
    kind: 'shipment',
    channel: 'shop',
    data: { ...shipment, state: 'delivered' },
  });
  if (random.next() < 0.12) {
    const reason = customer.locale === 'ja' ? 'イメージと違ったため' : 'Not what I expected';
    yield event(customer, later(order.at, 130), {
      externalId: `${number}-return`,
      kind: 'return',
      channel: 'shop',
      data: { orderNumber: number, state: 'refunded', reason, refund: total },
    });
  }
}

/** A time in a store: a purchase, or a visit that asked for something. */
export function* storeSteps(
  random: SeededRandom,
  customer: DemoCustomer,
  { at, nth }: { at: Date; nth: number },
): Generator<DemoStep> {
  const store = random.pick(STORES[customer.locale]);
  const product = random.pick(DEMO_PRODUCTS.slice(3));
  const externalId = `store-${customer.key}-${nth}`;
  if (random.next() < 0.6) {
    const receiptNumber = `R${random.int(100_000, 999_999)}`;
    yield event(customer, at, {
      externalId,
      kind: 'purchase',
      channel: 'store',
      data: {
        store,
        receiptNumber,
        total: priceFor(customer.locale, product.yen),
        items: [goodsLine(customer, product)],
      },
    });
    return;
  }
  const summary =
    customer.locale === 'ja'
      ? `${product.ja}を試飲・試用。豆の挽き方のご相談。`
      : `Tried ${product.en}; asked how to grind.`;
  yield event(customer, at, { externalId, kind: 'visit', channel: 'store', data: { store, summary } });
}

const later = (at: Date, hours: number) => new Date(at.getTime() + hours * HOUR);

const goodsLine = (customer: DemoCustomer, g: DemoProduct) => ({
  sku: g.sku,
  name: customer.locale === 'ja' ? g.ja : g.en,
  quantity: 1,
  price: priceFor(customer.locale, g.yen),
});

const event = (customer: DemoCustomer, at: Date, body: Record<string, unknown>): DemoStep => ({
  at,
  act: (stage) => stage.event(at, customer, body),
});
