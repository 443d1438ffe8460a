import { useMemo } from 'react';
import { useAcceptOffer } from '#renderer/data/hooks/use-accept-offer.ts';
import { useSendCommand } from '#renderer/data/hooks/use-command.ts';
import { useOffers } from '#renderer/data/hooks/use-inbox.ts';
import { useWorkOffers } from '#renderer/data/hooks/use-work-offers.ts';
import { goTo } from '#renderer/desk/routes.ts';
import { useTranslation } from '#renderer/i18n/translation.ts';
import { showToast } from '#renderer/ui/toast.tsx';
import type { AlertAction } from '#shared/ipc/alerts.ts';
import type { WireError } from '#shared/wire/ack.ts';
import type { Standing } from './standing.ts';

type Outcome = { readonly ok: true } | { readonly ok: false; readonly error: WireError };

/** Handoffs offered to this agent and to their teams, and what the hub offers from a queue. */
export function useStandingOffers(): readonly Standing[] {
  const { t } = useTranslation(['alerts', 'common', 'handoff']);
  const offers = useOffers();
  const work = useWorkOffers();
  const accept = useAcceptOffer();
  const send = useSendCommand();
  return useMemo(() => {
    const nameOf = (name: string): string => (name === '' ? t('common:words.nameUnknown') : name);
    const acting = (conversationId: string, take: () => Promise<Outcome>) => (action: AlertAction | null) => {
      if (action !== 'accept') {
        goTo({ tab: 'mine', conversationId });
        return;
      }
      void take().then((outcome) => {
        if (outcome.ok) goTo({ tab: 'mine', conversationId });
        else showToast({ title: outcome.error.message, tone: 'bad' });
      });
    };
    const handed = offers.map(
      ({ id, conversationId, customerName, from, brief }): Standing => ({
        tag: `offer:${id}`,
        kind: 'offer',
        what: t('handoff:offerFrom', { name: from.name }),
        who: nameOf(customerName),
        words: brief.wants[0]?.text ?? '',
        target: { kind: 'handoff', id },
        actions: ['accept', 'open'],
        act: acting(conversationId, () => accept(id)),
      }),
    );
    const queued = work.map(
      ({ id, conversationId, customerName, team, preview }): Standing => ({
        tag: `work:${id}`,
        kind: 'offer',
        what: t('alerts:what.work', { team: team.name }),
        who: nameOf(customerName),
        words: preview,
        target: { kind: 'conversation', id: conversationId },
        actions: ['accept', 'open'],
        act: acting(conversationId, () => send('routing:accept', { offerId: id })),
      }),
    );
    return [...handed, ...queued];
  }, [offers, work, accept, send, t]);
}
