import { showItem } from '#renderer/desk/app/show-item.ts';
import { formatDuration } from '#renderer/i18n/duration.ts';
import { EFFORTS, type EffortKind } from '#shared/domain/journey/effort.ts';
import type { JourneyView } from '#shared/domain/journey/view.ts';
import { LINE, Part } from './part.tsx';
import { useTouchWords } from './use-touch-words.ts';

type Effort = JourneyView['efforts'][number];

/** So many are shown, the newest. */
const SHOWN = 5;

/** What it cost the customer: how often of each kind, and the newest with why; each leads to where it shows. */
export function EffortList({ efforts }: { readonly efforts: readonly Effort[] }) {
  const { t, format, when } = useTouchWords();
  const count = (kind: EffortKind): number => efforts.filter((effort) => effort.kind === kind).length;
  const why = ({ kind, since, channel, amount }: Effort): string => {
    switch (kind) {
      case 'came_back':
        return t('journey:effort.came_backWhy', { since: when(since.at) });
      case 'switched':
        return t('journey:effort.switchedWhy', {
          from: t(`common:channel.${since.channel}`),
          to: t(`common:channel.${channel}`),
        });
      case 'waited':
        return amount === 0
          ? t('journey:effort.untaken')
          : t('journey:effort.waitedWhy', { time: formatDuration((amount ?? 0) * 60_000, format.locale) });
      case 'repeated':
        return t('journey:effort.repeatedWhy', { since: when(since.at), share: amount ?? 0 });
    }
  };
  return (
    <Part title={t('journey:effort.title')} aside={<span className="figures">{efforts.length}</span>}>
      {efforts.length === 0 ? (
        <p className="text-ink-3">{t('journey:effort.none')}</p>
      ) : (
        <>
          <dl className="grid grid-cols-2 gap-x-4">
            {EFFORTS.filter((kind) => count(kind) > 0).map((kind) => (
              <div key={kind} className="flex items-baseline justify-between gap-2">
                <dt className="min-w-0 truncate text-ink-2">{t(`journey:effort.${kind}`)}</dt>
                <dd className="figures font-semibold">{count(kind)}</dd>
              </div>
            ))}
          </dl>
          <ul className="flex flex-col border-line border-t pt-1">
            {efforts
              .slice(-SHOWN)
              .reverse()
              .map((effort) => (
                <li key={`${effort.kind} ${effort.item.customerId}:${effort.item.seq}`}>
                  <button type="button" className={LINE} onClick={() => showItem(effort.item)}>
                    <span className="min-w-0 flex-1">
                      <span className="font-medium">{t(`journey:effort.${effort.kind}`)}</span>{' '}
                      <span className="text-ink-2">{why(effort)}</span>
                    </span>
                    <span className="figures shrink-0 text-ink-3">{when(effort.at)}</span>
                  </button>
                </li>
              ))}
          </ul>
        </>
      )}
    </Part>
  );
}
