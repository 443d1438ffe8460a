import { Copy } from 'lucide-react';
import { showItem } from '#renderer/desk/app/show-item.ts';
import { formatDate, formatMoney } from '#renderer/i18n/format.ts';
import { useFormatContext } from '#renderer/i18n/format-context.tsx';
import { useTranslation } from '#renderer/i18n/translation.ts';
import { classNames } from '#renderer/ui/class-names.ts';
import { IconButton } from '#renderer/ui/icon-button.tsx';
import { ProgressSteps } from '#renderer/ui/progress-steps.tsx';
import { showToast } from '#renderer/ui/toast.tsx';
import { Words } from '#renderer/ui/words.tsx';
import type { OrderCard as Order } from '#shared/domain/customer.ts';

const STEPS = ['paid', 'processing', 'shipped', 'delivered'] as const;
const DONE: Readonly<Record<Order['state'], number>> = {
  placed: 0,
  paid: 1,
  processing: 2,
  shipped: 3,
  delivered: 4,
  cancelled: 0,
  returned: 4,
};

/** One order in its newest state, with how far it has come and where its parcel is. */
export function OrderCard({ order, customerId }: { readonly order: Order; readonly customerId: string }) {
  const { t } = useTranslation('customer');
  const format = useFormatContext();
  const isOver = order.state === 'cancelled';
  const goods = order.items.map(({ name }) => name).join(format.locale === 'ja' ? '、' : ', ');
  const facts = [
    order.total && formatMoney(order.total.amount, order.total.currency, format.locale),
    order.payment,
    order.returnUntil && t('returnUntil', { date: formatDate(order.returnUntil, format) }),
  ].filter((fact) => fact !== undefined && fact !== '');
  return (
    <article className="rounded-r border border-line bg-raised px-3 py-2.5">
      <header className="flex items-baseline justify-between gap-2">
        <button
          type="button"
          className="figures min-h-6 font-semibold hover:text-accent"
          onClick={() => showItem({ customerId, seq: order.seq })}
        >
          {order.number}
        </button>
        <span className={classNames(order.state === 'delivered' && 'text-ok', isOver ? 'text-ink-3' : 'text-ink-2')}>
          {`${t(`orderState.${order.state}`)} ${formatDate(order.updatedAt, format)}`}
        </span>
      </header>
      <p className="line-clamp-2 text-ink-2">
        <Words>{goods}</Words>
      </p>
      <p className="text-ink-2">{facts.join(' · ')}</p>
      {order.returnState !== undefined && (
        <p className="text-warn">{t(`returnState.${order.returnState as 'requested'}`)}</p>
      )}
      {order.shipments.map((shipment) => (
        <Tracking
          key={shipment.trackingNumber ?? shipment.at}
          carrier={shipment.carrier}
          number={shipment.trackingNumber}
        />
      ))}
      {!isOver && <ProgressSteps steps={STEPS.map((step) => t(`orderState.${step}`))} done={DONE[order.state]} />}
    </article>
  );
}

function Tracking({
  carrier,
  number,
}: {
  readonly carrier?: string | undefined;
  readonly number?: string | undefined;
}) {
  const { t } = useTranslation('customer');
  if (number === undefined) return null;
  const copy = (): void => {
    void navigator.clipboard.writeText(number).then(() => showToast({ title: t('trackingCopied'), detail: number }));
  };
  return (
    <p className="flex items-center gap-1.5 text-ink-2">
      {carrier !== undefined && <Words>{carrier}</Words>}
      <span className="figures select-text">{number}</span>
      <IconButton label={t('copyTracking')} icon={<Copy aria-hidden="true" size={14} />} onClick={copy} />
    </p>
  );
}
