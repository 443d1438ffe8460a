import { formatShortDate } from '#renderer/i18n/format.ts';
import { useFormatContext } from '#renderer/i18n/format-context.tsx';
import { useTranslation } from '#renderer/i18n/translation.ts';
import { ChannelIcon, dyeClass } from '#renderer/ui/channel-icon.tsx';
import { classNames } from '#renderer/ui/class-names.ts';
import { Words } from '#renderer/ui/words.tsx';
import type { MergePreview } from '#shared/domain/identity.ts';

type Side = MergePreview['sides'][0];

/** One of the two: who, since when, how much, how reached, and what is open with them now. */
export function MergeSide({ side }: { readonly side: Side }) {
  const { t } = useTranslation(['identity', 'customer', 'common']);
  const format = useFormatContext(60_000);
  const { name, kana, points, open } = side;
  const counts = [
    t('identity:items', { count: side.items }),
    t('identity:conversations', { count: side.conversations }),
    t('identity:orders', { count: side.orders }),
    t('identity:visits', { count: side.visits }),
  ];
  const shown = points.filter(({ kind }) => kind !== 'visitor' && kind !== 'device');
  return (
    <section
      aria-label={name}
      className="flex min-w-0 flex-col gap-2 rounded-r border border-line bg-panel px-3.5 py-3"
    >
      <div>
        <h3 className="truncate font-semibold text-lg">
          <Words>{name === '' ? t('common:words.nameUnknown') : name}</Words>
        </h3>
        <p className="truncate text-ink-3">
          {kana !== undefined && kana !== name && <Words>{`${kana} · `}</Words>}
          {t('identity:knownSince', { date: formatShortDate(side.since, format) })}
        </p>
      </div>
      <p className="figures text-ink-2">{counts.join(' · ')}</p>
      <ul className="flex flex-col gap-0.5">
        {shown.length === 0 && <li className="text-ink-3">{t('customer:noContactPoints')}</li>}
        {shown.map((point) => (
          <li key={point.id} className="grid grid-cols-[minmax(0,1fr)_auto] gap-2">
            <span className="figures truncate">
              <span className="text-ink-3">{t(`customer:pointKind.${point.kind}`)} </span>
              {point.value}
            </span>
            <span className="text-ink-3">
              {point.shared ? t('customer:shared') : t(point.verified ? 'identity:verified' : 'customer:unverified')}
            </span>
          </li>
        ))}
      </ul>
      {open.length > 0 && (
        <ul className="flex flex-col gap-1 border-line border-t pt-2">
          {open.map((conversation) => (
            <li
              key={conversation.id}
              className={classNames('flex items-center gap-2 truncate', dyeClass(conversation.channel))}
            >
              <span className="text-dye">
                <ChannelIcon sign={conversation.channel} />
              </span>
              <span className="figures">#{conversation.number}</span>
              <span className="min-w-0 truncate">
                <Words>{conversation.subject ?? ''}</Words>
              </span>
              <span className="ml-auto text-ink-3">
                <Words>{conversation.owner.name}</Words>
              </span>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
