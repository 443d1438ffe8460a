import { AppWindow } from 'lucide-react';
import { desktop } from '#renderer/data/desktop.ts';
import { windowKind } from '#renderer/data/window-kind.ts';
import { useTranslation } from '#renderer/i18n/translation.ts';
import { IconButton } from '#renderer/ui/icon-button.tsx';
import { useShortcut } from '#renderer/ui/shortcuts.ts';
import { showToast } from '#renderer/ui/toast.tsx';

/** [DK3] Brings the conversation into a window of its own. Nothing in a browser, nor where it is one already. */
export function PopOutButton({ conversationId }: { readonly conversationId: string }) {
  const { t } = useTranslation();
  const canPopOut = desktop !== null && windowKind() === 'desk';
  const popOut = async (): Promise<void> => {
    const answer = await desktop?.popOut({ conversationId });
    if (answer?.ok === false) showToast({ title: answer.error.message, tone: 'bad' });
  };
  useShortcut('pop-out', () => void popOut(), { enabled: canPopOut });
  if (!canPopOut) return null;
  return (
    <IconButton
      label={t('frame.popOut')}
      icon={<AppWindow aria-hidden="true" size={16} />}
      onClick={() => void popOut()}
    />
  );
}
