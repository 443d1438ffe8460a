import type { ReactNode } from 'react';
import { useConversation, useCustomerPanel } from '#renderer/data/hooks/use-conversation.ts';
import { useTranslation } from '#renderer/i18n/translation.ts';
import { Button } from '#renderer/ui/button.tsx';
import { ErrorState } from '#renderer/ui/error-state.tsx';
import { SkeletonRows } from '#renderer/ui/skeleton.tsx';
import type { ContactPoint } from '#shared/domain/contact-point.ts';
import type { Conversation } from '#shared/domain/conversation.ts';
import type { Customer, CustomerPanel, OrderCard } from '#shared/domain/customer.ts';
import { CareNotes } from './care-notes.tsx';
import { Consents } from './consents.tsx';
import { ContactPoints } from './contact-points.tsx';
import { LastTime } from './last-time.tsx';
import { Orders } from './orders.tsx';
import { PanelTop, type SecondView } from './panel-top.tsx';
import { Promises } from './promises.tsx';
import { Visits } from './visits.tsx';

/** What other features put into the panel. */
export type PanelSlots = {
  /** Who else this may be ([ID2]); before everything else, for it decides whose panel this is. */
  readonly identity?: ((customer: Customer) => ReactNode) | undefined;
  /** What is done about what is to be minded: proposals, warnings, incidents. */
  readonly care?: ((customer: Customer) => ReactNode) | undefined;
  /** For what they are checked in the open conversation ([PR6]). */
  readonly checks?: (() => ReactNode) | undefined;
  /** What can be done with an order, and what was. */
  readonly orderActs?: ((order: OrderCard) => ReactNode) | undefined;
  /** Where the goods of their orders lie. */
  readonly stock?: ((customer: Customer) => ReactNode) | undefined;
  /** How they said it was. */
  readonly satisfaction?: ((customer: Customer) => ReactNode) | undefined;
  /** What can be done with a contact point. */
  readonly pointActs?: ((point: ContactPoint) => ReactNode) | undefined;
  /** A second view of the customer behind a tab. */
  readonly second?: SecondView | undefined;
};

type CustomerPanelPartProps = ({ readonly conversationId: string } | { readonly customerId: string }) & {
  readonly slots?: PanelSlots;
};

/** Who the customer of the open conversation is: what to mind, what was promised, how to reach them, what they bought. */
export function CustomerPanelPart(props: CustomerPanelPartProps) {
  const conversation = useConversation('conversationId' in props ? props.conversationId : null);
  const ofConversation = conversation.state === 'ready' ? conversation.data.customerId : null;
  const customerId = 'customerId' in props ? props.customerId : ofConversation;
  const panel = useCustomerPanel(customerId);
  const { t } = useTranslation(['customer', 'common']);
  const failed = conversation.state === 'error' ? conversation : panel;
  if (failed.state === 'error') {
    const again = <Button onClick={failed.retry}>{t('common:retry')}</Button>;
    return <ErrorState title={t('customer:failed')} detail={failed.error.message} action={again} />;
  }
  if (panel.state !== 'ready') return <SkeletonRows rows={8} label={t('common:loading')} />;
  const open = conversation.state === 'ready' ? conversation.data : undefined;
  return <PanelBody panel={panel.data} open={open} slots={props.slots ?? {}} />;
}

type PanelBodyProps = {
  readonly panel: CustomerPanel;
  readonly open: Conversation | undefined;
  readonly slots: PanelSlots;
};

/** The panel itself, once it is known. */
function PanelBody({ panel, open, slots }: PanelBodyProps) {
  const { t } = useTranslation('customer');
  const { customer } = panel;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling part has to be reachable by keyboard
    <section aria-label={t('label')} tabIndex={0} className="h-full overflow-y-auto px-4 pb-6 -outline-offset-2">
      <PanelTop second={slots.second} customer={customer}>
        {slots.identity?.(customer)}
        <CareNotes care={customer.care} more={slots.care?.(customer)} />
        <Promises promises={panel.promises} conversations={panel.conversations} />
        {slots.checks?.()}
        <ContactPoints points={panel.contactPoints} acts={slots.pointActs} />
        <Consents customerId={customer.id} conversation={open} />
        <Orders orders={panel.orders} acts={slots.orderActs} stock={slots.stock?.(customer)} />
        <Visits visits={panel.visits} />
        {slots.satisfaction?.(customer)}
        {panel.lastTime !== undefined && <LastTime lastTime={panel.lastTime} conversations={panel.conversations} />}
      </PanelTop>
    </section>
  );
}
