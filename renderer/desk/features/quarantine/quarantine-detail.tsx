import { type ReactNode, useState } from 'react';
import { Link } from 'wouter';
import { useSendCommand } from '#renderer/data/hooks/use-command.ts';
import { useHubQuery } from '#renderer/data/hooks/use-hub-query.ts';
import { placePath } from '#renderer/desk/routes.ts';
import { formatCount, formatDay, formatTime } from '#renderer/i18n/format.ts';
import { useFormatContext } from '#renderer/i18n/format-context.tsx';
import { useTranslation } from '#renderer/i18n/translation.ts';
import { Button } from '#renderer/ui/button.tsx';
import { Hostile, plainLine, plainText } from '#renderer/ui/hostile.tsx';
import { Skeleton } from '#renderer/ui/skeleton.tsx';
import { showToast } from '#renderer/ui/toast.tsx';
import type { Quarantined } from '#shared/domain/quarantined.ts';
import { useReason } from './use-reason.ts';

type QuarantineDetailProps = {
  readonly row: Quarantined;
  /** It was decided; the focus goes back to the list. */
  readonly onDecided: (id: string) => void;
};

const Fact = ({ label, children }: { readonly label: string; readonly children: ReactNode }) => (
  <>
    <dt className="text-ink-3">{label}</dt>
    <dd className="min-w-0 break-words">{children}</dd>
  </>
);

/** One that could not be taken in: why, what can be told of it, its source as bare text, and the two decisions. */
export function QuarantineDetail({ row, onDecided }: QuarantineDetailProps) {
  const { t } = useTranslation('quarantine');
  const context = useFormatContext(60_000);
  const reasonOf = useReason();
  const send = useSendCommand();
  const [busy, setBusy] = useState<'release' | 'discard' | null>(null);
  const [refusal, setRefusal] = useState<string | null>(null);
  const when = (at: string): string => `${formatDay(at, context)} ${formatTime(at, context)}`;
  const { summary } = row;
  const decide = async (act: 'release' | 'discard'): Promise<void> => {
    setBusy(act);
    setRefusal(null);
    const answer = await send(`quarantine:${act}`, { id: row.id });
    setBusy(null);
    if (!answer.ok) {
      setRefusal(t('refused', { reason: answer.error.message }));
      return;
    }
    showToast({ title: t(act === 'release' ? 'released' : 'discarded') });
    onDecided(row.id);
  };
  return (
    <article className="flex h-full min-h-0 flex-col">
      <div className="min-h-0 flex-1 overflow-y-auto px-6 py-5">
        <h2 className="font-semibold text-lg">
          {summary.subject === undefined ? t('noSubject') : <Hostile>{summary.subject}</Hostile>}
        </h2>
        <div className="tint-warn mt-3 max-w-180 rounded-r border border-line px-3.5 py-2.5">
          <p className="text-ink-2">{t('why')}</p>
          <p className="font-medium text-warn">{reasonOf(row.reason)}</p>
          {row.detail !== undefined && <p className="mt-0.5 break-words text-ink-2">{plainLine(row.detail)}</p>}
        </div>
        <dl className="mt-4 grid max-w-180 grid-cols-[auto_minmax(0,1fr)] gap-x-4 gap-y-1">
          <Fact label={t('from')}>
            {summary.from === undefined ? t('noSender') : <Hostile>{summary.from}</Hostile>}
          </Fact>
          {summary.date !== undefined && (
            <Fact label={t('dated')}>
              <Hostile>{summary.date}</Hostile>
            </Fact>
          )}
          <Fact label={t('came')}>{when(row.receivedAt)}</Fact>
          {row.connectionName !== undefined && <Fact label={t('by')}>{row.connectionName}</Fact>}
          <Fact label={t('size')}>
            <span className="figures">{formatCount(Math.ceil(row.size / 1024), context.locale)} KB</span>{' '}
            <span className="text-ink-3">{plainLine(row.contentType)}</span>
          </Fact>
          {row.decidedAt !== undefined && (
            <Fact label={t(`state.${row.state}`)}>
              {t('decided', { name: row.decidedBy ?? '—', when: when(row.decidedAt) })}{' '}
              {row.customerId !== undefined && (
                <Link
                  href={placePath({ tab: 'all', conversationId: null, customerId: row.customerId })}
                  className="text-accent underline underline-offset-2"
                >
                  {t('show')}
                </Link>
              )}
            </Fact>
          )}
        </dl>
        <Source id={row.id} />
      </div>
      {row.state === 'open' && (
        <footer className="flex flex-wrap items-center justify-end gap-2 border-line border-t bg-panel px-6 py-3">
          {refusal !== null && (
            <p role="alert" className="mr-auto text-bad">
              {refusal}
            </p>
          )}
          <Button busy={busy === 'discard'} disabled={busy !== null} onClick={() => void decide('discard')}>
            {t('discard')}
          </Button>
          <Button
            variant="primary"
            busy={busy === 'release'}
            disabled={busy !== null}
            onClick={() => void decide('release')}
          >
            {t('release')}
          </Button>
        </footer>
      )}
    </article>
  );
}

/** As bare text: nothing of it is carried out, nor loaded. */
function Source({ id }: { readonly id: string }) {
  const { t } = useTranslation('quarantine');
  const opened = useHubQuery('quarantine.open', { id }, { staleMs: 60_000 });
  if (opened.state === 'error') return <p className="mt-4 text-ink-2">{t('sourceFailed')}</p>;
  return (
    <section className="mt-5 max-w-220">
      <h3 className="text-ink-3">{t('source')}</h3>
      {opened.state === 'loading' ? (
        <Skeleton className="mt-1 h-48 w-full" />
      ) : (
        <>
          <pre
            // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, so the keyboard must reach it
            tabIndex={0}
            className="mt-1 max-h-[46vh] select-text overflow-auto whitespace-pre-wrap break-all rounded-r border border-line bg-raised p-3 font-mono text-base"
          >
            {plainText(opened.data.source)}
          </pre>
          {opened.data.more && <p className="mt-1 text-ink-3">{t('sourceMore')}</p>}
        </>
      )}
    </section>
  );
}
