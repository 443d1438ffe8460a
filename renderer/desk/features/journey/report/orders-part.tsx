import { useState } from 'react';
import { dyeClass } from '#renderer/ui/channel-icon.tsx';
import { SegmentedControl } from '#renderer/ui/segmented-control.tsx';
import { type AttributionModel, MODELS } from '#shared/domain/journey/attribution.ts';
import type { JourneyReportOf } from '#shared/domain/journey/report.ts';
import { FigureTable, type Opened } from './figure-table.tsx';
import { ChannelHead } from './flow-part.tsx';
import { useFigureWords } from './use-figure-words.ts';

type Props = { readonly report: JourneyReportOf<'orders'>; readonly onOpen: (opened: Opened) => void };

/** What orders are put down to: by the first, the last, all alike or 40/20/40 of the touchpoints before them. */
export function OrdersPart({ report, onOpen }: Props) {
  const words = useFigureWords();
  const { t } = words;
  const [model, setModel] = useState<AttributionModel>('position');
  const { orders } = report;
  const rows = [...report.rows].sort((a, b) => b[model] - a[model]);
  return (
    <>
      <SegmentedControl
        label={t('journey:model.label')}
        value={model}
        onChange={setModel}
        segments={MODELS.map((value) => ({ value, label: t(`journey:model.${value}`) }))}
      />
      <FigureTable
        label={t('journey:part.orders')}
        head={t('journey:column.channel')}
        columns={[
          t('journey:column.touched'),
          t('journey:column.share'),
          t('journey:column.rate'),
          t('journey:column.amount'),
        ]}
        rows={rows.map((row) => ({
          key: row.channel ?? 'none',
          name: words.channel(row.channel),
          ...(row.channel === null
            ? {}
            : {
                head: <ChannelHead channel={row.channel} name={words.channel(row.channel)} />,
                dye: dyeClass(row.channel),
              }),
          cells: [
            words.count(row.touched, { of: 'order', channel: row.channel }),
            { text: words.shared(row[model]), opens: { of: 'order', channel: row.channel } },
            {
              ...words.share(row[model], orders),
              ...(row.channel !== null && { share: row[model] / Math.max(1, orders) }),
            },
            words.plain(
              row.amounts.map((amount) => words.money(amount[model], amount.currency)).join(t('common:listComma')) ||
                '–',
            ),
          ],
        }))}
        onOpen={onOpen}
      />
    </>
  );
}
