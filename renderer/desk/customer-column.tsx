import type { OpenedThread } from './app/desk-features.ts';
import { CareMore } from './features/care/index.ts';
import { CustomerPanelPart, type PanelSlots } from './features/customer-panel/index.ts';
import { IdentityPart, PointMenu } from './features/identity/index.ts';
import { CheckSection } from './features/identity-check/index.ts';
import { JourneyTab, useJourneyLabel } from './features/journey/index.ts';
import { OrderActs, StockCards } from './features/order-acts/index.ts';
import { CallNumber } from './features/phone/index.ts';
import { Satisfaction } from './features/surveys/index.ts';
import { usePlace } from './routes.ts';

/** The same objects each time, so that the panel is not drawn anew for nothing. */
const slots: PanelSlots = {
  care: (customer) => <CareMore customer={customer} />,
  checks: () => <ChecksHere />,
  orderActs: (order) => <OrderActs order={order} />,
  stock: (customer) => <StockCards customerId={customer.id} />,
  identity: (customer) => <IdentityPart customer={customer} />,
  satisfaction: (customer) => <Satisfaction customerId={customer.id} />,
  second: { useLabel: useJourneyLabel, view: (customer) => <JourneyTab customerId={customer.id} /> },
  pointActs: (point) =>
    point.kind === 'visitor' || point.kind === 'device' ? null : (
      <>
        {point.kind === 'phone' && (
          <CallNumber to={{ contactPointId: point.id, customerId: point.customerId }} shown={point.value} />
        )}
        <PointMenu point={point} />
      </>
    ),
};

/** The right of the desk: who the customer is, with what other features put there. */
export const CustomerColumn = (opened: OpenedThread) => <CustomerPanelPart {...opened} slots={slots} />;

/** The identity checks of the open conversation; none on a thread alone. */
function ChecksHere() {
  const { conversationId } = usePlace();
  return conversationId === null ? null : <CheckSection conversationId={conversationId} />;
}
