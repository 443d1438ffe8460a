import { useQueryClient } from '@tanstack/react-query';
import { useHubQuery } from '#renderer/data/hooks/use-hub-query.ts';
import { useTranslation } from '#renderer/i18n/translation.ts';
import { Checkbox } from '#renderer/ui/checkbox.tsx';
import { Loaded } from '../loaded.tsx';
import { Card, SectionFrame } from '../section-frame.tsx';
import { useSave } from '../use-save.ts';

/** Whether the journey stands beside each customer. */
export function JourneySection() {
  const { t } = useTranslation(['journey', 'workspaceSettings']);
  const settings = useHubQuery('journey.settings', {});
  const saving = useSave();
  const cache = useQueryClient();
  const show = async (shown: boolean): Promise<void> => {
    await saving.save('journey:show', { shown });
    await cache.invalidateQueries({ queryKey: ['journey.settings'] });
  };
  return (
    <SectionFrame title={t('workspaceSettings:sections.journey')} detail={t('journey:settings.detail')}>
      <Loaded what={settings}>
        {({ shown }) => (
          <Card>
            <Checkbox checked={shown} disabled={saving.isBusy} onChange={(on) => void show(on)}>
              {t('journey:settings.shown')}
            </Checkbox>
            {saving.error !== null && (
              <p role="alert" className="text-bad">
                {saving.error.message}
              </p>
            )}
          </Card>
        )}
      </Loaded>
    </SectionFrame>
  );
}
