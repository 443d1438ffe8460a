import type { ReactNode } from 'react';
import { showItem } from '#renderer/desk/app/show-item.ts';
import { formatMoney, formatShortDate } from '#renderer/i18n/format.ts';
import { useFormatContext } from '#renderer/i18n/format-context.tsx';
import { useTranslation } from '#renderer/i18n/translation.ts';
import { classNames } from '#renderer/ui/class-names.ts';
import { ProgressSteps } from '#renderer/ui/progress-steps.tsx';
import { Words } from '#renderer/ui/words.tsx';
import type { OrderCard as Order } from '#shared/domain/customer.ts';
import { RETURN_STATES } from '#shared/domain/item-data.ts';
import type { Locale } from '#shared/domain/people.ts';
import { Tracking } from './tracking.tsx';

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
const OVER: readonly Order['state'][] = ['delivered', 'cancelled', 'returned'];

type OrderCardProps = {
  readonly order: Order;
  /** In two lines: for what is over and was not the last thing bought. */
  readonly brief?: boolean;
  /** What can be done with it, at its foot. */
  readonly acts?: ReactNode;
};

const RETURNING = ['requested', 'approved', 'received'];

/** Whether nothing more is to be expected of an order: it came, or will never come, and no return of it is under way. */
export const isSettled = ({ state, returnState = '' }: Order): boolean =>
  OVER.includes(state) && !RETURNING.includes(returnState);

/** One order in its newest state, with how far it has come and where its parcel is. */
export function OrderCard({ order, brief = false, acts }: OrderCardProps) {
  const { t } = useTranslation('customer');
  const format = useFormatContext();
  const price = order.total && formatMoney(order.total.amount, order.total.currency, format.locale);
  const until = order.returnUntil && t('returnUntil', { date: formatShortDate(order.returnUntil, format) });
  const facts = [price, order.payment, until].filter((fact) => fact !== undefined && fact !== '');
  return (
    <article className="rounded-r border border-line bg-raised px-3 py-2">
      <header className="flex items-baseline justify-between gap-2">
        <button
          type="button"
          aria-label={t('showOrder', { number: order.number })}
          className="figures min-h-6 min-w-0 truncate text-left font-semibold hover:text-accent hover:underline"
          onClick={() => showItem({ customerId: order.customerId, seq: order.seq })}
        >
          {order.number}
        </button>
        <OrderState order={order} />
      </header>
      {brief ? (
        <p className="flex justify-between gap-2 text-ink-2">
          <span className="truncate">
            <Words>{goodsOf(order, format.locale)}</Words>
          </span>
          <span className="figures shrink-0">{price}</span>
        </p>
      ) : (
        <>
          <p className="line-clamp-2 text-ink-2">
            <Words>{goodsOf(order, format.locale)}</Words>
          </p>
          {facts.length > 0 && (
            <p className="text-ink-2">
              <Words>{facts.join(' · ')}</Words>
            </p>
          )}
          <ReturnState order={order} />
          {order.shipments.map(
            ({ carrier, trackingNumber }) =>
              trackingNumber !== undefined && (
                <Tracking key={trackingNumber} carrier={carrier} trackingNumber={trackingNumber} />
              ),
          )}
          {order.state !== 'cancelled' && (
            <ProgressSteps steps={STEPS.map((step) => t(`orderState.${step}`))} done={DONE[order.state]} />
          )}
        </>
      )}
      {brief && <ReturnState order={order} />}
      {acts}
    </article>
  );
}

function OrderState({ order }: { readonly order: Order }) {
  const { t } = useTranslation('customer');
  const format = useFormatContext();
  return (
    <span className={classNames('shrink-0', order.state === 'delivered' ? 'text-ok' : 'text-ink-2')}>
      {`${t(`orderState.${order.state}`)} ${formatShortDate(order.updatedAt, format)}`}
    </span>
  );
}

function ReturnState({ order: { returnState } }: { readonly order: Order }) {
  const { t } = useTranslation('customer');
  if (returnState === undefined) return null;
  const known = RETURN_STATES.find((state) => state === returnState);
  return (
    <p className={RETURNING.includes(returnState) ? 'font-medium text-warn' : 'text-ink-2'}>
      {known === undefined ? <Words>{returnState}</Words> : t(`returnState.${known}`)}
    </p>
  );
}

const goodsOf = ({ items }: Order, locale: Locale): string =>
  items
    .map(({ name, quantity }) => (quantity > 1 ? `${name} × ${quantity}` : name))
    .join(locale === 'ja' ? '、' : ', ');
