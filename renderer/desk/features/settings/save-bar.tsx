import { useConnection } from '#renderer/data/hooks/use-connection.ts';
import { useTranslation } from '#renderer/i18n/translation.ts';
import { Button } from '#renderer/ui/button.tsx';
import type { WireError } from '#shared/wire/ack.ts';

type SaveBarProps = {
  readonly isDirty: boolean;
  readonly isBusy: boolean;
  readonly isNew?: boolean;
  readonly isBehind?: boolean;
  readonly error: WireError | null;
  /** What is typed is not as it has to be. */
  readonly problem?: string | undefined;
  readonly onSave: () => void;
  readonly onReset: () => void;
};

const CHANGED = ['edited_meanwhile', 'changed_meanwhile'];

/** The bar under a form: what stands in the way, and the two ways on. Always there, so that nothing jumps. */
export function SaveBar(props: SaveBarProps) {
  const { isDirty, isBusy, isNew = false, isBehind = false, error, problem, onSave, onReset } = props;
  const { t } = useTranslation('workspaceSettings');
  const isOffline = useConnection().state === 'offline';
  const isChanged = isBehind || CHANGED.includes(error?.code ?? '');
  return (
    <div className="flex min-h-13 items-center gap-3 border-line border-t bg-panel px-6 py-2.5">
      <div className="min-w-0 flex-1">
        {isOffline && (
          <p role="status" className="text-warn">
            {t('save.offline')}
          </p>
        )}
        {error !== null && (
          <p role="alert" className="text-bad">
            {error.message}
          </p>
        )}
        {error === null && isBehind && (
          <p role="status" className="text-warn">
            {t('save.behind')}
          </p>
        )}
        {error === null && !isBehind && problem !== undefined && (
          <p role="status" className="text-ink-2">
            {problem}
          </p>
        )}
        {error === null && !isBehind && problem === undefined && isDirty && (
          <p className="text-ink-3">{t('save.unsaved')}</p>
        )}
      </div>
      <Button onClick={onReset} disabled={!(isDirty || isChanged) || isBusy}>
        {isChanged ? t('save.showNewest') : t('save.discard')}
      </Button>
      <Button
        variant="primary"
        busy={isBusy}
        disabled={!isDirty || problem !== undefined || isBehind || isOffline}
        onClick={onSave}
      >
        {isNew ? t('save.add') : t('save.save')}
      </Button>
    </div>
  );
}
