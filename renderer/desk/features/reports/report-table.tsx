import { ChevronDown, ChevronRight } from 'lucide-react';
import { useState } from 'react';
import { classNames } from '#renderer/ui/class-names.ts';
import { Tooltip } from '#renderer/ui/tooltip.tsx';
import { Words } from '#renderer/ui/words.tsx';
import type { Report, ReportGroup, ReportMetric } from '#shared/domain/report.ts';
import type { Grain } from '#shared/domain/report-buckets.ts';
import { figureText } from './figure-text.ts';
import { type TableRow, tableRows } from './report-rows.ts';
import { useGridKeys } from './use-grid-keys.ts';
import { type ReportWords, useReportWords } from './use-report-words.ts';

/** A number that was opened: of which row, and what that row is called. */
export type OpenedNumber = { readonly metric: ReportMetric; readonly row: TableRow; readonly rowName: string };

type ReportTableProps = {
  readonly report: Report;
  readonly group: ReportGroup;
  readonly grain: Grain;
  readonly onOpen: (opened: OpenedNumber) => void;
};

/** The figures, dense: the whole first, then by time or by group; a group opens to its times. Every number opens. */
export function ReportTable({ report, group, grain, onOpen }: ReportTableProps) {
  // Once for the whole table: it ticks, and there are hundreds of cells.
  const words = useReportWords();
  const { t, metric, meaning, bucket, group: groupName } = words;
  // By key: a group that comes in later moves the others' places.
  const [open, setOpen] = useState<ReadonlySet<string | null>>(new Set());
  const openPlaces = new Set(report.groups.flatMap(({ key }, place) => (open.has(key) ? [place] : [])));
  const { table, onKeyDown } = useGridKeys();
  const nameOf = (row: TableRow): string => {
    const of = row.group === null ? undefined : report.groups[row.group];
    const name = of === undefined ? null : groupName(group, of);
    const time = row.bucket === null ? null : bucket(row.bucket, grain);
    return [name, time].filter((part) => part !== null).join(' · ') || t('reports:total');
  };
  const toggle = (place: number): void => {
    const key = report.groups[place]?.key ?? null;
    setOpen((before) => {
      const after = new Set(before);
      if (!after.delete(key)) after.add(key);
      return after;
    });
  };
  return (
    <table ref={table} onKeyDown={onKeyDown} className="figures w-max min-w-full border-separate border-spacing-0">
      <thead>
        <tr>
          <th scope="col" className={classNames(HEAD, 'left-0 z-20 text-left')}>
            {t(`reports:column.${group}`)}
          </th>
          {report.metrics.map((one) => (
            <th key={one.id} scope="col" className={classNames(HEAD, 'z-10 text-right')}>
              <Tooltip label={meaning(one)} side="bottom">
                <button
                  type="button"
                  tabIndex={-1}
                  aria-description={meaning(one)}
                  className="rounded-s px-1 text-ink-2"
                >
                  {metric(one)}
                </button>
              </Tooltip>
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {tableRows(report, openPlaces).map((row, n) => (
          <Row
            key={row.id}
            words={words}
            row={row}
            name={nameOf(row)}
            isFirst={n === 0}
            isOpen={row.group !== null && row.bucket === null ? openPlaces.has(row.group) : null}
            metrics={report.metrics}
            onToggle={toggle}
            onOpen={onOpen}
          />
        ))}
      </tbody>
    </table>
  );
}

const HEAD = 'sticky top-0 h-9 whitespace-nowrap border-line-strong border-b bg-panel px-2 font-medium text-ink-2';

type RowProps = {
  readonly words: ReportWords;
  readonly row: TableRow;
  readonly name: string;
  readonly isFirst: boolean;
  /** Of a group's own row: whether its times are shown; null of others. */
  readonly isOpen: boolean | null;
  readonly metrics: readonly ReportMetric[];
  readonly onToggle: (group: number) => void;
  readonly onOpen: (opened: OpenedNumber) => void;
};

function Row({ words, row, name, isFirst, isOpen, metrics, onToggle, onOpen }: RowProps) {
  const { t } = words;
  const inner = row.group !== null && row.bucket !== null;
  const shown = inner ? (name.split(' · ').at(-1) ?? name) : name;
  return (
    <tr className={classNames('group', isFirst && 'font-semibold')}>
      <th
        scope="row"
        className={classNames(
          'sticky left-0 z-10 max-w-72 truncate border-line border-b bg-raised px-2 py-1 text-left font-normal group-hover:bg-panel',
          isFirst && 'font-semibold',
          inner && 'pl-8 text-ink-2',
        )}
      >
        {isOpen === null || row.group === null ? (
          <Words>{shown}</Words>
        ) : (
          <button
            type="button"
            tabIndex={-1}
            aria-expanded={isOpen}
            aria-label={t(isOpen ? 'reports:collapse' : 'reports:expand', { name })}
            onClick={() => row.group !== null && onToggle(row.group)}
            className="inline-flex max-w-full items-center gap-1 rounded-s"
          >
            {isOpen ? (
              <ChevronDown aria-hidden="true" size={14} className="shrink-0 text-ink-3" />
            ) : (
              <ChevronRight aria-hidden="true" size={14} className="shrink-0 text-ink-3" />
            )}
            <span className="truncate">
              <Words>{shown}</Words>
            </span>
          </button>
        )}
      </th>
      {metrics.map((metric, n) => (
        <td key={metric.id} className="border-line border-b bg-raised px-2 py-1 text-right group-hover:bg-panel">
          <Figure
            words={words}
            metric={metric}
            value={row.values[n] ?? null}
            rowName={name}
            isStop={isFirst && n === 0}
            onOpen={() => onOpen({ metric, row, rowName: name })}
          />
        </td>
      ))}
    </tr>
  );
}

type FigureProps = {
  readonly words: ReportWords;
  readonly metric: ReportMetric;
  readonly value: number | null;
  readonly rowName: string;
  /** Where the tab key comes in. */
  readonly isStop: boolean;
  readonly onOpen: () => void;
};

/** What counted something opens it; what counted nothing is only read. */
function Figure({ words, metric, value, rowName, isStop, onOpen }: FigureProps) {
  const text = figureText(value, metric.kind, words.format.locale);
  if ((value === null || value === 0) && !isStop) return <span className="px-1 text-ink-3">{text}</span>;
  return (
    <button
      type="button"
      tabIndex={isStop ? 0 : -1}
      aria-label={words.t('reports:open', { metric: words.metric(metric), value: text, row: rowName })}
      onClick={onOpen}
      className="whitespace-nowrap rounded-s px-1 underline decoration-line-strong decoration-1 underline-offset-4 hover:decoration-ink"
    >
      {text}
    </button>
  );
}
