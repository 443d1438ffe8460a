import { useTranslation } from '#renderer/i18n/translation.ts';
import { Skeleton, SkeletonRows } from '#renderer/ui/skeleton.tsx';

/** In the place of a conversation to come, with its header at its height. */
export function ConversationLoading() {
  const { t } = useTranslation('thread');
  return (
    <div className="flex h-full flex-col">
      <div aria-hidden="true" className="flex flex-col gap-4 border-line border-b px-5.5 py-4">
        <Skeleton className="h-5 w-2/5" />
        <Skeleton className="h-7 w-1/3" />
      </div>
      <SkeletonRows rows={6} label={t('loading')} />
    </div>
  );
}
