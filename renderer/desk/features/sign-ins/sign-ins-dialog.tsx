import { useRef, useState } from 'react';
import { useSendCommand } from '#renderer/data/hooks/use-command.ts';
import { useHubQuery } from '#renderer/data/hooks/use-hub-query.ts';
import { useSignOn } from '#renderer/data/hooks/use-session.ts';
import { SessionList } from '#renderer/desk/app/session-list.tsx';
import { useTranslation } from '#renderer/i18n/translation.ts';
import { Button } from '#renderer/ui/button.tsx';
import { Dialog } from '#renderer/ui/dialog.tsx';
import { ErrorState } from '#renderer/ui/error-state.tsx';
import { SkeletonRows } from '#renderer/ui/skeleton.tsx';
import { showToast } from '#renderer/ui/toast.tsx';
import type { WireError } from '#shared/wire/ack.ts';

const LOOK_AGAIN_MS = 15_000;

/** One's own sign-ins, the way to end them, and the way to link one's company account. */
export function SignInsDialog({ onClose }: { readonly onClose: () => void }) {
  const { t } = useTranslation('signOn');
  const { t: common } = useTranslation();
  const send = useSendCommand();
  const own = useHubQuery('sign-in.own', {}, { everyMs: LOOK_AGAIN_MS });
  const [error, setError] = useState<WireError | null>(null);
  const close = useRef<HTMLButtonElement>(null);
  const others = own.state === 'ready' ? own.data.signIns.filter(({ isThis }) => !isThis).length : 0;

  async function end(id: string): Promise<boolean> {
    const answer = await send('sign-in:end', { id });
    setError(answer.ok ? null : answer.error);
    return answer.ok;
  }
  async function endOthers(): Promise<void> {
    const answer = await send('sign-in:end-others', {});
    setError(answer.ok ? null : answer.error);
    if (!answer.ok) return;
    showToast({ title: t('sessions.endedOthers', { count: answer.data.ended }) });
    onClose();
  }
  return (
    <Dialog
      open
      onClose={onClose}
      title={t('sessions.title')}
      description={t('sessions.detail')}
      closeLabel={common('close')}
      initialFocus={close}
      footer={
        <>
          {others > 0 && (
            <Button variant="danger" onClick={() => void endOthers()}>
              {t('sessions.endOthers')}
            </Button>
          )}
          <Button ref={close} onClick={onClose}>
            {common('close')}
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-4 pt-1">
        {error !== null && (
          <p role="alert" className="text-bad">
            {error.message}
          </p>
        )}
        {own.state === 'loading' && <SkeletonRows rows={3} label={t('sessions.loading')} />}
        {own.state === 'error' && (
          <ErrorState
            title={t('sessions.failed')}
            detail={own.error.message}
            code={own.error.code}
            action={<Button onClick={own.retry}>{common('retry')}</Button>}
          />
        )}
        {own.state === 'ready' && <SessionList sessions={own.data.signIns} onEnd={end} />}
        <LinkOwn />
      </div>
    </Dialog>
  );
}

/** Offered only where the company's accounts are in use. */
function LinkOwn() {
  const { t } = useTranslation('signOn');
  const { offer, proveAccount } = useSignOn();
  const send = useSendCommand();
  const [isBusy, setIsBusy] = useState(false);
  const [error, setError] = useState<WireError | null>(null);
  if (offer?.enabled !== true) return null;

  async function link(): Promise<void> {
    setIsBusy(true);
    setError(null);
    const proof = await proveAccount();
    // Null: a browser's page is leaving, and comes back with it.
    const answer = proof?.ok === true ? await send('sign-on:link-own', proof.data) : proof;
    setIsBusy(false);
    if (answer === null) return;
    if (!answer.ok) return setError(answer.error);
    if ('shown' in answer.data) showToast({ title: t('link.done', { account: answer.data.shown }) });
  }
  return (
    <section className="flex items-center gap-3 border-line border-t pt-3">
      <div className="min-w-0 flex-1">
        <h3 className="font-semibold">{t('link.title')}</h3>
        <p className="text-ink-2">{t('link.detail')}</p>
        {error !== null && (
          <p role="alert" className="text-bad">
            {error.message}
          </p>
        )}
      </div>
      <Button busy={isBusy} onClick={() => void link()}>
        {t('link.begin')}
      </Button>
    </section>
  );
}
