import { formatTime } from '#renderer/i18n/format.ts';
import { useFormatContext } from '#renderer/i18n/format-context.tsx';
import { useTranslation } from '#renderer/i18n/translation.ts';
import { ChannelDot } from '#renderer/ui/channel-icon.tsx';
import { Words } from '#renderer/ui/words.tsx';
import type { TimelineItem } from '#shared/domain/timeline-item.ts';

function wordsOf(item: TimelineItem, kindName: string): string {
  if (item.kind === 'message' || item.kind === 'note') {
    return item.data.text || (item.data.attachments ?? []).map((file) => file.name).join(', ') || kindName;
  }
  return kindName;
}

/** One line of what came while something was being written. */
export function NewItem({ item }: { readonly item: TimelineItem }) {
  const { t } = useTranslation('thread');
  const context = useFormatContext();
  return (
    <li className="flex items-start gap-2.5">
      <ChannelDot sign={item.channel} />
      <span className="min-w-0">
        <span className="text-ink-3">
          {item.author.name !== undefined && <Words>{item.author.name}</Words>} {formatTime(item.occurredAt, context)}
        </span>
        <span className="block whitespace-pre-wrap">
          <Words>{wordsOf(item, t(`kind.${item.kind}`))}</Words>
        </span>
      </span>
    </li>
  );
}
