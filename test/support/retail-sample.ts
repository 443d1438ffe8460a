import { seededRandom } from '#shared/lib/seeded-random.ts';

/** Customers and orders of the shape of τ-bench's retail data, made up from a seed; the data itself is not shipped. */
export function retailSample(userCount: number, orderCount: number) {
  const random = seededRandom(7);
  const ids = Array.from({ length: userCount }, (_, i) => `user_${i}_${1000 + i}`);
  const orders = Array.from({ length: orderCount }, (_, i) => orderOf(i, random.pick(ids), random));
  const users = ids.map((id, i) => ({
    name: { first_name: `First${i}`, last_name: `Last${i}` },
    address: { address1: '1 Road', city: 'Denver', country: 'USA', state: 'CO', zip: '80279' },
    email: `${id}@example.com`,
    payment_methods: {},
    orders: orders.filter((order) => order.user_id === id).map((order) => order.order_id),
  }));
  return {
    users: Object.fromEntries(users.map((user, i) => [ids[i] ?? '', user])),
    orders: Object.fromEntries(orders.map((order) => [order.order_id, order])),
  };
}

function orderOf(i: number, userId: string, random: ReturnType<typeof seededRandom>) {
  const price = random.int(100, 90_000) / 100;
  return {
    order_id: `#W${1_000_000 + i}`,
    user_id: userId,
    address: { city: 'Denver', state: 'CO' },
    items: [{ name: 'Umbrella', product_id: '1', item_id: `${i}`, price, options: { color: 'blue' } }],
    fulfillments: random.pick([[], [{ tracking_id: [`9${1_000_000 + i}`], item_ids: [`${i}`] }]]),
    status: random.pick(['pending', 'processed', 'delivered', 'cancelled']),
    payment_history: [{ transaction_type: 'payment', amount: price, payment_method_id: 'gift_card_1' }],
  };
}
