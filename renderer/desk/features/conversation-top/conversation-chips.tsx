import { useMe } from '#renderer/data/hooks/use-session.ts';
import { formatBy, formatDayTime } from '#renderer/i18n/format.ts';
import { useFormatContext } from '#renderer/i18n/format-context.tsx';
import { useTranslation } from '#renderer/i18n/translation.ts';
import { Chip } from '#renderer/ui/chip.tsx';
import { showToast } from '#renderer/ui/toast.tsx';
import { Words } from '#renderer/ui/words.tsx';
import type { Conversation } from '#shared/domain/conversation.ts';
import { categoryPath } from './category-path.ts';

type ConversationChipsProps = {
  readonly conversation: Conversation;
  readonly rank: string | undefined;
  /** Whose it is, when it is somebody else's. */
  readonly owner: string | undefined;
};

/** Number, category, rank and how the conversation stands, in short. */
export function ConversationChips({ conversation, rank, owner }: ConversationChipsProps) {
  const { t } = useTranslation('thread');
  const { locale } = useFormatContext();
  const me = useMe();
  const category = me.state === 'ready' ? categoryPath(me.data.categories, conversation.categoryId, locale) : '';
  return (
    <div className="flex min-w-0 flex-wrap items-center gap-1.5">
      <NumberChip number={conversation.number} />
      {category !== '' && (
        <Chip>
          <Words>{category}</Words>
        </Chip>
      )}
      {rank !== undefined && (
        <Chip>
          <Words>{rank}</Words>
        </Chip>
      )}
      <StatusChip conversation={conversation} />
      {owner !== undefined && <Chip>{t('top.with', { name: owner })}</Chip>}
    </div>
  );
}

/** The number people say aloud; pressed, it is copied. */
function NumberChip({ number }: { readonly number: number }) {
  const { t } = useTranslation('thread');
  async function copy(): Promise<void> {
    try {
      await navigator.clipboard.writeText(String(number));
      showToast({ title: t('top.numberCopied', { number }) });
    } catch {
      // The page is not in front, or may not write there.
      showToast({ title: t('top.copyFailed'), tone: 'bad' });
    }
  }
  return (
    <button
      type="button"
      aria-label={t('top.copyNumber', { number })}
      onClick={() => void copy()}
      className="figures min-h-6 rounded-full border border-line bg-raised px-2.5 text-ink-2 hover:border-field-line hover:text-ink"
    >
      #{number}
    </button>
  );
}

function StatusChip({ conversation }: { readonly conversation: Conversation }) {
  const { t } = useTranslation(['thread', 'common']);
  const format = useFormatContext();
  const { status, waitingOn, waitingUntil } = conversation;
  switch (status) {
    case 'open':
      return null;
    case 'resolved':
      return <Chip tone="ok">{t('common:section.resolved')}</Chip>;
    case 'snoozed': {
      const until = waitingUntil && t('thread:top.until', { time: formatDayTime(waitingUntil, format) });
      return <Chip>{[t('common:section.snoozed'), until].filter(Boolean).join(' · ')}</Chip>;
    }
    case 'waiting': {
      const who =
        waitingOn === undefined || waitingOn === 'customer'
          ? t('common:section.waiting')
          : t('thread:top.checkingWith', { who: t(`common:waitingOn.${waitingOn}`) });
      return <Chip>{[who, waitingUntil && formatBy(waitingUntil, format)].filter(Boolean).join(' · ')}</Chip>;
    }
  }
}
