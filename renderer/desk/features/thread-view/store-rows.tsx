import { formatShortDate } from '#renderer/i18n/format.ts';
import { Words } from '#renderer/ui/words.tsx';
import type { TimelineItem } from '#shared/domain/timeline-item.ts';
import { FoldedText } from './folded-text.tsx';
import { goodsWords, moneyWords, orderNumber } from './goods.ts';
import { Card, Meta, RowFrame, signOf } from './row-frame.tsx';
import { useThreadContext, useThreadWords } from './thread-context.tsx';

/** A time in a store without buying. */
export function VisitRow({ item }: { readonly item: Extract<TimelineItem, { kind: 'visit' }> }) {
  const t = useThreadWords();
  const { store, staff, purpose, summary } = item.data;
  return (
    <RowFrame sign={signOf(item)} mark="dot">
      <Meta item={item} title={`${t('customer:visitKind.visit')} ${store}`} facts={[staff, purpose]} />
      {summary !== undefined && (
        <Card>
          <FoldedText text={summary} />
        </Card>
      )}
    </RowFrame>
  );
}

/** What was bought in a store. */
export function PurchaseRow({ item }: { readonly item: Extract<TimelineItem, { kind: 'purchase' }> }) {
  const t = useThreadWords();
  const { format } = useThreadContext();
  const { store, receiptNumber, total, items, payment } = item.data;
  const receipt = receiptNumber && t('thread:receipt', { number: receiptNumber });
  const goods = goodsWords(items, format.locale);
  return (
    <RowFrame sign={signOf(item)} mark="dot">
      <Meta
        item={item}
        title={`${t('customer:visitKind.purchase')} ${store}`}
        facts={[moneyWords(total, format.locale), payment, receipt]}
      />
      {goods !== '' && (
        <Card>
          <Words>{goods}</Words>
        </Card>
      )}
    </RowFrame>
  );
}

/** An order to be fetched in a store. */
export function PickupRow({ item }: { readonly item: Extract<TimelineItem, { kind: 'pickup' }> }) {
  const t = useThreadWords();
  const { format } = useThreadContext();
  const { store, orderNumber: number, state, until } = item.data;
  const by = until && t('thread:keptUntil', { date: formatShortDate(until, format) });
  return (
    <RowFrame sign={signOf(item)} mark="dot">
      <Meta
        item={item}
        title={`${t('customer:visitKind.pickup')} ${store}`}
        facts={[orderNumber(number), t(`thread:pickupState.${state}`), state === 'ready' && by]}
      />
    </RowFrame>
  );
}
