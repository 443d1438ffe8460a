import { Copy } from 'lucide-react';
import { useHubQuery } from '#renderer/data/hooks/use-hub-query.ts';
import { useSession } from '#renderer/data/hooks/use-session.ts';
import { formatDayTime } from '#renderer/i18n/format.ts';
import { useFormatContext } from '#renderer/i18n/format-context.tsx';
import { useTranslation } from '#renderer/i18n/translation.ts';
import { Button } from '#renderer/ui/button.tsx';
import { showToast } from '#renderer/ui/toast.tsx';
import { Words } from '#renderer/ui/words.tsx';
import type { Conversation } from '#shared/domain/conversation.ts';

type LeftDraftsProps = { readonly conversation: Conversation };

/**
 * What the owner before had begun to write and not sent: to read and to copy, folded until it is wanted ([CV4]). It is not
 * put into one's own reply by itself: whose words they are stays plain.
 */
export function LeftDrafts({ conversation }: LeftDraftsProps) {
  const { agent } = useSession();
  const conversationId = conversation.id;
  const isOwner = agent !== null && conversation.owner.id === agent.id;
  const { t } = useTranslation('shift');
  const format = useFormatContext(60_000);
  const left = useHubQuery('shift.left-drafts', { conversationId }, { enabled: isOwner, staleMs: 60_000 });
  if (!isOwner || left.state !== 'ready' || left.data.drafts.length === 0) return null;
  const copy = (text: string): void => {
    navigator.clipboard.writeText(text).then(
      () => showToast({ title: t('left.copied') }),
      () => showToast({ title: t('left.copyFailed'), tone: 'bad' }),
    );
  };
  return (
    <div className="border-line border-t bg-panel px-4 py-1.5">
      {left.data.drafts.map(({ author, mode, text, savedAt }) => (
        <details key={`${author.id}:${mode}`}>
          <summary className="cursor-pointer truncate text-ink-2">
            {t(`left.${mode}`, { name: author.name, at: formatDayTime(savedAt, format) })}
          </summary>
          <div className="flex items-start gap-3 py-1.5">
            <p className="max-h-32 min-w-0 flex-1 overflow-y-auto whitespace-pre-wrap">
              <Words>{text}</Words>
            </p>
            <Button icon={<Copy aria-hidden="true" size={14} />} onClick={() => copy(text)}>
              {t('left.copy')}
            </Button>
          </div>
        </details>
      ))}
    </div>
  );
}
