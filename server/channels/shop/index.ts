import type { Provider } from '#server/channels/provider.ts';
import { genericShopProvider } from './generic/generic.provider.ts';
import { shopifyProvider } from './shopify/shopify.provider.ts';
import { woocommerceProvider } from './woocommerce/woocommerce.provider.ts';

/** What connects web shops. */
export const shopProviders: readonly Provider[] = [shopifyProvider, woocommerceProvider, genericShopProvider];
