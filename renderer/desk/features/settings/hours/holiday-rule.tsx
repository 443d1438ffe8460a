import { useTranslation } from '#renderer/i18n/translation.ts';
import { SegmentedControl } from '#renderer/ui/segmented-control.tsx';
import type { OpeningHours } from '#shared/domain/opening-hours.ts';
import { Card } from '../section-frame.tsx';
import { SpansInput } from './spans-input.tsx';

type HolidayRuleProps = {
  readonly holidays: OpeningHours['holidays'];
  readonly onChange: (holidays: OpeningHours['holidays']) => void;
};

type Rule = 'closed' | 'usual' | 'own';

const ruleOf = (holidays: OpeningHours['holidays']): Rule => {
  if (holidays === null) return 'usual';
  return holidays.length === 0 ? 'closed' : 'own';
};

/** What the public holidays of Japan are to us. */
export function HolidayRule({ holidays, onChange }: HolidayRuleProps) {
  const { t } = useTranslation('workspaceSettings');
  const rules: readonly Rule[] = ['closed', 'usual', 'own'];
  const choose = (rule: Rule): void => {
    if (rule === 'usual') onChange(null);
    else onChange(rule === 'closed' ? [] : [{ from: 600, to: 1020 }]);
  };
  return (
    <Card title={t('hours.holidays')} detail={t('hours.holidaysDetail')}>
      <div className="flex flex-wrap items-center gap-4">
        <SegmentedControl
          label={t('hours.holidays')}
          value={ruleOf(holidays)}
          onChange={choose}
          segments={rules.map((rule) => ({ value: rule, label: t(`hours.rules.${rule}`) }))}
        />
        {holidays !== null && holidays.length > 0 && (
          <SpansInput label={t('hours.holidays')} spans={holidays} onChange={onChange} />
        )}
      </div>
    </Card>
  );
}
