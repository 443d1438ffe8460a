import { z } from 'zod';
import type { SendingNotice } from './sending.ts';

/** Goods of an order and where they lie, as the shop told it. */
export const stockSchema = z.object({
  lineRef: z.string(),
  sku: z.string().optional(),
  name: z.string(),
  places: z.array(
    z.object({
      id: z.string(),
      name: z.string(),
      kind: z.enum(['store', 'warehouse']),
      /** Null: the shop does not count it there. */
      available: z.number().nullable(),
    }),
  ),
});
export type Stock = z.infer<typeof stockSchema>;
export type StockPlace = Stock['places'][number];

const PICKUP =
  /受け?取|受取|取り?置き|お渡し|ご来店|お立ち寄り|在庫|\bpick(ed|ing)?[ -]?(it |them |this )?up\b|\bcollect|\bhold\b|\breserve|\bset aside\b|\bin stock\b/i;

/** Whether a text speaks of handing goods over in a store at all. */
export const mayOfferPickup = (text: string): boolean => PICKUP.test(text.normalize('NFKC'));

/** The words a store goes by: its name whole, and without "店", "store" and the like. */
export function storeAliases(name: string): string[] {
  const plain = name.normalize('NFKC').trim();
  const short = plain
    .replace(/(店舗|本店|支店|店|ストア)$/u, '')
    .replace(/\s*\b(store|shop)$/i, '')
    .trim();
  return [...new Set([plain, short])].filter((alias) => [...alias].length >= 2);
}

const names = (text: string, alias: string): boolean => {
  const at = text.toLowerCase().indexOf(alias.toLowerCase());
  if (at < 0) return false;
  if (!/^[\p{Script=Latin}\d]/u.test(alias)) return true;
  // A Latin name is a whole word: "Ginza" is not in "Ginzai".
  const before = text[at - 1] ?? ' ';
  const after = text[at + alias.length] ?? ' ';
  return !/[\p{Script=Latin}\d]/u.test(before) && !/[\p{Script=Latin}\d]/u.test(after);
};

/**
 * What an author should know before sending: the reply offers a pickup in a store that has none of the goods in question.
 * Silent where the text speaks of no pickup, or the shop does not count stock there.
 */
export function stockNotices(text: string, goods: readonly Stock[]): SendingNotice[] {
  const plain = text.normalize('NFKC');
  if (!mayOfferPickup(plain)) return [];
  return goods.flatMap(({ name: product, places }) => {
    const stores = places.filter((place) => place.kind === 'store');
    const named = stores.filter((store) => storeAliases(store.name).some((alias) => names(plain, alias)));
    const has = stores.filter((store) => (store.available ?? 0) > 0).map((store) => `${store.name} ${store.available}`);
    return named
      .filter((store) => store.available === 0)
      .map(
        (store): SendingNotice => ({
          code: 'no_stock_in_store',
          level: 'warn',
          text: {
            ja: `${store.name}に「${product}」の在庫がありません。${has.length > 0 ? `在庫あり：${has.join('、')}` : 'ほかの店舗にもありません。'}`,
            en: `${store.name} has no “${product}”. ${has.length > 0 ? `In stock: ${has.join(', ')}.` : 'No other store has it either.'}`,
          },
        }),
      );
  });
}
