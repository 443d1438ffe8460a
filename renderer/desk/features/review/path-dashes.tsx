import { useTranslation } from '#renderer/i18n/translation.ts';
import { dyeClass } from '#renderer/ui/channel-icon.tsx';
import { classNames } from '#renderer/ui/class-names.ts';
import type { Channel } from '#shared/domain/channels.ts';

/** The channels on the way here, oldest first, each a dash in its dye; in words for who does not see them. */
export function PathDashes({ channels }: { readonly channels: readonly Channel[] }) {
  const { t } = useTranslation(['escalations', 'common']);
  const words = channels.map((channel) => t(`common:channel.${channel}`)).join(' → ');
  if (channels.length === 0) return null;
  return (
    <span
      role="img"
      aria-label={t('escalations:path', { channels: words })}
      title={words}
      className="flex min-h-3 w-full items-center gap-[3px]"
    >
      {channels.map((channel, n) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a channel may come again, and the path only grows at its end
        <span key={n} className={classNames('h-1.5 max-w-4 flex-1 rounded-full bg-dye', dyeClass(channel))} />
      ))}
    </span>
  );
}
