import { useRef, useState } from 'react';
import { useSendCommand } from '#renderer/data/hooks/use-command.ts';
import { useConversation } from '#renderer/data/hooks/use-conversation.ts';
import { useHubQuery } from '#renderer/data/hooks/use-hub-query.ts';
import { useTranslation } from '#renderer/i18n/translation.ts';
import { Button } from '#renderer/ui/button.tsx';
import { Dialog } from '#renderer/ui/dialog.tsx';
import { ErrorState } from '#renderer/ui/error-state.tsx';
import { chordOf } from '#renderer/ui/keyboard-map.ts';
import { useShortcut } from '#renderer/ui/shortcuts.ts';
import { SkeletonRows } from '#renderer/ui/skeleton.tsx';
import { showToast } from '#renderer/ui/toast.tsx';
import { MatterLine } from './matter-line.tsx';

type Props = { readonly conversationId: string; readonly onClose: () => void };

/** Makes another conversation of the customer part of this one; what comes along is said before, and it can be undone. */
export function MergeDialog({ conversationId, onClose }: Props) {
  const { t } = useTranslation(['matters', 'common']);
  const send = useSendCommand();
  const conversation = useConversation(conversationId);
  const found = useHubQuery('matters.of', { conversationId });
  const first = useRef<HTMLInputElement>(null);
  const [chosen, setChosen] = useState<string | null>(null);
  const [isBusy, setIsBusy] = useState(false);
  const [error, setError] = useState<string | null>(null);
  const others = found.state === 'ready' ? found.data.mergeable : [];
  const from = others.find((one) => one.conversationId === chosen) ?? others[0];
  const into = conversation.state === 'ready' ? conversation.data : null;
  const canMerge = from !== undefined && into !== null && !isBusy;

  async function merge(): Promise<void> {
    if (from === undefined || into === null || isBusy) return;
    setIsBusy(true);
    const answer = await send('conversation:merge', {
      conversationId,
      epoch: into.epoch,
      fromId: from.conversationId,
      fromEpoch: from.epoch,
    });
    setIsBusy(false);
    if (!answer.ok) return setError(answer.error.message);
    showToast({ title: t('matters:merged', { from: from.number, into: into.number }) });
    onClose();
  }
  useShortcut('send', () => void merge(), { scope: 'dialog' });

  return (
    <Dialog
      open
      onClose={onClose}
      width="s"
      title={t('matters:merge')}
      description={into === null ? undefined : t('matters:mergeDetail', { number: into.number })}
      closeLabel={t('common:close')}
      initialFocus={first}
      footer={
        <>
          <Button onClick={onClose}>{t('common:cancel')}</Button>
          <Button
            variant="primary"
            chord={chordOf('send')}
            busy={isBusy}
            disabled={!canMerge}
            onClick={() => void merge()}
          >
            {t('matters:mergeNow')}
          </Button>
        </>
      }
    >
      {found.state === 'loading' && <SkeletonRows rows={3} label={t('common:loading')} />}
      {found.state === 'error' && <ErrorState title={t('matters:failed')} detail={found.error.message} />}
      {found.state === 'ready' && others.length === 0 && <p>{t('matters:none')}</p>}
      {others.length > 0 && (
        <fieldset className="grid gap-1">
          <legend className="sr-only">{t('matters:merge')}</legend>
          {others.map((other, index) => (
            <label
              key={other.conversationId}
              className="grid grid-cols-[auto_minmax(0,1fr)] items-center gap-3 rounded-r border border-line px-3 py-2 has-checked:border-accent has-checked:bg-raised"
            >
              <input
                ref={index === 0 ? first : undefined}
                type="radio"
                name="merge-from"
                className="size-4 accent-(--accent)"
                checked={other === from}
                onChange={() => setChosen(other.conversationId)}
              />
              <MatterLine matter={other} />
            </label>
          ))}
        </fieldset>
      )}
      {error !== null && (
        <p role="alert" className="pt-2 text-bad">
          {error}
        </p>
      )}
    </Dialog>
  );
}
