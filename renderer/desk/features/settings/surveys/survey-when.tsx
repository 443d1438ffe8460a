import { useLocale } from '#renderer/i18n/format-context.tsx';
import { useTranslation } from '#renderer/i18n/translation.ts';
import { Checkbox, CheckGroup } from '#renderer/ui/checkbox.tsx';
import { Field } from '#renderer/ui/field.tsx';
import { Select } from '#renderer/ui/select.tsx';
import { CHANNELS, type Channel, channelFacts } from '#shared/domain/channels.ts';
import type { OutcomeSettings } from '#shared/domain/settings.ts';
import type { SurveyFields } from '#shared/domain/survey.ts';
import { NumberInput } from '../number-input.tsx';
import { Card } from '../section-frame.tsx';
import type { Draft } from '../use-draft.ts';

type SurveyWhenProps = {
  readonly value: SurveyFields;
  readonly set: Draft<SurveyFields>['set'];
  readonly outcomes: readonly OutcomeSettings[];
};

/** Where nothing leads back to a customer, nobody can be asked. */
const ASKABLE = CHANNELS.filter((channel) => channelFacts(channel).asksBy !== null);
const HALF_HOURS = Array.from({ length: 48 }, (_, index) => index * 30);

/** Whether, where, when and how often; and after which outcomes nobody is asked. */
export function SurveyWhen({ value, set, outcomes }: SurveyWhenProps) {
  const { t } = useTranslation(['surveys', 'workspaceSettings', 'common']);
  const locale = useLocale();
  const label = (channel: Channel): string => {
    const by = channelFacts(channel).asksBy;
    const name = t(`common:channel.${channel}`);
    return by === null || by === channel ? name : t('surveys:by', { channel: name, by: t(`common:channel.${by}`) });
  };
  return (
    <>
      <Card title={t('surveys:whether')} detail={t('surveys:whetherDetail')}>
        <div className="flex flex-col gap-3">
          <Checkbox checked={value.enabled} onChange={(enabled) => set({ enabled })}>
            {t('surveys:enabled')}
          </Checkbox>
          <CheckGroup<Channel>
            label={t('surveys:channels')}
            hint={t('surveys:channelsHint')}
            options={ASKABLE.map((channel) => ({ value: channel, label: label(channel) }))}
            values={value.channels}
            onChange={(channels) => set({ channels })}
          />
        </div>
      </Card>
      <Card title={t('surveys:when')} detail={t('surveys:whenDetail')}>
        <div className="grid grid-cols-2 gap-4 lg:grid-cols-3">
          <NumberInput
            label={t('surveys:delay')}
            unit={t('workspaceSettings:units.minutes')}
            value={value.delayMinutes}
            min={0}
            max={10_080}
            onChange={(delayMinutes) => set({ delayMinutes })}
          />
          <TimeChoice
            label={t('surveys:quietFrom')}
            value={value.quietFrom}
            onChange={(quietFrom) => set({ quietFrom })}
          />
          <TimeChoice
            label={t('surveys:quietUntil')}
            value={value.quietUntil}
            onChange={(quietUntil) => set({ quietUntil })}
          />
          <NumberInput
            label={t('surveys:onceIn')}
            unit={t('surveys:days')}
            value={value.onceInDays}
            min={0}
            max={365}
            onChange={(onceInDays) => set({ onceInDays })}
          />
          <NumberInput
            label={t('surveys:window')}
            unit={t('workspaceSettings:units.hours')}
            value={value.windowHours}
            min={1}
            max={720}
            onChange={(windowHours) => set({ windowHours })}
          />
          <NumberInput
            label={t('surveys:low')}
            unit={t('surveys:orLess')}
            value={value.lowScore}
            min={0}
            max={4}
            onChange={(lowScore) => set({ lowScore })}
          />
        </div>
        <div className="mt-4">
          <CheckGroup<string>
            label={t('surveys:notAfter')}
            options={outcomes
              .filter(({ retired, code }) => !retired || value.notAfter.includes(code))
              .map(({ code, nameJa, nameEn }) => ({ value: code, label: locale === 'ja' ? nameJa : nameEn }))}
            values={value.notAfter}
            onChange={(notAfter) => set({ notAfter })}
          />
        </div>
      </Card>
    </>
  );
}

type TimeChoiceProps = {
  readonly label: string;
  readonly value: number;
  readonly onChange: (minute: number) => void;
};

/** A time of day, in half hours; another one that was set elsewhere stays among them. */
function TimeChoice({ label, value, onChange }: TimeChoiceProps) {
  const minutes = HALF_HOURS.includes(value) ? HALF_HOURS : [...HALF_HOURS, value].sort((a, b) => a - b);
  return (
    <Field label={label}>
      <Select
        label={label}
        className="w-28"
        options={minutes.map((minute) => ({ value: String(minute), label: timeText(minute) }))}
        value={String(value)}
        onChange={(minute) => onChange(Number(minute))}
      />
    </Field>
  );
}

const timeText = (minute: number): string => `${Math.floor(minute / 60)}:${String(minute % 60).padStart(2, '0')}`;
