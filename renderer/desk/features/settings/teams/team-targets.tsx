import { useTranslation } from '#renderer/i18n/translation.ts';
import { ChannelIcon } from '#renderer/ui/channel-icon.tsx';
import { Field } from '#renderer/ui/field.tsx';
import { CALL_ANSWER_SECONDS } from '#shared/domain/board.ts';
import { CALL_CHANNEL, CHANNELS, type Channel, channelFacts } from '#shared/domain/channels.ts';
import type { Targets, TeamFields } from '#shared/domain/settings.ts';
import { NumberInput } from '../number-input.tsx';
import { OptionalNumber } from '../optional-number.tsx';
import { Card } from '../section-frame.tsx';
import type { Draft } from '../use-draft.ts';

const ANSWERED_ON = CHANNELS.filter((channel) => channelFacts(channel).answerable);
const LONGEST = 100_000;
const LONGEST_RING = 3600;

type TeamTargetsProps = { readonly value: TeamFields; readonly set: Draft<TeamFields>['set'] };

type Target = NonNullable<Targets[Channel]>;

/** One target changed; what has none any more leaves the table. */
function withTarget(targets: Targets, channel: Channel, which: keyof Target, amount: number | null): Targets {
  const { [channel]: before, ...others } = targets;
  const { [which]: _, ...kept } = before ?? {};
  const after = amount === null ? kept : { ...kept, [which]: amount };
  return Object.keys(after).length === 0 ? others : { ...others, [channel]: after };
}

/** By when answers are due, how long offers and reopenings stand, and how long an owner may say nothing. */
export function TeamTargets({ value, set }: TeamTargetsProps) {
  const { t } = useTranslation(['workspaceSettings', 'common']);
  return (
    <>
      <Card title={t('workspaceSettings:teams.limits')} detail={t('workspaceSettings:teams.limitsDetail')}>
        <div className="grid grid-cols-3 gap-4">
          <NumberInput
            label={t('workspaceSettings:teams.replyMinutes')}
            unit={t('workspaceSettings:units.minutes')}
            value={value.replyMinutes}
            min={1}
            max={LONGEST}
            onChange={(replyMinutes) => set({ replyMinutes })}
          />
          <NumberInput
            label={t('workspaceSettings:teams.offerSeconds')}
            unit={t('workspaceSettings:units.seconds')}
            value={value.offerSeconds}
            min={5}
            max={3600}
            onChange={(offerSeconds) => set({ offerSeconds })}
          />
          <NumberInput
            label={t('workspaceSettings:teams.reopenHours')}
            unit={t('workspaceSettings:units.hours')}
            value={value.reopenHours}
            min={0}
            max={10_000}
            onChange={(reopenHours) => set({ reopenHours })}
          />
        </div>
        <table className="mt-4 w-full max-w-[560px]">
          <caption className="pb-1 text-left font-medium text-ink-2">{t('workspaceSettings:teams.targets')}</caption>
          <thead className="text-ink-3">
            <tr>
              <th scope="col" className="pr-3 text-left font-normal">
                {t('workspaceSettings:teams.channel')}
              </th>
              <th scope="col" className="w-32 pr-3 text-right font-normal">
                {t('workspaceSettings:teams.firstAnswer')}
              </th>
              <th scope="col" className="w-32 text-right font-normal">
                {t('workspaceSettings:teams.nextAnswer')}
              </th>
            </tr>
          </thead>
          <tbody>
            {ANSWERED_ON.map((channel) => (
              <tr key={channel}>
                <th scope="row" className="py-0.5 pr-3 text-left font-normal">
                  <span className="flex items-center gap-2">
                    <ChannelIcon sign={channel} />
                    {t(`common:channel.${channel}`)}
                  </span>
                </th>
                {(['first', 'next'] as const).map((which) => (
                  <td key={which} className="py-0.5 pr-3 last:pr-0">
                    <OptionalNumber
                      label={t(`workspaceSettings:teams.${which}On`, { channel: t(`common:channel.${channel}`) })}
                      value={value.targets[channel]?.[which] ?? null}
                      min={1}
                      max={LONGEST}
                      placeholder={String(value.replyMinutes)}
                      onChange={(minutes) => set({ targets: withTarget(value.targets, channel, which, minutes) })}
                    />
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
        <div className="mt-3 max-w-[560px] border-line border-t pt-3">
          <Field label={t('workspaceSettings:teams.callSeconds')} hint={t('workspaceSettings:teams.callSecondsHint')}>
            <span className="flex items-center gap-2">
              <span className="block w-24">
                <OptionalNumber
                  value={value.targets[CALL_CHANNEL]?.seconds ?? null}
                  min={1}
                  max={LONGEST_RING}
                  placeholder={String(CALL_ANSWER_SECONDS)}
                  onChange={(seconds) => set({ targets: withTarget(value.targets, CALL_CHANNEL, 'seconds', seconds) })}
                />
              </span>
              <span className="text-ink-2">{t('workspaceSettings:units.seconds')}</span>
            </span>
          </Field>
        </div>
      </Card>
      <Card title={t('workspaceSettings:teams.silence')} detail={t('workspaceSettings:teams.silenceDetail')}>
        <Field label={t('workspaceSettings:teams.silenceMinutes')}>
          <span className="flex items-center gap-2">
            <span className="block w-24">
              <OptionalNumber
                value={value.silenceMinutes}
                min={1}
                max={LONGEST}
                placeholder={t('workspaceSettings:teams.noLimit')}
                onChange={(silenceMinutes) => set({ silenceMinutes })}
              />
            </span>
            <span className="text-ink-2">{t('workspaceSettings:units.minutes')}</span>
          </span>
        </Field>
      </Card>
    </>
  );
}
