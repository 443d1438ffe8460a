import type { JourneyNumber, JourneyReportOf } from '#shared/domain/journey/report.ts';
import { FigureTable, type Opened } from './figure-table.tsx';
import { useFigureWords } from './use-figure-words.ts';

type Props = { readonly report: JourneyReportOf<'steps'>; readonly onOpen: (opened: Opened) => void };

/** What came of the steps that were taken up, beside those that were put aside. */
export function StepsPart({ report, onOpen }: Props) {
  const words = useFigureWords();
  const { t } = words;
  return (
    <FigureTable
      label={t('journey:part.steps')}
      head={`${t('journey:column.step')} · ${t('journey:column.decision')}`}
      columns={(['times', 'ordered', 'rate', 'contact', 'lowScore'] as const).map((column) =>
        t(`journey:column.${column}`),
      )}
      rows={report.rows.map(({ step, decision, count, ordered, contact, lowScore }) => {
        const cell = (n: number, only?: Extract<JourneyNumber, { of: 'step' }>['only']) =>
          words.count(n, { of: 'step', step, decision, ...(only === undefined ? {} : { only }) });
        return {
          key: `${step} ${decision}`,
          name: `${t(`journey:step.${step}`)} · ${t(`journey:next.${decision}`)}`,
          cells: [
            cell(count),
            cell(ordered, 'ordered'),
            words.share(ordered, count),
            cell(contact, 'contact'),
            cell(lowScore, 'lowScore'),
          ],
        };
      })}
      onOpen={onOpen}
    />
  );
}
