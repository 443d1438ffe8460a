import { ChartColumn, Download } from 'lucide-react';
import { useState } from 'react';
import { useHubQuery } from '#renderer/data/hooks/use-hub-query.ts';
import { asCsv, saveText } from '#renderer/desk/app/csv.ts';
import { Button } from '#renderer/ui/button.tsx';
import { EmptyState } from '#renderer/ui/empty-state.tsx';
import { ErrorState } from '#renderer/ui/error-state.tsx';
import { SkeletonRows } from '#renderer/ui/skeleton.tsx';
import { Tabs } from '#renderer/ui/tabs.tsx';
import { showToast } from '#renderer/ui/toast.tsx';
import { REPORTS, type Report } from '#shared/domain/report.ts';
import type { QueryInput } from '#shared/wire/queries.ts';
import { ReportChart } from './report-chart.tsx';
import { ReportControls } from './report-controls.tsx';
import { reportCsv } from './report-csv.ts';
import { type OpenedNumber, ReportTable } from './report-table.tsx';
import { RowsDialog } from './rows-dialog.tsx';
import { type Asked, useAsked } from './use-asked.ts';
import { type ReportWords, useReportWords } from './use-report-words.ts';

/** A period that is not over is asked for again this often: everything that happens on the floor is in it. */
const AGAIN_MS = 60_000;
/** Keeps the last answer while a query cannot be asked. */
const NO_ASK: QueryInput<'report.read'> = { report: 'phone', from: '2000-01-01', until: '2000-01-01', grain: 'day' };

/** What the floor did: phone first, then every channel; by time, team, agent, channel or category. For leads. */
export function ReportsPage() {
  const words = useReportWords();
  const { t } = words;
  const asked = useAsked();
  const answer = useHubQuery('report.read', asked.ask ?? NO_ASK, {
    enabled: asked.ask !== null,
    ...(asked.isGoingOn && { everyMs: AGAIN_MS }),
  });
  // With its question: the groups may stand in another order once the report is asked for again.
  const [opened, setOpened] = useState<{ number: OpenedNumber; ask: QueryInput<'report.rows'> } | null>(null);
  const { report: name, grain, group, ask } = asked;
  const report = answer.state === 'ready' && ask !== null ? answer.data : null;
  return (
    <section aria-label={t('reports:title')} className="flex h-full min-h-0 flex-col">
      <header className="flex items-center gap-3 px-(--pad-x) pt-3 pb-1">
        <h1 className="flex-1 font-semibold text-xl">{t('reports:title')}</h1>
        <Button
          icon={<Download aria-hidden="true" size={14} />}
          disabled={report === null}
          onClick={() => report !== null && exportCsv(report, asked, words)}
        >
          {t('reports:export')}
        </Button>
      </header>
      <Tabs
        tabs={REPORTS.map((value) => ({ value, label: t(`reports:report.${value}`) }))}
        value={name}
        onChange={(value) => asked.choose({ report: value })}
        label={t('reports:label')}
        className="min-h-0 flex-1"
        panelClassName="flex min-h-0 flex-1 flex-col"
      >
        <ReportControls asked={asked} />
        {asked.ask !== null && answer.state === 'loading' && <SkeletonRows rows={10} label={t('common:loading')} />}
        {answer.state === 'error' && (
          <ErrorState
            title={t('reports:failed')}
            detail={answer.error.message}
            action={<Button onClick={answer.retry}>{t('common:retry')}</Button>}
          />
        )}
        {report !== null && isEmpty(report) && (
          <EmptyState
            icon={<ChartColumn aria-hidden="true" size={22} />}
            title={t('reports:empty')}
            detail={t('reports:emptyDetail')}
          />
        )}
        {report !== null && ask !== null && !isEmpty(report) && (
          <>
            <ReportChart report={report} name={name} grain={grain} />
            <p className="px-(--pad-x) pb-1 text-ink-3">{t('reports:keys')}</p>
            <div className="mx-(--pad-x) mb-3 min-h-0 flex-1 overflow-auto rounded-r border border-line bg-raised">
              <ReportTable
                key={`${name} ${group}`}
                report={report}
                group={group}
                grain={grain}
                onOpen={(number) => setOpened({ number, ask: rowsAsk(ask, report, number) })}
              />
            </div>
          </>
        )}
      </Tabs>
      {opened !== null && <RowsDialog opened={opened.number} ask={opened.ask} onClose={() => setOpened(null)} />}
    </section>
  );
}

const isEmpty = ({ cells }: Report): boolean => cells.every(({ values }) => values.every((value) => !value));

function rowsAsk(
  ask: QueryInput<'report.read'>,
  report: Report,
  { metric, row }: OpenedNumber,
): QueryInput<'report.rows'> {
  return {
    ...ask,
    metric: metric.id,
    ...(row.bucket === null ? {} : { bucket: row.bucket }),
    ...(row.group === null ? {} : { key: report.groups[row.group]?.key ?? null }),
  };
}

function exportCsv(report: Report, { report: name, group, period }: Asked, words: ReportWords): void {
  const { t } = words;
  const rows = reportCsv(report, {
    time: t('reports:column.time'),
    group: group === 'none' ? null : t(`reports:column.${group}`),
    all: t('reports:total'),
    metric: words.metric,
    groupName: (one) => words.group(group, one),
    unit: (kind) => {
      if (kind === 'count' || kind === 'score') return '';
      return t(kind === 'share' ? 'reports:unit.share' : 'reports:unit.seconds');
    },
  });
  saveText(`${name}-${period.from}-${period.until}.csv`, asCsv(rows));
  showToast({ title: t('reports:exported') });
}
