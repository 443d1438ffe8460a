import { Check, X } from 'lucide-react';
import { useState } from 'react';
import { useAskHub } from '#renderer/data/hooks/use-hub-query.ts';
import { asWireError } from '#renderer/data/sync/hub-error.ts';
import { useLocale } from '#renderer/i18n/format-context.tsx';
import { useTranslation } from '#renderer/i18n/translation.ts';
import { Button } from '#renderer/ui/button.tsx';
import type { ConnectionTest as Result } from '#shared/domain/channel-connection.ts';

type Shown =
  | { readonly state: 'none' }
  | { readonly state: 'running' }
  | { readonly state: 'done'; readonly result: Result }
  | { readonly state: 'failed'; readonly message: string };

/** A try of the connection, step by step: where it stops is where the administrator has to look. */
export function ConnectionTest({ connectionId }: { readonly connectionId: string }) {
  const { t } = useTranslation('channelSettings');
  const locale = useLocale();
  const ask = useAskHub();
  const [shown, setShown] = useState<Shown>({ state: 'none' });
  const run = async (): Promise<void> => {
    setShown({ state: 'running' });
    try {
      setShown({ state: 'done', result: await ask('channel.test', { connectionId }) });
    } catch (error) {
      setShown({ state: 'failed', message: asWireError(error).message });
    }
  };
  return (
    <div className="mt-3 border-line border-t pt-3">
      <div className="flex items-center gap-3">
        <Button busy={shown.state === 'running'} onClick={() => void run()}>
          {t('test.run')}
        </Button>
        <p role="status" className="text-ink-2">
          {shown.state === 'running' && t('test.running')}
          {shown.state === 'done' && (shown.result.ok ? t('test.worked') : t('test.failed'))}
        </p>
      </div>
      {shown.state === 'failed' && (
        <p role="alert" className="mt-2 text-bad">
          {shown.message}
        </p>
      )}
      {shown.state === 'done' && (
        <ol aria-label={t('test.steps')} className="mt-2 flex flex-col gap-1">
          {shown.result.steps.map((step) => (
            <li key={step.name.en} className="flex items-start gap-2">
              {step.ok ? (
                <Check aria-hidden="true" size={14} className="mt-0.5 shrink-0 text-ok" />
              ) : (
                <X aria-hidden="true" size={14} className="mt-0.5 shrink-0 text-bad" />
              )}
              <span className="min-w-0">
                <span className={step.ok ? '' : 'font-semibold'}>{step.name[locale]}</span>
                <span className="text-ink-2"> · {t(step.ok ? 'test.stepOk' : 'test.stepFailed')}</span>
                {step.detail !== undefined && <span className="block select-text text-ink-2">{step.detail}</span>}
              </span>
            </li>
          ))}
        </ol>
      )}
    </div>
  );
}
