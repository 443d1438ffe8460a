import { ChannelIcon, dyeClass } from '#renderer/ui/channel-icon.tsx';
import { FlowBands } from '#renderer/ui/flow-bands.tsx';
import { CHANNELS, type Channel } from '#shared/domain/channels.ts';
import type { JourneyReportOf } from '#shared/domain/journey/report.ts';
import { ENDINGS } from '#shared/domain/journey/stops.ts';
import { FigureTable, type Opened } from './figure-table.tsx';
import { useFigureWords } from './use-figure-words.ts';

/** The picture is at most so high, px. */
const HEIGHT = 240;

type Props = { readonly report: JourneyReportOf<'flow'>; readonly onOpen: (opened: Opened) => void };

/** A channel as the head of a row. */
export function ChannelHead({ channel, name }: { readonly channel: Channel; readonly name: string }) {
  return (
    <span className="flex items-center gap-1.5">
      <span className="text-dye">
        <ChannelIcon sign={channel} size={13} />
      </span>
      {name}
    </span>
  );
}

/** From which channel customers go on to which, where they begin, and how it ends: the more, the stronger the ground. */
export function FlowPart({ report, onOpen }: Props) {
  const words = useFigureWords();
  const { t } = words;
  const { bands, starts, ends } = report;
  const rows = CHANNELS.filter((channel) =>
    [bands.map(({ from }) => from), starts, ends]
      .flat()
      .some((one) => (typeof one === 'string' ? one : one.channel) === channel),
  );
  const targets = CHANNELS.filter((channel) => bands.some(({ to }) => to === channel));
  const most = Math.max(1, ...bands.map(({ count }) => count), ...ends.map(({ count }) => count));
  const bandOf = (from: Channel, to: Channel): number =>
    bands.find((band) => band.from === from && band.to === to)?.count ?? 0;
  const endOf = (channel: Channel, ending: (typeof ENDINGS)[number]): number =>
    ends.find((end) => end.channel === channel && end.ending === ending)?.count ?? 0;
  const startOf = (channel: Channel): number => starts.find((start) => start.channel === channel)?.count ?? 0;
  const bandWords = ({ from, to, count }: (typeof bands)[number]) => ({
    from: words.channel(from),
    to: words.channel(to),
    number: words.number(count),
  });
  return (
    <>
      <p className="text-ink-2">
        <span className="figures font-semibold text-ink">
          {t('journey:flow.summary', { stops: words.number(report.stops), customers: words.number(report.customers) })}
        </span>{' '}
        {t('journey:flow.detail')}
      </p>
      {bands.length > 0 && (
        <FlowBands
          bands={bands}
          height={HEIGHT}
          label={bands.map((band) => t('journey:flow.band', bandWords(band))).join(t('common:listComma'))}
          nameOf={words.channel}
          numberOf={words.number}
          className="max-w-[1100px]"
        />
      )}
      <FigureTable
        label={t('journey:flow.label')}
        head={t('journey:column.from')}
        columns={[
          t('journey:column.starts'),
          ...targets.map((channel) => `→ ${words.channel(channel)}`),
          ...ENDINGS.map((ending) => t(`journey:ending.${ending}`)),
        ]}
        rows={rows.map((from) => ({
          key: from,
          name: words.channel(from),
          head: <ChannelHead channel={from} name={words.channel(from)} />,
          dye: dyeClass(from),
          cells: [
            words.count(startOf(from), { of: 'start', channel: from }),
            ...targets.map((to) => ({
              ...words.count(bandOf(from, to), { of: 'band', from, to }),
              share: bandOf(from, to) / most,
            })),
            ...ENDINGS.map((ending) => ({
              ...words.count(endOf(from, ending), { of: 'end', channel: from, ending }),
              share: endOf(from, ending) / most,
            })),
          ],
        }))}
        onOpen={onOpen}
      />
    </>
  );
}
