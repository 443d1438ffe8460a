import { z } from 'zod';
import { type Connection, ProviderError } from '#server/channels/provider.ts';
import type { ShopActRequest, ShopDoor } from '#server/channels/shop-door.ts';
import { SIGNATURE_HEADER, signCall } from '#server/channels/webhooks/signed-call.ts';
import { SHOP_ACTS, type ShopActName } from '#shared/domain/shop.ts';
import { stockSchema } from '#shared/domain/stock.ts';
import { callShop, patiently, type ShopAnswer } from '../shop-http.ts';
import { readGenericEvent } from './generic-events.ts';

/**
 * One call of the shop's side of our interface, signed with the connection's secret: a call that writes over its body,
 * one that reads over its path, so that neither can be used for something else.
 */
export function askGeneric(connection: Connection, path: string, body?: unknown): Promise<ShopAnswer> {
  const base = String(connection.settings['baseUrl'] ?? '');
  const secret = connection.secrets['secret'];
  if (base === '' || !secret) throw new ProviderError('config', 'not_set_up', 'no address or no secret');
  const text = body === undefined ? undefined : JSON.stringify(body);
  const signed = signCall(secret, Buffer.from(text ?? path), new Date());
  return callShop({
    base,
    path,
    method: text === undefined ? 'GET' : 'POST',
    headers: { [SIGNATURE_HEADER]: signed },
    ...(text === undefined ? {} : { body: text }),
  });
}

/** Whatever the shop has built of our interface; the settings say which acts. */
export const genericDoor: ShopDoor = {
  acts: SHOP_ACTS,
  actsOf,
  asks: ({ settings }) => Boolean(settings['baseUrl']),
  act: async (connection, request) => {
    await askGeneric(connection, '/acts', asAct(request));
  },
  async settled(connection, request) {
    try {
      const { json } = await askGeneric(connection, `/acts/${request.id}`);
      const state = z.object({ state: z.enum(['done', 'not_done', 'unknown']) }).safeParse(json);
      return state.success ? state.data.state : 'unknown';
    } catch (error) {
      // It never heard of it.
      if (error instanceof ProviderError && error.code === 'not_found') return 'not_done';
      throw error;
    }
  },
  async read(connection, ref) {
    try {
      const { json } = await patiently(() => askGeneric(connection, `/orders/${encodeURIComponent(ref)}`));
      return readGenericEvent(connection, json).facts;
    } catch (error) {
      if (error instanceof ProviderError && error.code === 'not_found') return null;
      throw error;
    }
  },
  async stock(connection, lines) {
    const query = new URLSearchParams(lines.map((line) => ['line', line.ref]));
    for (const line of lines) query.append('sku', line.sku ?? '');
    const { json } = await patiently(() => askGeneric(connection, `/stock?${query}`));
    const goods = z.object({ goods: z.array(stockSchema).max(100) }).safeParse(json);
    if (!goods.success) throw new ProviderError('retry', 'malformed_answer', 'not a list of stock');
    return goods.data.goods;
  },
};

const asAct = ({ id, orderRef, act, reason, currency }: ShopActRequest) => ({ id, orderRef, reason, currency, ...act });

/** The acts that an administrator said the shop has built. */
function actsOf(connection: Pick<Connection, 'settings'>): ShopActName[] {
  const listed = Array.isArray(connection.settings['acts']) ? connection.settings['acts'].map(String) : [];
  return SHOP_ACTS.filter((act) => listed.includes(act));
}
