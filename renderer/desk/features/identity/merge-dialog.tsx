import { TriangleAlert } from 'lucide-react';
import { useRef, useState } from 'react';
import { useSendCommand } from '#renderer/data/hooks/use-command.ts';
import { useHubQuery } from '#renderer/data/hooks/use-hub-query.ts';
import { useTranslation } from '#renderer/i18n/translation.ts';
import { Button } from '#renderer/ui/button.tsx';
import { Dialog } from '#renderer/ui/dialog.tsx';
import { ErrorState } from '#renderer/ui/error-state.tsx';
import { Field, TextInput } from '#renderer/ui/field.tsx';
import { isComposing } from '#renderer/ui/ime.ts';
import { chordOf } from '#renderer/ui/keyboard-map.ts';
import { useShortcut } from '#renderer/ui/shortcuts.ts';
import { SkeletonRows } from '#renderer/ui/skeleton.tsx';
import { showToast } from '#renderer/ui/toast.tsx';
import type { MergePreview } from '#shared/domain/identity.ts';
import { MergeSide } from './merge-side.tsx';
import { type IdentityWords, reasonWords } from './reason-words.ts';

type MergeDialogProps = {
  readonly customerId: string;
  readonly otherId: string;
  readonly onClose: () => void;
  readonly onDone?: (() => void) | undefined;
};

/** What would come together, what speaks against it, and the one click that does it ([ID3]). */
export function MergeDialog({ customerId, otherId, onClose, onDone }: MergeDialogProps) {
  const { t } = useTranslation(['identity', 'customer', 'common']);
  const send = useSendCommand();
  const preview = useHubQuery('identity.preview', { customerId, otherId });
  const doRef = useRef<HTMLButtonElement>(null);
  const [reason, setReason] = useState('');
  const [isBusy, setIsBusy] = useState(false);
  const [error, setError] = useState<string | null>(null);
  const ready = preview.state === 'ready' && !preview.data.joined;
  const join = async (): Promise<void> => {
    if (!ready || isBusy) return;
    setIsBusy(true);
    const said = reason.trim();
    const answer = await send('identity:join', { customerId, otherId, ...(said.length < 2 ? {} : { reason: said }) });
    setIsBusy(false);
    if (!answer.ok) {
      setError(answer.error.message);
      return;
    }
    showToast({ title: t('identity:joined'), detail: t('identity:joinedDetail') });
    onDone?.();
    onClose();
  };
  useShortcut('send', () => void join(), { scope: 'dialog' });
  return (
    <Dialog
      open
      onClose={onClose}
      width="l"
      title={t('identity:mergeTitle')}
      description={t('identity:mergeDetail')}
      closeLabel={t('common:close')}
      initialFocus={doRef}
      footer={
        <>
          <Button onClick={onClose}>{t('common:cancel')}</Button>
          <Button
            ref={doRef}
            variant="primary"
            chord={chordOf('send')}
            busy={isBusy}
            disabled={!ready}
            onClick={() => void join()}
          >
            {t('identity:join')}
          </Button>
        </>
      }
    >
      {preview.state === 'loading' && <SkeletonRows rows={6} label={t('common:loading')} />}
      {preview.state === 'error' && (
        <ErrorState
          title={t('identity:previewFailed')}
          detail={preview.error.message}
          action={<Button onClick={preview.retry}>{t('common:retry')}</Button>}
        />
      )}
      {preview.state === 'ready' && (
        <div className="flex flex-col gap-3">
          <Against preview={preview.data} />
          <div className="grid grid-cols-2 gap-3">
            {preview.data.sides.map((side) => (
              <MergeSide key={side.customerId} side={side} />
            ))}
          </div>
          {preview.data.reasons.length > 0 && (
            <p className="text-ink-2">{reasonWords(preview.data.reasons, t).join(' · ')}</p>
          )}
          <Field label={t('identity:why')} {...(error !== null && { error })}>
            <TextInput
              value={reason}
              maxLength={500}
              onChange={(event) => setReason(event.target.value)}
              onKeyDown={(event) => isComposing(event) && event.key === 'Enter' && event.preventDefault()}
            />
          </Field>
        </div>
      )}
    </Dialog>
  );
}

/** What speaks against it; nothing of it forbids. */
function Against({ preview }: { readonly preview: MergePreview }) {
  const { t } = useTranslation(['identity', 'customer', 'common']);
  if (preview.joined) return <p className="text-ink-2">{t('identity:alreadyJoined')}</p>;
  if (preview.conflicts.length === 0) return <p className="text-ink-2">{t('identity:noConflict')}</p>;
  return (
    <ul className="tint-warn flex flex-col gap-1 rounded-s px-3 py-2">
      {preview.conflicts.map((conflict) => (
        <li key={JSON.stringify(conflict)} className="flex items-center gap-2">
          <TriangleAlert aria-hidden="true" size={14} className="shrink-0 text-warn" />
          {conflictWords(conflict, t)}
        </li>
      ))}
    </ul>
  );
}

function conflictWords(conflict: MergePreview['conflicts'][number], t: IdentityWords): string {
  switch (conflict.kind) {
    case 'verified_points':
      return t('identity:conflict.points', { point: t(`identity:kind.${conflict.pointKind}`) });
    case 'names':
      return t('identity:conflict.names', { one: conflict.names[0], other: conflict.names[1] });
    case 'owners':
      return t('identity:conflict.owners', { names: conflict.owners.join(' · ') });
    case 'decided':
      return t(`identity:conflict.${conflict.decision}`);
  }
}
