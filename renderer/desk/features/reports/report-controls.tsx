import { useId } from 'react';
import { isComposing } from '#renderer/ui/ime.ts';
import { SegmentedControl } from '#renderer/ui/segmented-control.tsx';
import { Select } from '#renderer/ui/select.tsx';
import { GROUPS_OF } from '#shared/domain/report.ts';
import { GRAINS } from '#shared/domain/report-buckets.ts';
import { grainsFor, isPeriod, PRESETS } from './periods.ts';
import type { Asked } from './use-asked.ts';
import { useReportWords } from './use-report-words.ts';

/** Period, grain and split; of the phone also what is short and what is in time. */
export function ReportControls({ asked }: { readonly asked: Asked }) {
  const { t } = useReportWords();
  const { period, preset, grain, group, choose } = asked;
  const isWhole = isPeriod(period);
  const possible = isWhole ? grainsFor(period) : [];
  return (
    <div className="flex flex-wrap items-center gap-x-3 gap-y-2 px-(--pad-x) py-2">
      <Select
        label={t('reports:period.label')}
        value={preset}
        onChange={(value) => choose({ preset: value })}
        options={PRESETS.map((value) => ({ value, label: t(`reports:period.${value}`) }))}
        className="w-32"
      />
      {preset === 'own' && (
        <span className="flex items-center gap-1.5">
          <DateInput
            label={t('reports:period.from')}
            value={period.from}
            onChange={(from) => choose({ own: { ...period, from } })}
          />
          –
          <DateInput
            label={t('reports:period.until')}
            value={period.until}
            onChange={(until) => choose({ own: { ...period, until } })}
          />
        </span>
      )}
      <SegmentedControl
        label={t('reports:grain.label')}
        value={grain}
        onChange={(value) => choose({ grain: value })}
        segments={GRAINS.map((value) => ({
          value,
          label: t(`reports:grain.${value}`),
          disabled: isWhole && !possible.includes(value),
        }))}
      />
      <Select
        label={t('reports:group.label')}
        value={group}
        onChange={(value) => choose({ group: value })}
        options={GROUPS_OF[asked.report].map((value) => ({ value, label: t(`reports:group.${value}`) }))}
        className="w-40"
      />
      {asked.report === 'phone' && (
        <>
          <Seconds
            label={t('reports:short')}
            value={asked.shortSeconds}
            least={0}
            most={600}
            onChange={(shortSeconds) => choose({ shortSeconds })}
          />
          <Seconds
            label={t('reports:level')}
            value={asked.levelSeconds}
            least={1}
            most={3600}
            onChange={(levelSeconds) => choose({ levelSeconds })}
          />
        </>
      )}
      {!isWhole && (
        <p role="alert" className="text-bad">
          {t('reports:period.wrong')}
        </p>
      )}
    </div>
  );
}

const FIELD = 'figures h-8 rounded-s border border-field-line bg-raised px-2 text-ink';

type DateInputProps = { readonly label: string; readonly value: string; readonly onChange: (date: string) => void };

function DateInput({ label, value, onChange }: DateInputProps) {
  return (
    <input
      type="date"
      aria-label={label}
      value={value}
      onChange={(event) => onChange(event.target.value)}
      className={FIELD}
    />
  );
}

type SecondsProps = {
  readonly label: string;
  readonly value: number;
  readonly least: number;
  readonly most: number;
  readonly onChange: (seconds: number) => void;
};

/** Takes what is within its limits once it is typed whole: by Enter, or on leaving. */
function Seconds({ label, value, least, most, onChange }: SecondsProps) {
  const id = useId();
  const take = (field: HTMLInputElement): void => {
    const seconds = field.valueAsNumber;
    if (Number.isInteger(seconds) && seconds >= least && seconds <= most && seconds !== value) onChange(seconds);
  };
  return (
    <span className="flex items-center gap-1.5">
      <label htmlFor={id} className="text-ink-2">
        {label}
      </label>
      <input
        id={id}
        type="number"
        defaultValue={value}
        min={least}
        max={most}
        onBlur={(event) => take(event.currentTarget)}
        onKeyDown={(event) => {
          if (event.key === 'Enter' && !isComposing(event)) take(event.currentTarget);
        }}
        className={`${FIELD} w-16`}
      />
    </span>
  );
}
