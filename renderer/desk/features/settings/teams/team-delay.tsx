import { useTranslation } from '#renderer/i18n/translation.ts';
import { CheckGroup } from '#renderer/ui/checkbox.tsx';
import { answerChannel, CHANNELS, channelFacts } from '#shared/domain/channels.ts';
import type { TeamFields } from '#shared/domain/settings.ts';
import { Card } from '../section-frame.tsx';
import type { Draft } from '../use-draft.ts';

/** By which answers leave. */
const LEAVES_BY = CHANNELS.filter((channel) => channelFacts(channel).answerable && answerChannel(channel) === channel);

type TeamDelayProps = { readonly value: TeamFields; readonly set: Draft<TeamFields>['set'] };

/** On which channels an answer can be taken back for some seconds after it was sent. */
export function TeamDelay({ value, set }: TeamDelayProps) {
  const { t } = useTranslation(['workspaceSettings', 'common']);
  return (
    <Card title={t('workspaceSettings:teams.delay')} detail={t('workspaceSettings:teams.delayDetail')}>
      <CheckGroup
        label={t('workspaceSettings:teams.delayOn')}
        options={LEAVES_BY.map((channel) => ({ value: channel, label: t(`common:channel.${channel}`) }))}
        values={value.delayedChannels}
        onChange={(delayedChannels) => set({ delayedChannels })}
      />
    </Card>
  );
}
