import type { JourneyNumber, JourneyReportOf } from '#shared/domain/journey/report.ts';
import { FigureTable, type Opened } from './figure-table.tsx';
import { useFigureWords } from './use-figure-words.ts';

type Props = { readonly report: JourneyReportOf<'effort'>; readonly onOpen: (opened: Opened) => void };
type Only = Extract<JourneyNumber, { of: 'path' }>['only'];

/** How often customers come back, and what each way over channels cost them and how they said it was. */
export function EffortPart({ report, onOpen }: Props) {
  const words = useFigureWords();
  const { t } = words;
  const { contacts, cameBack, paths } = report;
  return (
    <>
      <FigureTable
        label={t('journey:repeat')}
        head={t('journey:repeat')}
        columns={[t('journey:column.contacts'), t('journey:column.cameBack'), t('journey:column.rate')]}
        rows={[
          {
            key: 'all',
            name: t('journey:page.everybody'),
            cells: [
              words.count(contacts, { of: 'contact', cameBack: false }),
              words.count(cameBack, { of: 'contact', cameBack: true }),
              words.share(cameBack, contacts),
            ],
          },
        ]}
        onOpen={onOpen}
      />
      <p className="text-ink-2">{t('journey:effortDetail')}</p>
      <FigureTable
        label={t('journey:part.effort')}
        head={t('journey:column.path')}
        columns={[
          t('journey:column.matters'),
          t('journey:column.cameBack'),
          t('journey:column.switched'),
          t('journey:column.waited'),
          t('journey:column.repeated'),
          t('journey:column.scored'),
          t('journey:column.score'),
        ]}
        rows={paths.map((row) => {
          const { path } = row;
          const cell = (count: number, only?: Only) =>
            words.count(count, { of: 'path', path, ...(only === undefined ? {} : { only }) });
          return {
            key: path,
            name: words.path(path),
            cells: [
              cell(row.matters),
              cell(row.cameBack, 'came_back'),
              cell(row.switched, 'switched'),
              cell(row.waited, 'waited'),
              cell(row.repeated, 'repeated'),
              cell(row.scored, 'scored'),
              words.score(row.score),
            ],
          };
        })}
        onOpen={onOpen}
      />
    </>
  );
}
