import type { ShopAct, ShopActName, ShopLine } from '#shared/domain/shop.ts';
import type { Stock } from '#shared/domain/stock.ts';
import type { Heard } from './hear.ts';
import type { Connection } from './provider.ts';

/** An order as its shop tells it now. */
export type ShopOrder = {
  /** The shop's own id of it. */
  readonly ref: string;
  readonly number: string;
  readonly updatedAt: Date;
  readonly lines: readonly ShopLine[];
  /** In major units, what was given back so far. */
  readonly refunded: number;
};

/** What one answer of a shop says about an order: its newest state, and what happened to it, each an item of its own. */
export type ShopFacts = {
  readonly order: ShopOrder;
  readonly state: Heard<'order'>;
  /** Shipments and returns, in the order they happened. */
  readonly events: readonly Heard[];
};

/** An act on its way: `id` is ours, fixed before the first attempt, and goes to the shop with it ([CH3]). */
export type ShopActRequest = {
  readonly id: string;
  readonly orderRef: string;
  readonly currency: string | null;
  readonly lines: readonly ShopLine[];
  readonly act: ShopAct;
  readonly reason: string;
  readonly askedAt: Date;
};

/** What the desk can have a shop do, beside listening to it. Every function throws `ProviderError`. */
export type ShopDoor = {
  /** Honest: what is not here, the shop's interface can not do. */
  readonly acts: readonly ShopActName[];
  /** Those that this shop has built, where its settings say so; all of `acts` without it. */
  readonly actsOf?: (connection: Pick<Connection, 'settings'>) => readonly ShopActName[];
  readonly act: (connection: Connection, request: ShopActRequest) => Promise<void>;
  /** Whether an act that may have been done was, by reading the shop. */
  readonly settled: (connection: Connection, request: ShopActRequest) => Promise<'done' | 'not_done' | 'unknown'>;
  /** The order as it stands at the shop; null when the shop does not know it. */
  readonly read: (connection: Connection, orderRef: string) => Promise<ShopFacts | null>;
  /** Where goods lie now; null when the shop counts none. */
  /** False where its settings give no address to ask. */
  readonly asks?: (connection: Pick<Connection, 'settings'>) => boolean;
  readonly stock: ((connection: Connection, lines: readonly ShopLine[]) => Promise<Stock[]>) | null;
};
