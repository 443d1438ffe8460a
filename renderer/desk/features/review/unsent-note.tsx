import { useTranslation } from '#renderer/i18n/translation.ts';
import { Button } from '#renderer/ui/button.tsx';
import { showToast } from '#renderer/ui/toast.tsx';

type Props = { readonly note: string; readonly onDiscard: () => void };

/** Under a note that there is nothing left to send with: it is the lead's to copy or to put away. */
export function UnsentNote({ note, onDiscard }: Props) {
  const { t } = useTranslation(['escalations', 'common']);
  const copy = (): void =>
    void navigator.clipboard.writeText(note).then(
      () => showToast({ title: t('common:copied') }),
      // It stands selectable above.
      () => undefined,
    );
  return (
    <div className="flex flex-wrap items-center gap-1.5">
      <p role="status" className="min-w-40 flex-1 text-warn">
        {t('escalations:noteUnsent')}
      </p>
      <Button variant="ghost" onClick={copy}>
        {t('common:copy')}
      </Button>
      <Button variant="ghost" onClick={onDiscard}>
        {t('escalations:noteDiscard')}
      </Button>
    </div>
  );
}
