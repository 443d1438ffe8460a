import type { JourneyNumber, JourneyReportOf } from '#shared/domain/journey/report.ts';
import { FigureTable, type Opened } from './figure-table.tsx';
import { useFigureWords } from './use-figure-words.ts';

type Props = { readonly report: JourneyReportOf<'segments'>; readonly onOpen: (opened: Opened) => void };

/** The same figures for customers who have not bought yet, once, again, or often. */
export function SegmentsPart({ report, onOpen }: Props) {
  const words = useFigureWords();
  const { t } = words;
  return (
    <FigureTable
      label={t('journey:part.segments')}
      head={t('journey:column.segment')}
      columns={(
        [
          'customers',
          'stops',
          'contacts',
          'cameBack',
          'rate',
          'brokeOff',
          'efforts',
          'orders',
          'scored',
          'score',
        ] as const
      ).map((column) => t(`journey:column.${column}`))}
      rows={report.rows.map((row) => {
        const { segment } = row;
        const cell = (count: number, only: Extract<JourneyNumber, { of: 'segment' }>['only']) =>
          words.count(count, { of: 'segment', segment, only });
        return {
          key: segment,
          name: t(`journey:segment.${segment}`),
          cells: [
            cell(row.customers, 'stops'),
            cell(row.stops, 'stops'),
            cell(row.contacts, 'contacts'),
            cell(row.cameBack, 'cameBack'),
            words.share(row.cameBack, row.contacts),
            cell(row.brokeOff, 'brokeOff'),
            cell(row.efforts, 'efforts'),
            cell(row.orders, 'orders'),
            cell(row.scored, 'scored'),
            words.score(row.score),
          ],
        };
      })}
      onOpen={onOpen}
    />
  );
}
