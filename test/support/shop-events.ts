import type { ChildHub } from './child-hub.ts';

type Line = { readonly status: string; readonly itemId?: string; readonly error?: unknown };

/** A shop's own system: sends events of section 6 with a key that the hub gave it. */
export type ShopSystem = { readonly send: (events: readonly Record<string, unknown>[]) => Promise<readonly Line[]> };

/** Gives a shop its key, whose word about who a customer is counts. */
export async function connectShopSystem(hub: ChildHub, name = 'test-shop'): Promise<ShopSystem> {
  const { key } = (await hub.cli(['key', 'add', name, '--grant', 'identity:assert'])) as { key: string };
  return {
    async send(events) {
      const response = await fetch(`${hub.url}/api/v1/events`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', authorization: `Bearer ${key}` },
        body: JSON.stringify(events.map((event) => ({ source: name, ...event }))),
      });
      const answer = (await response.json()) as { ok: boolean; data: { lines: Line[] } };
      if (!answer.ok) throw new Error(`the hub refused the events: ${JSON.stringify(answer)}`);
      return answer.data.lines;
    },
  };
}
