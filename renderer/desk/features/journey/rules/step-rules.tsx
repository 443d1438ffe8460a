import { ArrowDown, ArrowUp } from 'lucide-react';
import { useTranslation } from '#renderer/i18n/translation.ts';
import { Checkbox } from '#renderer/ui/checkbox.tsx';
import { TextInput } from '#renderer/ui/field.tsx';
import { IconButton } from '#renderer/ui/icon-button.tsx';
import type { StepRule } from '#shared/domain/journey/rules.ts';
import { moved } from './moved.ts';
import { RuleGroup } from './number-rules.tsx';

type Props = { readonly rules: readonly StepRule[]; readonly onChange: (rules: StepRule[]) => void };

/** The next best steps by their rank: which are proposed, and for how long. */
export function StepRules({ rules, onChange }: Props) {
  const { t } = useTranslation('journey');
  const put = (at: number, patch: Partial<StepRule>): void =>
    onChange(rules.map((rule, n) => (n === at ? { ...rule, ...patch } : rule)));
  return (
    <RuleGroup title={t('rules.steps')} detail={t('rules.stepsDetail')}>
      <ol className="flex flex-col divide-y divide-line">
        {rules.map(({ step, on, days }, at) => {
          const name = t(`step.${step}`);
          return (
            <li key={step} className="flex items-center gap-2 py-1">
              <span className="min-w-0 flex-1">
                <Checkbox checked={on} onChange={(next) => put(at, { on: next })}>
                  {name}
                </Checkbox>
              </span>
              <TextInput
                type="number"
                min={1}
                max={180}
                aria-label={`${name} – ${t('rules.stepDays')}`}
                value={days === 0 ? '' : days}
                onChange={(event) => put(at, { days: Math.round(Number(event.target.value)) })}
                className="figures w-20"
              />
              <span className="text-ink-3">{t('rules.stepDays')}</span>
              <IconButton
                label={`${name} – ${t('rules.up')}`}
                disabled={at === 0}
                onClick={() => onChange(moved(rules, at, -1))}
                icon={<ArrowUp aria-hidden="true" size={14} />}
              />
              <IconButton
                label={`${name} – ${t('rules.down')}`}
                disabled={at === rules.length - 1}
                onClick={() => onChange(moved(rules, at, 1))}
                icon={<ArrowDown aria-hidden="true" size={14} />}
              />
            </li>
          );
        })}
      </ol>
    </RuleGroup>
  );
}
