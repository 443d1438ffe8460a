import { useState } from 'react';
import { useHubQuery } from '#renderer/data/hooks/use-hub-query.ts';
import { useSession } from '#renderer/data/hooks/use-session.ts';
import { useTranslation } from '#renderer/i18n/translation.ts';
import { Button } from '#renderer/ui/button.tsx';
import { isInForce } from '#shared/domain/care.ts';
import type { Customer } from '#shared/domain/customer.ts';
import { IncidentCard } from './incident-card.tsx';
import { MarkInForce } from './mark-in-force.tsx';
import { ProposalCard } from './proposal-card.tsx';
import { ProposeDialog } from './propose-dialog.tsx';

/** Below what is known of a customer: incidents, proposals that wait for a lead, warnings, and how to propose a mark. */
export function CareMore({ customer }: { readonly customer: Customer }) {
  const { t } = useTranslation('care');
  const { agent } = useSession();
  const known = useHubQuery('care.of', { customerId: customer.id });
  const [isProposing, setIsProposing] = useState(false);
  const isLead = agent?.role === 'lead';
  const marks = known.state === 'ready' ? known.data.marks : [];
  const incidents = known.state === 'ready' ? known.data.incidents.filter((one) => one.closedAt === undefined) : [];
  return (
    <div className="flex flex-col gap-2">
      {known.state === 'error' && <p className="text-ink-3">{t('failed')}</p>}
      {incidents.map((incident) => (
        <IncidentCard key={incident.id} incident={incident} isLead={isLead} />
      ))}
      {marks
        .filter((mark) => mark.state === 'proposed')
        .map((mark) => (
          <ProposalCard key={mark.id} mark={mark} mayDecide={isLead && mark.author.id !== agent?.id} />
        ))}
      {marks
        .filter((mark) => isInForce(mark, Date.now()))
        .map((mark) => (
          <MarkInForce key={mark.id} mark={mark} isLead={isLead} locale={customer.locale} />
        ))}
      <div>
        <Button onClick={() => setIsProposing(true)}>{t('propose.open')}</Button>
      </div>
      {isProposing && <ProposeDialog customerId={customer.id} onClose={() => setIsProposing(false)} />}
    </div>
  );
}
