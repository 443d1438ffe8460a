import type { Report } from '#shared/domain/report.ts';
import { figureCell } from './figure-text.ts';
import { rowFinder } from './report-rows.ts';

type Words = {
  readonly time: string;
  readonly group: string | null;
  readonly all: string;
  readonly metric: (metric: Report['metrics'][number]) => string;
  readonly groupName: (group: Report['groups'][number]) => string;
  /** After the name of a number that is in seconds, or in per cent. */
  readonly unit: (kind: Report['metrics'][number]['kind']) => string;
};

/** A report as rows for a spreadsheet: every bucket and group that the screen can show, with the same figures. */
export function reportCsv(report: Report, words: Words): string[][] {
  const at = rowFinder(report);
  const grouped = words.group !== null;
  const head = [
    words.time,
    ...(words.group === null ? [] : [words.group]),
    ...report.metrics.map((metric) => `${words.metric(metric)}${words.unit(metric.kind)}`),
  ];
  const line = (bucket: number | null, group: number | null): string[] => {
    const row = at(bucket, group);
    const name = group === null ? undefined : report.groups[group];
    return [
      row.bucket === null ? words.all : row.bucket.replace('T', ' '),
      ...(grouped ? [name === undefined ? words.all : words.groupName(name)] : []),
      ...row.values.map((value, n) => figureCell(value, report.metrics[n]?.kind ?? 'count')),
    ];
  };
  const groups = grouped ? [null, ...report.groups.map((_, n) => n)] : [null];
  return [head, ...groups.flatMap((group) => [line(null, group), ...report.buckets.map((_, n) => line(n, group))])];
}
