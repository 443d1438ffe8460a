import { formatCount, formatMoney } from '#renderer/i18n/format.ts';
import { useLocale } from '#renderer/i18n/format-context.tsx';
import { useTranslation } from '#renderer/i18n/translation.ts';
import type { CustomerPanel } from '#shared/domain/customer.ts';
import { OrderCard } from './order-card.tsx';
import { Nothing, PanelSection } from './panel-section.tsx';

/** The newest orders, and what all of them come to. */
export function Orders({
  customerId,
  orders,
}: {
  readonly customerId: string;
  readonly orders: CustomerPanel['orders'];
}) {
  const { t } = useTranslation('customer');
  const locale = useLocale();
  const count = `${formatCount(orders.count, locale)}${orders.capped ? '+' : ''}`;
  const sums = orders.total.map(({ amount, currency }) => formatMoney(amount, currency, locale));
  return (
    <PanelSection title={t('orders')} aside={orders.count > 0 ? [count, ...sums].join(' · ') : undefined}>
      {orders.count === 0 && <Nothing>{t('noOrders')}</Nothing>}
      {orders.cards.map((order) => (
        <OrderCard key={order.number} order={order} customerId={customerId} />
      ))}
    </PanelSection>
  );
}
