import { formatDayTime } from '#renderer/i18n/format.ts';
import { useFormatContext } from '#renderer/i18n/format-context.tsx';
import { useTranslation } from '#renderer/i18n/translation.ts';
import { ChannelDot } from '#renderer/ui/channel-icon.tsx';
import { Words } from '#renderer/ui/words.tsx';
import type { QueryOutput } from '#shared/wire/queries.ts';

export type Matter = QueryOutput<'matters.of'>['mergeable'][number];

/** A conversation beside others: number, what it is about, whose it is, and what would come along. */
export function MatterLine({ matter }: { readonly matter: Matter }) {
  const { t } = useTranslation(['matters', 'common']);
  const format = useFormatContext();
  const { number, subject, preview, channel, owner, lastItemAt, promises, drafts } = matter;
  const facts = [
    owner.name,
    formatDayTime(lastItemAt, format),
    promises > 0 && t('matters:promises', { count: promises }),
    drafts > 0 && t('matters:drafts', { count: drafts }),
  ];
  return (
    <span className="grid min-w-0 grid-cols-[20px_minmax(0,1fr)] gap-x-2">
      <ChannelDot sign={channel} label={t(`common:channel.${channel}`)} />
      <span className="truncate">
        <b className="figures font-semibold">#{number}</b> <Words>{subject ?? preview}</Words>
      </span>
      <span className="col-start-2 truncate text-ink-2">
        <Words>{facts.filter(Boolean).join(' · ')}</Words>
      </span>
    </span>
  );
}
