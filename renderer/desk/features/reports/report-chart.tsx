import { useId } from 'react';
import type { MetricName, Report, ReportName } from '#shared/domain/report.ts';
import type { Grain } from '#shared/domain/report-buckets.ts';
import { rowFinder } from './report-rows.ts';
import { useReportWords } from './use-report-words.ts';

/** What stands upon each other in a bar; told apart by pattern, never by colour alone. */
const STACKS: Readonly<Record<ReportName, readonly MetricName[]>> = {
  phone: ['answered', 'abandoned', 'short'],
  volume: ['contacts_in', 'answers_out'],
  answers: ['kept', 'missed'],
  handoffs: ['accepted', 'declined', 'expired'],
  escalations: ['decided', 'waiting'],
  satisfaction: ['score_5', 'score_4', 'score_3', 'score_2', 'score_1'],
  presence: ['ready', 'on_call', 'busy', 'after_call', 'away'],
};

const HEIGHT = 120;
const WIDTH = 1000;
const PATTERNS = ['solid', 'stripes', 'dots', 'cross', 'open'] as const;

type ReportChartProps = { readonly report: Report; readonly name: ReportName; readonly grain: Grain };

/** Bars over time. The table under it has the same numbers: this is a picture of them, named as such. */
export function ReportChart({ report, name, grain }: ReportChartProps) {
  const { t, metric, bucket } = useReportWords();
  const id = useId();
  const at = rowFinder(report);
  const series = STACKS[name].flatMap((one, n) => {
    const column = report.metrics.findIndex((candidate) => candidate.name === one);
    const found = report.metrics[column];
    return found === undefined ? [] : [{ column, label: metric(found), fill: `url(#${id}${PATTERNS[n]})`, pattern: n }];
  });
  const inHours = report.metrics[series[0]?.column ?? 0]?.kind === 'total' ? 3600 : 1;
  const bars = report.buckets.map((_, n) => series.map(({ column }) => (at(n, null).values[column] ?? 0) / inHours));
  const sums = bars.map((bar) => bar.reduce((sum, one) => sum + one, 0));
  const most = Math.max(1, ...sums);
  const step = WIDTH / Math.max(1, bars.length);
  const every = Math.max(1, Math.ceil(bars.length / 12));
  return (
    <figure className="px-(--pad-x) pt-1 pb-2">
      <figcaption className="mb-1 flex flex-wrap items-center gap-x-4 gap-y-1 text-ink-2">
        {series.map(({ label, fill }) => (
          <span key={label} className="inline-flex items-center gap-1.5">
            <svg width="14" height="14" aria-hidden="true">
              <rect x="0.5" y="0.5" width="13" height="13" fill={fill} stroke="var(--ink-2)" />
            </svg>
            {label}
          </span>
        ))}
      </figcaption>
      <div className="flex gap-2">
        <div aria-hidden="true" className="figures flex w-12 flex-col justify-between text-right text-ink-3">
          <span>{Math.round(most * 10) / 10}</span>
          <span>0{inHours === 1 ? '' : ` ${t('reports:chart.hours')}`}</span>
        </div>
        <div className="min-w-0 flex-1">
          <svg
            role="img"
            aria-label={`${t('reports:chart.title', { report: t(`reports:report.${name}`) })}. ${t('reports:chart.detail')}`}
            viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
            preserveAspectRatio="none"
            className="block h-28 w-full border-line-strong border-b"
          >
            <Patterns id={id} />
            <line x1="0" x2={WIDTH} y1="0.5" y2="0.5" stroke="var(--line)" />
            <line x1="0" x2={WIDTH} y1={HEIGHT / 2} y2={HEIGHT / 2} stroke="var(--line)" />
            {bars.map((bar, n) => (
              <Bar
                // biome-ignore lint/suspicious/noArrayIndexKey: a bucket is its place
                key={n}
                parts={bar.map((value, s) => ({ height: (value / most) * HEIGHT, fill: series[s]?.fill ?? '' }))}
                x={n * step + step * 0.12}
                width={step * 0.76}
              />
            ))}
          </svg>
          <div aria-hidden="true" className="figures flex text-ink-3">
            {report.buckets.map((start, n) =>
              n % every === 0 ? (
                <span key={start} className="truncate" style={{ width: `${(every / bars.length) * 100}%` }}>
                  {grain === 'half_hour' && report.buckets.length <= 48 ? start.slice(11) : bucket(start, grain)}
                </span>
              ) : null,
            )}
          </div>
        </div>
      </div>
    </figure>
  );
}

type BarProps = {
  readonly parts: readonly { readonly height: number; readonly fill: string }[];
  readonly x: number;
  readonly width: number;
};

function Bar({ parts, x, width }: BarProps) {
  let top = HEIGHT;
  return parts.map(({ height, fill }) => {
    top -= height;
    return height === 0 ? null : (
      <rect
        key={fill}
        x={x}
        y={top}
        width={width}
        height={height}
        fill={fill}
        stroke="var(--ink-2)"
        vectorEffect="non-scaling-stroke"
      />
    );
  });
}

/** Filled, striped, dotted, crossed, empty: to be told apart in grey too. */
function Patterns({ id }: { readonly id: string }) {
  const box = { width: 8, height: 8, patternUnits: 'userSpaceOnUse' } as const;
  const paper = <rect width="8" height="8" fill="var(--raised)" />;
  return (
    <defs>
      <pattern id={`${id}solid`} {...box}>
        <rect width="8" height="8" fill="var(--accent)" />
      </pattern>
      <pattern id={`${id}stripes`} {...box} patternTransform="rotate(45)">
        {paper}
        <rect width="3" height="8" fill="var(--ink-2)" />
      </pattern>
      <pattern id={`${id}dots`} {...box}>
        {paper}
        <circle cx="4" cy="4" r="1.5" fill="var(--ink-2)" />
      </pattern>
      <pattern id={`${id}cross`} {...box}>
        {paper}
        <path d="M0 4H8M4 0V8" stroke="var(--ink-2)" />
      </pattern>
      <pattern id={`${id}open`} {...box}>
        {paper}
      </pattern>
    </defs>
  );
}
