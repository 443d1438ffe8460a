import type { ShopDoor } from '#server/channels/shop-door.ts';
import { genericDoor } from './generic/generic-door.ts';
import { shopifyDoor } from './shopify/shopify-door.ts';
import { wooDoor } from './woocommerce/woo-door.ts';

/** What the desk can have each shop do, by its adapter. */
export const SHOP_DOORS: Readonly<Record<string, ShopDoor>> = {
  shopify: shopifyDoor,
  woocommerce: wooDoor,
  generic_shop: genericDoor,
};
