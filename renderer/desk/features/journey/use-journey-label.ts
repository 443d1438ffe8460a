import { useHubQuery } from '#renderer/data/hooks/use-hub-query.ts';
import { useTranslation } from '#renderer/i18n/translation.ts';

/** The name of the journey's tab; null while the workspace does not show it. */
export function useJourneyLabel(): string | null {
  const { t } = useTranslation('journey');
  const settings = useHubQuery('journey.settings', {}, { staleMs: 300_000 });
  return settings.state === 'ready' && settings.data.shown ? t('tab') : null;
}
