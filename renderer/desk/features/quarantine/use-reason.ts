import { useTranslation } from '#renderer/i18n/translation.ts';
import { plainLine } from '#renderer/ui/hostile.tsx';

/** Words for a reason; one that nobody gave words to stands as it is. */
export function useReason(): (reason: string) => string {
  const { t } = useTranslation('quarantine');
  return (reason) => t(`reason.${reason}` as 'reason.unreadable', plainLine(reason));
}
