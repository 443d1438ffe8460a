import { ImageOff, ShieldCheck } from 'lucide-react';
import { lazy, Suspense } from 'react';
import { useMailHtml } from '#renderer/data/hooks/use-mail.ts';
import { Button } from '#renderer/ui/button.tsx';
import { Skeleton } from '#renderer/ui/skeleton.tsx';
import type { EmailFacts } from '#shared/domain/item-data.ts';
import { useThreadWords } from '../thread-context.tsx';

const MailFrame = lazy(() => import('./mail-frame.tsx').then((module) => ({ default: module.MailFrame })));

type EmailHtmlProps = {
  readonly html: NonNullable<EmailFacts['html']>;
  readonly title: string;
  readonly images: boolean;
  readonly onImages: () => void;
};

/** A mail as it was sent. What lies elsewhere stays there until the agent asks, and then the hub fetches it. */
export function EmailHtml({ html, title, images, onImages }: EmailHtmlProps) {
  const t = useThreadWords();
  const mail = useMailHtml(html.blobId, images);
  const waiting = <Skeleton className="h-60 w-full" />;
  if (mail.state === 'error') {
    return (
      <p role="alert" className="flex flex-wrap items-center gap-2 text-bad">
        {t('mail:failed')}
        <Button onClick={mail.retry}>{t('common:retry')}</Button>
      </p>
    );
  }
  const isFetching = images && (mail.state === 'loading' || !mail.images);
  const areShown = images && !isFetching;
  return (
    <div className="flex flex-col gap-1.5">
      {html.remoteImages > 0 && (
        <div className="flex min-h-9 flex-wrap items-center gap-x-2.5 gap-y-1 rounded-s border border-line bg-panel px-2.5 py-1 text-ink-2">
          {areShown ? (
            <>
              <ShieldCheck aria-hidden="true" size={15} className="shrink-0" />
              <span role="status">{t('mail:imagesShown')}</span>
            </>
          ) : (
            <>
              <ImageOff aria-hidden="true" size={15} className="shrink-0" />
              <span className="min-w-48 flex-1">
                <b className="font-semibold text-ink">{t('mail:blocked', { count: html.remoteImages })}</b>{' '}
                {t('mail:blockedDetail')}
              </span>
              <Button busy={isFetching} onClick={onImages}>
                {isFetching ? t('mail:imagesComing') : t('mail:showImages')}
              </Button>
            </>
          )}
        </div>
      )}
      {mail.state === 'loading' ? (
        <div role="status" aria-label={t('mail:loading')}>
          {waiting}
        </div>
      ) : (
        <Suspense fallback={waiting}>
          <MailFrame html={mail.html} title={title} />
        </Suspense>
      )}
    </div>
  );
}
