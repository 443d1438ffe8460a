import { useState } from 'react';
import { useTranslation } from '#renderer/i18n/translation.ts';
import { Button } from '#renderer/ui/button.tsx';
import { Dialog } from '#renderer/ui/dialog.tsx';
import { showCode } from './make-code.ts';

type CodeDialogProps = {
  /** Null while there is none to show. */
  readonly code: string | null;
  readonly name: string;
  readonly login: string;
  readonly onClose: () => void;
};

/** The one-time code, shown once: nobody can look it up again. */
export function CodeDialog({ code, name, login, onClose }: CodeDialogProps) {
  const { t } = useTranslation('workspaceSettings');
  const { t: common } = useTranslation();
  const [isCopied, setIsCopied] = useState(false);
  const copy = async (): Promise<void> => {
    await navigator.clipboard.writeText(showCode(code ?? ''));
    setIsCopied(true);
  };
  return (
    <Dialog
      open={code !== null}
      onClose={onClose}
      title={t('code.title', { name })}
      description={t('code.detail')}
      closeLabel={common('close')}
      width="s"
      footer={
        <Button variant="primary" onClick={onClose}>
          {t('code.done')}
        </Button>
      }
    >
      <dl className="mt-2 grid grid-cols-[auto_minmax(0,1fr)] items-center gap-x-4 gap-y-2">
        <dt className="text-ink-2">{t('person.login')}</dt>
        <dd className="select-text font-semibold">{login}</dd>
        <dt className="text-ink-2">{t('code.code')}</dt>
        <dd className="flex items-center gap-2">
          <code className="figures select-text font-sans font-semibold text-lg">{showCode(code ?? '')}</code>
          <Button onClick={() => void copy()}>{isCopied ? common('copied') : common('copy')}</Button>
        </dd>
      </dl>
      <p className="mt-3 text-ink-2">{t('code.how')}</p>
    </Dialog>
  );
}
