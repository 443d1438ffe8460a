import { useDeskEvents } from '#renderer/data/hooks/use-desk-events.ts';
import { useTranslation } from '#renderer/i18n/translation.ts';
import { showToast } from '#renderer/ui/toast.tsx';
import { SURVEY_OUT_OF } from '#shared/domain/survey.ts';

/** Tells a lead of a customer of their team who is not happy; the thread has the words. Shows nothing itself. */
export function SurveyNews() {
  const { t } = useTranslation(['surveys', 'common']);
  useDeskEvents({
    onSurveyLow: ({ score, conversationNumber: number, customerName, agent, team }) =>
      showToast({
        title: t('surveys:lowTitle', { score, outOf: SURVEY_OUT_OF }),
        detail: t('surveys:lowDetail', {
          number,
          customer:
            customerName === '' ? t('common:words.nameUnknown') : t('common:words.named', { name: customerName }),
          who: agent?.name ?? team.name,
        }),
      }),
  });
  return null;
}
