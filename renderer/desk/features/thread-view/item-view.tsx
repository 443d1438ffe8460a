import { memo } from 'react';
import type { Brief } from '#shared/domain/brief.ts';
import type { DeliveryState, TimelineItem } from '#shared/domain/timeline-item.ts';
import { CallRow } from './call-row.tsx';
import { KnotRow, OfferRow } from './handoff-rows.tsx';
import { IdentityRow } from './identity-row.tsx';
import { MessageRow } from './message-row.tsx';
import { NoteRow } from './note-row.tsx';
import { OrderRow, ReturnRow, ShipmentRow } from './order-rows.tsx';
import { QuietRow } from './quiet-row.tsx';
import { isKnot } from './rows.ts';
import { PickupRow, PurchaseRow, VisitRow } from './store-rows.tsx';

type ItemViewProps = {
  readonly item: TimelineItem;
  readonly continued: boolean;
  readonly brief: Brief | null;
  readonly state: DeliveryState | null;
  /** Of a join of records: nothing says that it was taken back. */
  readonly standing?: boolean;
};

/** One item of the thread, as its kind wants it. Drawn anew only when something of it changed. */
export const ItemView = memo(function ItemView({ item, continued, brief, state, standing = false }: ItemViewProps) {
  switch (item.kind) {
    case 'message':
      return <MessageRow item={item} continued={continued} state={state} />;
    case 'note':
      return <NoteRow item={item} />;
    case 'call':
      return <CallRow item={item} />;
    case 'order':
      return <OrderRow item={item} />;
    case 'shipment':
      return <ShipmentRow item={item} />;
    case 'return':
      return <ReturnRow item={item} />;
    case 'visit':
      return <VisitRow item={item} />;
    case 'purchase':
      return <PurchaseRow item={item} />;
    case 'pickup':
      return <PickupRow item={item} />;
    case 'handoff':
      return isKnot(item) ? <KnotRow item={item} brief={brief} /> : <OfferRow item={item} />;
    case 'identity':
      return <IdentityRow item={item} standing={standing} />;
    default:
      return <QuietRow item={item} />;
  }
});
