import { useDeskEvents } from '#renderer/data/hooks/use-desk-events.ts';
import { useSession } from '#renderer/data/hooks/use-session.ts';
import { useTranslation } from '#renderer/i18n/translation.ts';
import { showToast } from '#renderer/ui/toast.tsx';

/** Says wherever one is on the desk what became of one's answer, and to leads that one waits. */
export function ApprovalNews() {
  const { t } = useTranslation('approvals');
  const { agent } = useSession();
  useDeskEvents({
    onHeldChanged: ({ authorId, state, changed }) => {
      const isMine = authorId === agent?.id;
      if (isMine && state === 'approved') showToast({ title: t(changed ? 'news.changed' : 'news.approved') });
      if (isMine && state === 'returned') showToast({ title: t('news.returned') });
      if (!isMine && state === 'waiting') showToast({ title: t('news.waits') });
    },
  });
  return null;
}
