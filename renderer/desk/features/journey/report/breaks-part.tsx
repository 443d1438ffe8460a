import { dyeClass } from '#renderer/ui/channel-icon.tsx';
import { CHANNELS } from '#shared/domain/channels.ts';
import type { JourneyReportOf } from '#shared/domain/journey/report.ts';
import { PHASES } from '#shared/domain/journey/rules.ts';
import { FigureTable, type Opened } from './figure-table.tsx';
import { ChannelHead } from './flow-part.tsx';
import { useFigureWords } from './use-figure-words.ts';

type Props = { readonly report: JourneyReportOf<'breaks'>; readonly onOpen: (opened: Opened) => void };

/** Of the stops on each channel in each phase, how many were the last though nothing came of them. */
export function BreaksPart({ report, onOpen }: Props) {
  const words = useFigureWords();
  const { t } = words;
  const rows = [...report.rows].sort(
    (a, b) =>
      CHANNELS.indexOf(a.channel) - CHANNELS.indexOf(b.channel) || PHASES.indexOf(a.phase) - PHASES.indexOf(b.phase),
  );
  return (
    <>
      <p className="text-ink-2">{t('journey:breaksDetail')}</p>
      <FigureTable
        label={t('journey:part.breaks')}
        head={`${t('journey:column.channel')} · ${t('journey:column.phase')}`}
        columns={[t('journey:column.stops'), t('journey:column.brokeOff'), t('journey:column.rate')]}
        rows={rows.map(({ channel, phase, stops, brokeOff }) => {
          const name = `${words.channel(channel)} · ${t(`journey:phases.${phase}`)}`;
          return {
            key: `${channel} ${phase}`,
            name,
            head: <ChannelHead channel={channel} name={name} />,
            dye: dyeClass(channel),
            cells: [
              words.count(stops, { of: 'break', channel, phase, brokeOff: false }),
              words.count(brokeOff, { of: 'break', channel, phase, brokeOff: true }),
              { ...words.share(brokeOff, stops), share: brokeOff / Math.max(1, stops) },
            ],
          };
        })}
        onOpen={onOpen}
      />
    </>
  );
}
