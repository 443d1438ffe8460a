import { useTranslation } from '#renderer/i18n/translation.ts';
import { TextInput } from '#renderer/ui/field.tsx';
import { SegmentedControl } from '#renderer/ui/segmented-control.tsx';
import { Select } from '#renderer/ui/select.tsx';
import { SEGMENTS } from '#shared/domain/journey/segments.ts';
import { PERIODS, type usePeriod } from './use-period.ts';

type Props = { readonly asked: ReturnType<typeof usePeriod>; readonly bySegment: boolean };

/** Which days, and which customers. */
export function PeriodControls({ asked, bySegment }: Props) {
  const { t } = useTranslation('journey');
  const { period, setPeriod, own, setOwn, segment, setSegment, ask } = asked;
  return (
    <div className="flex flex-wrap items-center gap-x-3 gap-y-2">
      <SegmentedControl
        label={t('page.period')}
        value={period}
        onChange={setPeriod}
        segments={PERIODS.map((value) => ({
          value,
          label: value === 'own' ? t('page.own') : t('page.days', { count: Number(value) }),
        }))}
      />
      {period === 'own' && (
        <span className="flex items-center gap-1.5">
          <span className="w-36">
            <TextInput
              type="date"
              aria-label={t('page.from')}
              value={own.from}
              onChange={(event) => setOwn({ ...own, from: event.target.value })}
              className="figures"
            />
          </span>
          –
          <span className="w-36">
            <TextInput
              type="date"
              aria-label={t('page.until')}
              value={own.until}
              onChange={(event) => setOwn({ ...own, until: event.target.value })}
              className="figures"
            />
          </span>
        </span>
      )}
      {bySegment && (
        <Select
          label={t('page.segment')}
          value={segment}
          onChange={setSegment}
          options={[
            { value: 'all' as const, label: t('page.everybody') },
            ...SEGMENTS.map((value) => ({ value, label: t(`segment.${value}`) })),
          ]}
          className="w-40"
        />
      )}
      {ask === null && (
        <p role="alert" className="text-bad">
          {t('page.wrong')}
        </p>
      )}
    </div>
  );
}
