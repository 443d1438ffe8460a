import { useQueryClient } from '@tanstack/react-query';
import { useHubQuery } from '#renderer/data/hooks/use-hub-query.ts';
import { useTranslation } from '#renderer/i18n/translation.ts';
import { Checkbox } from '#renderer/ui/checkbox.tsx';
import { Loaded } from '../loaded.tsx';
import { Card, SectionFrame } from '../section-frame.tsx';
import { useSave } from '../use-save.ts';

/** Whether agents see that a lead watches them; chosen, it holds at once. */
export function HelpSection() {
  const { t } = useTranslation(['liveHelp', 'workspaceSettings']);
  const settings = useHubQuery('help.settings', {});
  const saving = useSave();
  const cache = useQueryClient();
  const choose = async (agentsSeeWatching: boolean): Promise<void> => {
    await saving.save('help:settings', { agentsSeeWatching });
    await cache.invalidateQueries({ queryKey: ['help.settings'] });
  };
  return (
    <SectionFrame title={t('workspaceSettings:sections.help')} detail={t('liveHelp:settings.detail')}>
      <Loaded what={settings}>
        {({ agentsSeeWatching }) => (
          <Card title={t('liveHelp:settings.watching')}>
            <Checkbox checked={agentsSeeWatching} disabled={saving.isBusy} onChange={(sees) => void choose(sees)}>
              {t('liveHelp:settings.see')}
            </Checkbox>
            <p className="mt-1.5 max-w-[680px] text-ink-2">
              {t(agentsSeeWatching ? 'liveHelp:settings.seen' : 'liveHelp:settings.unseen')}
            </p>
            {saving.error !== null && (
              <p role="alert" className="mt-1.5 text-bad">
                {saving.error.message}
              </p>
            )}
          </Card>
        )}
      </Loaded>
    </SectionFrame>
  );
}
