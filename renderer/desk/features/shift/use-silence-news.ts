import { useDeskEvents } from '#renderer/data/hooks/use-desk-events.ts';
import { useTranslation } from '#renderer/i18n/translation.ts';
import { showToast } from '#renderer/ui/toast.tsx';

/** Tells a lead of an owner who was silent for too long, and which conversation is in the queue ([CV5]). */
export function useSilenceNews(): void {
  const { t } = useTranslation(['shift', 'common']);
  useDeskEvents({
    onOwnerSilent: ({ row, former }) =>
      showToast({
        title: t('shift:silence.title', { name: former.name }),
        detail: t('shift:silence.detail', {
          number: row.number,
          customer: row.customerName === '' ? t('common:words.nameUnknown') : row.customerName,
        }),
      }),
  });
}
