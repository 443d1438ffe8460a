import { z } from 'zod';
import { type Heard, hear } from '#server/channels/hear.ts';
import { type Connection, type HookEvent, ProviderError } from '#server/channels/provider.ts';
import type { Deps } from '#server/deps.ts';
import { inWork } from '#server/work.ts';
import { opened } from '../hook-envelope.ts';
import { takeOrder } from '../take-order.service.ts';
import { takePerson } from '../take-person.service.ts';
import { shopifyDoor } from './shopify-door.ts';
import { nameOf, readShopifyOrder, type ShopifyPerson, shopifyFacts, shopifyPoints } from './shopify-order.ts';

const id = z.union([z.number(), z.string()]).transform(String);
const at = z.iso.datetime({ offset: true });
const ofOrder = z.object({ order_id: id });
const loosePerson = z.looseObject({ id: id.optional(), updated_at: at.optional() });

const checkout = z.object({
  token: z.string().min(1),
  created_at: at,
  updated_at: at,
  completed_at: at.nullish(),
  currency: z.string().length(3),
  total_price: z.coerce.number(),
  email: z.string().nullish(),
  phone: z.string().nullish(),
  customer: z.unknown(),
  line_items: z
    .array(z.object({ title: z.string().nullish(), quantity: z.number() }))
    .max(500)
    .default([]),
});

const contract = z.object({
  id,
  status: z.string(),
  customer_id: id,
  updated_at: at.optional(),
});

/** Works on one webhook. What a shop tells of a parcel or a refund alone is read again as the whole order. */
export async function handleShopify(deps: Deps, connection: Connection, event: HookEvent): Promise<void> {
  const { topic, payload } = opened(event);
  const part = topic.split('/')[0];
  switch (part) {
    case 'orders':
      await takeOrder(deps, connection, shopifyFacts(connection, readShopifyOrder(payload)));
      return;
    case 'fulfillments':
    case 'refunds':
      return ofKnownOrder(deps, connection, read(ofOrder, payload).order_id);
    case 'checkouts':
      return takeCheckout(deps, connection, payload);
    case 'customers': {
      const person = read(loosePerson, payload);
      const known = person as ShopifyPerson;
      const occurredAt = person.updated_at === undefined ? deps.clock.now() : new Date(person.updated_at);
      return takePerson(deps, connection, {
        points: shopifyPoints(connection, known),
        name: nameOf(known, null),
        occurredAt,
      });
    }
    case 'subscription_contracts':
      return takeContract(deps, connection, payload);
    default:
      return; // A topic that nobody asked for says nothing here.
  }
}

function read<T>(schema: z.ZodType<T>, json: unknown): T {
  const parsed = schema.safeParse(json);
  if (parsed.success) return parsed.data;
  throw new ProviderError('refused', 'malformed', z.prettifyError(parsed.error).slice(0, 300));
}

async function ofKnownOrder(deps: Deps, connection: Connection, ref: string): Promise<void> {
  const facts = await shopifyDoor.read(connection, ref);
  if (facts !== null) await takeOrder(deps, connection, facts);
}

async function takeCheckout(deps: Deps, connection: Connection, payload: unknown): Promise<void> {
  const c = read(checkout, payload);
  const person = z.looseObject({ id: id.optional() }).safeParse(c.customer);
  const points = shopifyPoints(connection, person.success ? (person.data as ShopifyPerson) : null, c);
  if (points.length === 0) return;
  const state = c.completed_at == null ? 'left' : 'ordered';
  const heard: Heard<'cart'> = {
    // Once for each state: a cart is told anew with every click.
    externalId: `cart:${c.token}:${state}`,
    kind: 'cart',
    direction: 'none',
    occurredAt: new Date(c.completed_at ?? c.updated_at),
    points,
    author: { type: 'integration', name: connection.name },
    data: {
      state,
      total: { amount: c.total_price, currency: c.currency },
      items: c.line_items.map((l) => ({ name: l.title || '?', quantity: Math.max(l.quantity, 1) })),
    },
  };
  await inWork(deps, (work) => hear(work, connection, heard));
}

const CONTRACT: Readonly<Record<string, 'started' | 'paused' | 'cancelled' | 'failed'>> = {
  active: 'started',
  paused: 'paused',
  cancelled: 'cancelled',
  expired: 'cancelled',
  failed: 'failed',
};

async function takeContract(deps: Deps, connection: Connection, payload: unknown): Promise<void> {
  const c = read(contract, payload);
  const state = CONTRACT[c.status.toLowerCase()];
  if (state === undefined) return;
  const heard: Heard<'subscription'> = {
    externalId: `subscription:${c.id}:${state}:${c.updated_at ?? ''}`,
    kind: 'subscription',
    direction: 'none',
    occurredAt: c.updated_at === undefined ? deps.clock.now() : new Date(c.updated_at),
    points: shopifyPoints(connection, { id: c.customer_id }),
    author: { type: 'integration', name: connection.name },
    data: { title: `#${c.id}`, state },
  };
  await inWork(deps, (work) => hear(work, connection, heard));
}
