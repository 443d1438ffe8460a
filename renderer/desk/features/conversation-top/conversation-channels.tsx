import { formatDuration } from '#renderer/i18n/duration.ts';
import { useFormatContext } from '#renderer/i18n/format-context.tsx';
import { useTranslation } from '#renderer/i18n/translation.ts';
import { ChannelIcon, dyeClass } from '#renderer/ui/channel-icon.tsx';
import { classNames } from '#renderer/ui/class-names.ts';
import type { Conversation } from '#shared/domain/conversation.ts';
import { channelLegs, channelSpanMs } from './channel-story.ts';

/** The channels that the conversation went over; the one it is on now has a dot and its dye. */
export function ConversationChannels({ conversation }: { readonly conversation: Conversation }) {
  const { t } = useTranslation(['thread', 'common']);
  const { locale, now } = useFormatContext();
  const legs = channelLegs(conversation);
  const time = formatDuration(channelSpanMs(conversation, now), locale);
  return (
    <>
      <ul
        aria-label={t('thread:top.channels')}
        className={classNames(
          'shrink-0 overflow-hidden rounded-[8px] border border-line-strong bg-raised',
          // One channel alone is said by every dot of the thread; in a narrow window its place is for what can be done.
          legs.length > 1 ? 'flex' : '@[600px]:flex hidden',
        )}
      >
        {legs.map(({ channel, isLive }) => (
          <li
            key={channel}
            aria-current={isLive ? 'true' : undefined}
            className={classNames(
              'flex min-h-(--control) items-center gap-1.5 whitespace-nowrap border-line border-r px-3 last:border-r-0',
              dyeClass(channel),
              isLive ? 'tint-dye font-semibold text-dye' : 'text-ink-2',
            )}
          >
            {isLive ? (
              <span aria-hidden="true" className="size-[7px] rounded-full bg-dye" />
            ) : (
              <span className="text-dye">
                <ChannelIcon sign={channel} />
              </span>
            )}
            {t(`common:channel.${channel}`)}
          </li>
        ))}
      </ul>
      {legs.length > 1 && (
        <span className="whitespace-nowrap text-ink-2">{t('thread:top.channelsIn', { count: legs.length, time })}</span>
      )}
    </>
  );
}
