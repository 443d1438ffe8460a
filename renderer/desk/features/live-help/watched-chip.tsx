import { Eye } from 'lucide-react';
import { useTranslation } from '#renderer/i18n/translation.ts';
import { Chip } from '#renderer/ui/chip.tsx';
import { Words } from '#renderer/ui/words.tsx';
import type { Conversation } from '#shared/domain/conversation.ts';
import { useHelp } from './use-help.ts';

/** The owner sees who reads along, where the workspace lets them ([ES3]); a calm mark and no more. */
export function WatchedChip({ conversation }: { readonly conversation: Conversation }) {
  const { t } = useTranslation('liveHelp');
  const { isOwner, state } = useHelp(conversation);
  const [first, ...others] = state?.help.watchers ?? [];
  if (!isOwner || first === undefined) return null;
  const { name } = first.lead;
  return (
    <span title={t('watchedHint')} className="min-w-0">
      <Chip icon={<Eye aria-hidden="true" size={12} />}>
        <Words>
          {others.length === 0 ? t('watchedBy', { name }) : t('watchedByMore', { name, count: others.length })}
        </Words>
      </Chip>
    </span>
  );
}
