import { formatShortDate } from '#renderer/i18n/format.ts';
import { ProgressSteps } from '#renderer/ui/progress-steps.tsx';
import { Words } from '#renderer/ui/words.tsx';
import type { ItemData } from '#shared/domain/item-data.ts';
import type { TimelineItem } from '#shared/domain/timeline-item.ts';
import { goodsWords, moneyWords, orderNumber } from './goods.ts';
import { Card, Meta, RowFrame, signOf } from './row-frame.tsx';
import { useThreadContext, useThreadWords } from './thread-context.tsx';
import { TrackingLine } from './tracking-line.tsx';

const STEPS = ['paid', 'processing', 'shipped', 'delivered'] as const;
const DONE: Readonly<Record<ItemData<'order'>['state'], number>> = {
  placed: 0,
  paid: 1,
  processing: 2,
  shipped: 3,
  delivered: 4,
  cancelled: 0,
  returned: 4,
};

type OrderItem = Extract<TimelineItem, { kind: 'order' }>;

/** An order in the state that was told then, or what the desk had done with it. */
export const OrderRow = ({ item }: { readonly item: OrderItem }) =>
  item.data.act === undefined ? <StateRow item={item} /> : <ActRow item={item} act={item.data.act} />;

/** What was done at the shop: who, why, how much, and what became of it. */
function ActRow({ item, act }: { readonly item: OrderItem; readonly act: NonNullable<OrderItem['data']['act']> }) {
  const t = useThreadWords();
  const { format } = useThreadContext();
  const by = item.author.type === 'agent' ? item.author.name : undefined;
  return (
    <RowFrame sign={signOf(item)} mark="point">
      <Meta
        item={item}
        title={`${t(`shop:act.${act.what}`)} ${orderNumber(item.data.number)}`}
        facts={[moneyWords(act.amount, format.locale), act.place, t(`shop:result.${act.result}`), act.reason, by]}
      />
    </RowFrame>
  );
}

function StateRow({ item }: { readonly item: Extract<TimelineItem, { kind: 'order' }> }) {
  const t = useThreadWords();
  const { format } = useThreadContext();
  const { number, state, total, items, payment, place, returnUntil, tracking = [] } = item.data;
  const facts = [place ?? t(`common:channel.${item.channel}`), moneyWords(total, format.locale), payment];
  const until = returnUntil && t('customer:returnUntil', { date: formatShortDate(returnUntil, format) });
  const goods = goodsWords(items, format.locale);
  const steps = STEPS.map((step) => t(`customer:orderState.${step}`));
  return (
    <RowFrame sign={signOf(item)} mark="dot">
      <Meta item={item} title={`${t('thread:kind.order')} ${orderNumber(number)}`} facts={facts} />
      <Card>
        <div className="flex items-baseline justify-between gap-4">
          <span>{goods === '' ? orderNumber(number) : <Words>{goods}</Words>}</span>
          <span className={`shrink-0 font-medium ${state === 'delivered' ? 'text-ok' : 'text-ink-2'}`}>
            {t(`customer:orderState.${state}`)}
          </span>
        </div>
        {until !== undefined && <p className="text-ink-2">{until}</p>}
        {tracking.map((parcel) => (
          <TrackingLine key={parcel.number} carrier={parcel.carrier} number={parcel.number} />
        ))}
        {state !== 'cancelled' && state !== 'returned' && <ProgressSteps steps={steps} done={DONE[state]} />}
      </Card>
    </RowFrame>
  );
}

/** Where a parcel was. */
export function ShipmentRow({ item }: { readonly item: Extract<TimelineItem, { kind: 'shipment' }> }) {
  const t = useThreadWords();
  const { format } = useThreadContext();
  const data = item.data;
  const goods = goodsWords(data.items, format.locale);
  const eta = data.eta && t('thread:eta', { date: formatShortDate(data.eta, format) });
  const hasMore = goods !== '' || data.trackingNumber !== undefined;
  return (
    <RowFrame sign={signOf(item)} mark={hasMore ? 'dot' : 'point'}>
      <Meta
        item={item}
        title={`${t('thread:kind.shipment')} ${orderNumber(data.orderNumber)}`}
        facts={[t(`thread:shipmentState.${data.state}`), eta, data.trackingNumber === undefined && data.carrier]}
      />
      {hasMore && (
        <Card>
          {goods !== '' && (
            <p>
              <Words>{goods}</Words>
            </p>
          )}
          {data.trackingNumber !== undefined && <TrackingLine carrier={data.carrier} number={data.trackingNumber} />}
        </Card>
      )}
    </RowFrame>
  );
}

/** What came back, why, and what was given for it. */
export function ReturnRow({ item }: { readonly item: Extract<TimelineItem, { kind: 'return' }> }) {
  const t = useThreadWords();
  const { format } = useThreadContext();
  const { orderNumber: number, state, items, reason, refund } = item.data;
  const lines = [goodsWords(items, format.locale), reason ?? ''].filter((line) => line !== '');
  return (
    <RowFrame sign={signOf(item)} mark="dot">
      <Meta
        item={item}
        title={`${t('thread:kind.return')} ${orderNumber(number)}`}
        facts={[t(`customer:returnState.${state}`), moneyWords(refund, format.locale)]}
      />
      {lines.length > 0 && (
        <Card>
          {lines.map((line) => (
            <p key={line}>
              <Words>{line}</Words>
            </p>
          ))}
        </Card>
      )}
    </RowFrame>
  );
}
