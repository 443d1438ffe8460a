import { useTranslation } from '#renderer/i18n/translation.ts';
import type { Escalation } from '#shared/domain/escalation.ts';

/** How an escalation stands, as a sentence to whoever works on its conversation. */
export function useStripWords(meId: string | undefined): (escalation: Escalation) => string {
  const { t } = useTranslation('escalations');
  return ({ state, reviewer, decision }) => {
    const name = decision?.by.name ?? reviewer?.name ?? '';
    switch (state) {
      case 'raised':
        return reviewer === undefined ? t('strip.raised') : t('strip.raisedTo', { name: reviewer.name });
      case 'in_review':
        return reviewer === undefined ? t('strip.in_reviewNobody') : t('strip.in_review', { name });
      case 'taken_over':
        return decision?.by.id === meId ? t('strip.takenByMe') : t('strip.taken_over', { name });
      case 'approved':
      case 'returned':
        return t(`strip.${state}`, { name });
      case 'resolved':
      case 'withdrawn':
        return t(`state.${state}`);
    }
  };
}
