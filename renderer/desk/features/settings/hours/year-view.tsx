import { ChevronLeft, ChevronRight } from 'lucide-react';
import { type KeyboardEvent, useRef, useState } from 'react';
import { useHubQuery } from '#renderer/data/hooks/use-hub-query.ts';
import { useFormatContext } from '#renderer/i18n/format-context.tsx';
import { useTranslation } from '#renderer/i18n/translation.ts';
import { IconButton } from '#renderer/ui/icon-button.tsx';
import { isComposing } from '#renderer/ui/ime.ts';
import type { OpeningHours } from '#shared/domain/opening-hours.ts';
import { Card } from '../section-frame.tsx';
import { DayDialog } from './day-dialog.tsx';
import { Month } from './month.tsx';
import { SignLegend } from './sign-legend.tsx';
import { SpecialDays } from './special-days.tsx';
import { type YearDay, yearDays } from './year-days.ts';

type YearViewProps = {
  readonly hours: OpeningHours;
  readonly onChange: (days: OpeningHours['days']) => void;
};

const STEP: Readonly<Record<string, number>> = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -7, ArrowDown: 7 };
const STALE_MS = 60 * 60_000;

/** A whole year in sight: weekly closing days, holidays, closures and special openings. A day is pressed to change it. */
export function YearView({ hours, onChange }: YearViewProps) {
  const { t } = useTranslation('workspaceSettings');
  const { now, locale } = useFormatContext();
  const [year, setYear] = useState(now.getFullYear());
  const [active, setActive] = useState<string | null>(null);
  const [edited, setEdited] = useState<YearDay | null>(null);
  const grid = useRef<HTMLDivElement>(null);
  const known = useHubQuery('settings.holidays', { year }, { staleMs: STALE_MS, keepPrevious: true });
  const holidays = known.state === 'ready' ? known.data.holidays.filter(({ date }) => date.startsWith(`${year}`)) : [];
  const months = yearDays(hours, year, holidays);
  const all = months.flat();
  const isUnknown = known.state === 'ready' && (year < known.data.known.from || year > known.data.known.to);
  const focusable = all.find(({ date }) => date === active)?.date ?? all[0]?.date;

  function onKeyDown(event: KeyboardEvent): void {
    if (isComposing(event)) return;
    const step = STEP[event.key];
    const from = all.findIndex(({ date }) => date === focusable);
    const next = step === undefined ? undefined : all[from + step];
    if (next === undefined) return;
    event.preventDefault();
    setActive(next.date);
    grid.current?.querySelector<HTMLElement>(`[data-date="${next.date}"]`)?.focus();
  }

  return (
    <Card
      title={t('year.title')}
      detail={t('year.detail')}
      actions={
        <div className="flex items-center gap-1">
          <IconButton
            label={t('year.before')}
            icon={<ChevronLeft aria-hidden="true" size={16} />}
            onClick={() => setYear(year - 1)}
          />
          <span role="status" className="figures min-w-14 text-center font-semibold">
            {locale === 'ja' ? `${year}年` : year}
          </span>
          <IconButton
            label={t('year.after')}
            icon={<ChevronRight aria-hidden="true" size={16} />}
            onClick={() => setYear(year + 1)}
          />
        </div>
      }
    >
      {isUnknown && known.state === 'ready' && (
        <p role="status" className="tint-warn mb-3 rounded-s border border-line px-3 py-2">
          {t('year.unknown', known.data.known)}
        </p>
      )}
      {!isUnknown && year > now.getFullYear() + 1 && <p className="mb-3 text-ink-2">{t('year.computed')}</p>}
      {known.state === 'error' && (
        <p role="alert" className="mb-3 text-bad">
          {known.error.message}
        </p>
      )}
      {/* biome-ignore lint/a11y/noStaticElementInteractions: arrows move between the buttons inside */}
      <div ref={grid} onKeyDown={onKeyDown} className="grid grid-cols-3 gap-x-5 gap-y-4 @[1000px]:grid-cols-4">
        {months.map((days, month) => (
          <Month
            // biome-ignore lint/suspicious/noArrayIndexKey: a month is its place in the year
            key={month}
            month={month}
            days={days}
            focusable={focusable}
            onOpen={(day) => {
              setActive(day.date);
              setEdited(day);
            }}
          />
        ))}
      </div>
      <SignLegend />
      <SpecialDays days={all} hours={hours} onOpen={setEdited} onChange={onChange} year={year} />
      {edited !== null && (
        <DayDialog
          day={edited}
          onClose={() => setEdited(null)}
          onSave={(special) => {
            const others = hours.days.filter(({ date }) => date !== edited.date);
            onChange(special === null ? others : [...others, special].sort((a, b) => (a.date < b.date ? -1 : 1)));
            setEdited(null);
          }}
        />
      )}
    </Card>
  );
}
