import type { ReactNode } from 'react';
import { useTranslation } from '#renderer/i18n/translation.ts';
import type { EffortRules, JourneyRules } from '#shared/domain/journey/rules.ts';
import { NumberField } from './number-field.tsx';

/** One group of rules under its heading. */
export function RuleGroup({
  title,
  detail,
  children,
}: {
  readonly title: string;
  readonly detail?: string;
  readonly children: ReactNode;
}) {
  return (
    <fieldset className="flex min-w-0 flex-col gap-2.5 rounded-r border border-line bg-raised px-4 py-3">
      <legend className="float-left font-semibold">{title}</legend>
      {detail !== undefined && <p className="clear-left text-ink-2">{detail}</p>}
      <div className="clear-left flex flex-col gap-2.5">{children}</div>
    </fieldset>
  );
}

const EFFORT_FIELDS = [
  ['cameBackDays', 'came_back', 1, 90],
  ['switchedHours', 'switched', 1, 720],
  ['waitedLiveMinutes', 'waitedLive', 1, 1440],
  ['waitedMinutes', 'waited', 1, 20_160],
  ['repeatedShare', 'repeatedShare', 10, 100],
  ['repeatedDays', 'repeatedDays', 1, 90],
] as const;

type EffortProps = { readonly rules: EffortRules; readonly onChange: (rules: EffortRules) => void };

/** What counts as effort, a sentence and a number each. */
export function EffortRulesFields({ rules, onChange }: EffortProps) {
  const { t } = useTranslation('journey');
  return (
    <RuleGroup title={t('rules.effort')}>
      <div className="grid grid-cols-1 gap-3 lg:grid-cols-2">
        {EFFORT_FIELDS.map(([field, name, least, most]) => (
          <NumberField
            key={field}
            label={t(`rules.${name}`)}
            value={rules[field]}
            least={least}
            most={most}
            // Zero is out of every range: the form says so.
            onChange={(value) => onChange({ ...rules, [field]: value ?? 0 })}
          />
        ))}
      </div>
    </RuleGroup>
  );
}

const OTHERS = [
  ['breakDays', 1, 180],
  ['lookbackDays', 1, 180],
  ['followDays', 1, 90],
  ['loyalOrders', 2, 50],
] as const;

type OtherProps = { readonly rules: JourneyRules; readonly onChange: (patch: Partial<JourneyRules>) => void };

/** What the figures for all customers go by. */
export function OtherFields({ rules, onChange }: OtherProps) {
  const { t } = useTranslation('journey');
  return (
    <RuleGroup title={t('rules.others')}>
      <div className="grid grid-cols-1 gap-3 lg:grid-cols-2">
        {OTHERS.map(([field, least, most]) => (
          <NumberField
            key={field}
            label={t(`rules.${field}`)}
            value={rules[field]}
            least={least}
            most={most}
            onChange={(value) => onChange({ [field]: value ?? 0 })}
          />
        ))}
      </div>
    </RuleGroup>
  );
}
