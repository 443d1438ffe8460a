import { BookOpen } from 'lucide-react';
import { useTranslation } from '#renderer/i18n/translation.ts';
import type { Channel } from '#shared/domain/channels.ts';

/** Where the way from the provider's console to the first message is written down. */
export function DocsHint({ channel }: { readonly channel: Channel }) {
  const { t } = useTranslation('channelSettings');
  return (
    <p className="flex items-center gap-2 text-ink-2">
      <BookOpen aria-hidden="true" size={14} className="shrink-0" />
      <span>
        {t('docs')} <code className="select-text font-sans font-semibold">docs/channels/{channel}.md</code>
      </span>
    </p>
  );
}
