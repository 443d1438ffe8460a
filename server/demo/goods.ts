import type { Locale } from '#shared/domain/people.ts';

export type DemoProduct = { readonly sku: string; readonly ja: string; readonly en: string; readonly yen: number };

/** What the demo shop sells. Prices in yen; English customers pay in dollars at 150. */
export const DEMO_PRODUCTS: readonly DemoProduct[] = [
  {
    sku: 'K2-WN',
    ja: 'エスプレッソマシン「Kissa 2」ウォルナット',
    en: 'Espresso machine “Kissa 2”, walnut',
    yen: 48_900,
  },
  { sku: 'K2-T', ja: 'Kissa 2 用水タンク', en: 'Water tank for Kissa 2', yen: 3_980 },
  { sku: 'GR-7', ja: 'コーヒーグラインダー G7', en: 'Coffee grinder G7', yen: 19_800 },
  { sku: 'BN-ETH', ja: 'エチオピア イルガチェフェ 200g', en: 'Ethiopia Yirgacheffe 200 g', yen: 1_780 },
  { sku: 'BN-KEN', ja: 'ケニア AA 200g', en: 'Kenya AA 200 g', yen: 1_680 },
  { sku: 'DR-02', ja: 'ドリッパー 02 陶器', en: 'Dripper 02, ceramic', yen: 2_640 },
  { sku: 'KT-09', ja: '細口ケトル 0.9L', en: 'Gooseneck kettle 0.9 l', yen: 8_250 },
  { sku: 'FL-100', ja: 'ペーパーフィルター 100枚', en: 'Paper filters, 100', yen: 620 },
  { sku: 'MG-KYO', ja: '京焼マグ 藍', en: 'Kyo-yaki mug, indigo', yen: 4_400 },
];

export const STORES: Readonly<Record<Locale, readonly string[]>> = {
  ja: ['銀座店', '渋谷店', '京都三条店'],
  en: ['Ginza', 'Shibuya', 'Kyoto Sanjo'],
};

/** A price as this customer pays it. */
export function priceFor(locale: Locale, yen: number): { amount: number; currency: string } {
  return locale === 'ja'
    ? { amount: yen, currency: 'JPY' }
    : { amount: Math.round((yen / 150) * 100) / 100, currency: 'USD' };
}
