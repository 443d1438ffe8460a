import type { ReactNode } from 'react';
import { formatCount, formatMoney } from '#renderer/i18n/format.ts';
import { useLocale } from '#renderer/i18n/format-context.tsx';
import { useTranslation } from '#renderer/i18n/translation.ts';
import type { CustomerPanel, OrderCard as Order } from '#shared/domain/customer.ts';
import { isSettled, OrderCard } from './order-card.tsx';
import { Nothing, PanelSection } from './panel-section.tsx';

type OrdersProps = {
  readonly orders: CustomerPanel['orders'];
  readonly acts?: ((order: Order) => ReactNode) | undefined;
  /** Below the orders: where their goods lie. */
  readonly stock?: ReactNode;
};

/** The newest orders, and what all of them come to; a `+` says that there are more than were counted. */
export function Orders({ orders, acts, stock }: OrdersProps) {
  const { t } = useTranslation('customer');
  const locale = useLocale();
  const more = orders.capped ? '+' : '';
  const sums = orders.total.map(({ amount, currency }) => `${formatMoney(amount, currency, locale)}${more}`);
  const aside = [`${formatCount(orders.count, locale)}${more}`, ...sums].join(' · ');
  return (
    <PanelSection title={t('orders')} aside={orders.count > 0 ? aside : undefined}>
      {orders.count === 0 && <Nothing>{t('noOrders')}</Nothing>}
      {orders.cards.map((order, index) => (
        <OrderCard key={order.number} order={order} brief={index > 0 && isSettled(order)} acts={acts?.(order)} />
      ))}
      {stock}
    </PanelSection>
  );
}
