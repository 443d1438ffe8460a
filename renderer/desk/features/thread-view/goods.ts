import { formatMoney } from '#renderer/i18n/format.ts';
import type { Goods, Money } from '#shared/domain/item-data.ts';
import type { Locale } from '#shared/domain/people.ts';

const LISTED = 6;

/** Things in one line: `Kissa 2 ×2、フィルター`; the rest of a long list as a number. */
export function goodsWords(items: readonly Goods[] | undefined, locale: Locale): string {
  if (items === undefined || items.length === 0) return '';
  const named = items.slice(0, LISTED).map(({ name, quantity, options }) => {
    const chosen = Object.values(options ?? {}).join(' ');
    return `${name}${chosen === '' ? '' : ` (${chosen})`}${quantity === 1 ? '' : ` ×${quantity}`}`;
  });
  const rest = items.length - named.length;
  return `${named.join(locale === 'ja' ? '、' : ', ')}${rest > 0 ? ` +${rest}` : ''}`;
}

export const moneyWords = (money: Money | undefined, locale: Locale): string =>
  money === undefined ? '' : formatMoney(money.amount, money.currency, locale);

/** A number as shops print it, with exactly one `#`. */
export const orderNumber = (number: string): string => (number.startsWith('#') ? number : `#${number}`);
