import { Inbox } from 'lucide-react';
import { useTranslation } from '#renderer/i18n/translation.ts';
import { chordParts } from '#renderer/ui/chord.ts';
import { EmptyState } from '#renderer/ui/empty-state.tsx';
import { chordOf } from '#renderer/ui/keyboard-map.ts';

/** In the place of the thread while none is chosen. */
export function NoConversation() {
  const { t } = useTranslation();
  return (
    <EmptyState
      icon={<Inbox aria-hidden="true" size={22} />}
      heading="h1"
      title={t('frame.noConversation')}
      detail={t('frame.noConversationDetail', { next: chordParts(chordOf('next-conversation')).join(' ') })}
    />
  );
}
