import type { Deps } from '#server/deps.ts';
import type { ShopActName } from '#shared/domain/shop.ts';
import { connectionOf } from './connections/open-connection.ts';
import type { Connection } from './provider.ts';
import { SHOP_DOORS } from './shop/doors.ts';
import type { ShopDoor } from './shop-door.ts';

/** A shop's door with its connection open; null for an adapter that is none. Throws `not_found`, `secret_unreadable`. */
export async function openShop(
  deps: Pick<Deps, 'db' | 'vault' | 'publicUrl'>,
  connectionId: string,
): Promise<{ readonly connection: Connection; readonly door: ShopDoor } | null> {
  const connection = await connectionOf(deps, connectionId);
  const door = SHOP_DOORS[connection.adapter];
  return door === undefined ? null : { connection, door };
}

/** What a connected shop can do for the desk: what its adapter can, as far as its settings say that it is there. */
export function shopCan(
  adapter: string,
  settings: Readonly<Record<string, unknown>>,
): { readonly acts: readonly ShopActName[]; readonly stock: boolean } {
  const door = SHOP_DOORS[adapter];
  if (door === undefined) return { acts: [], stock: false };
  const asks = door.asks?.({ settings }) ?? true;
  return { acts: asks ? (door.actsOf?.({ settings }) ?? door.acts) : [], stock: asks && door.stock !== null };
}
