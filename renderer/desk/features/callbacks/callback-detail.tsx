import { EllipsisVertical, PhoneOutgoing } from 'lucide-react';
import type { ReactNode } from 'react';
import { Link } from 'wouter';
import { useBlobUrl } from '#renderer/data/hooks/use-blobs.ts';
import { placePath } from '#renderer/desk/routes.ts';
import { useTranslation } from '#renderer/i18n/translation.ts';
import { Button } from '#renderer/ui/button.tsx';
import { classNames } from '#renderer/ui/class-names.ts';
import { IconButton } from '#renderer/ui/icon-button.tsx';
import { Menu, MenuItem, MenuSeparator } from '#renderer/ui/menu.tsx';
import { Words } from '#renderer/ui/words.tsx';
import type { AttemptOutcome, Callback } from '#shared/domain/callback.ts';
import { AttemptForm } from './attempt-form.tsx';
import { useCallbackWords } from './callback-words.ts';
import type { CallbackActs } from './use-callback-acts.ts';

type CallbackDetailProps = {
  readonly row: Callback;
  readonly isMine: boolean;
  readonly acts: CallbackActs;
  readonly note: string;
  readonly onNote: (note: string) => void;
  readonly onOutcome: (outcome: AttemptOutcome) => void;
};

const Fact = ({ label, children }: { readonly label: string; readonly children: ReactNode }) => (
  <>
    <dt className="text-ink-3">{label}</dt>
    <dd className="min-w-0 break-words">{children}</dd>
  </>
);

/** One call to make: who, why, when; the tries so far; and what can be done. */
export function CallbackDetail({ row, isMine, acts, note, onNote, onOutcome }: CallbackDetailProps) {
  const { t } = useTranslation('callbacks');
  const { why, wish, when, isOverdue } = useCallbackWords();
  const wished = wish(row);
  const isOpen = row.state === 'open';
  const place = { tab: 'all', conversationId: row.conversationId ?? null } as const;
  return (
    <article className="flex h-full min-h-0 flex-col">
      <div className="min-h-0 flex-1 overflow-y-auto px-6 py-5">
        <h2 className="font-semibold text-lg">
          <Words>{row.customerName}</Words>
          {row.customerKana !== undefined && (
            <span className="ml-2 font-normal text-base text-ink-3">
              <Words>{row.customerKana}</Words>
            </span>
          )}
        </h2>
        <p className="text-ink-2">
          <span className="figures">{row.number}</span>
          <Link
            href={placePath(row.conversationId === undefined ? { ...place, customerId: row.customerId } : place)}
            className="ml-3 text-accent underline underline-offset-2"
          >
            {t('thread')}
          </Link>
        </p>
        <p className="mt-3">{why(row)}</p>
        {wished !== null && <p className="font-medium">{wished}</p>}
        <dl className="mt-3 grid max-w-180 grid-cols-[auto_minmax(0,1fr)] gap-x-4 gap-y-1">
          {isOpen && (
            <Fact label={t('due')}>
              <span className={classNames('figures', isOverdue(row) && 'font-medium text-warn')}>
                {when(row.dueAt)}
              </span>
            </Fact>
          )}
          {row.owner !== undefined && (
            <Fact label={row.team.name}>{isMine ? t('mineTag') : t('byWhom', { name: row.owner.name })}</Fact>
          )}
          {row.closedAs !== undefined && (
            <Fact label={t(`closedAs.${row.closedAs}`)}>{row.closedAt === undefined ? '' : when(row.closedAt)}</Fact>
          )}
          {row.note !== undefined && (
            <Fact label={t('note')}>
              <Words>{row.note}</Words>
            </Fact>
          )}
        </dl>
        {row.voicemail !== undefined && <Message blobId={row.voicemail.blobId} />}
        {isOpen && <AttemptForm busy={acts.busy !== null} note={note} onNote={onNote} onOutcome={onOutcome} />}
        <Attempts row={row} />
      </div>
      {isOpen && <Foot row={row} isMine={isMine} acts={acts} />}
    </article>
  );
}

function Message({ blobId }: { readonly blobId: string }) {
  const { t } = useTranslation('callbacks');
  const url = useBlobUrl(blobId);
  return (
    <figure className="mt-4 max-w-120">
      <figcaption className="text-ink-3">{t('message')}</figcaption>
      {/* biome-ignore lint/a11y/useMediaCaption: its words, where there are any, stand on the thread */}
      <audio aria-label={t('messageAudio')} controls src={url ?? undefined} className="mt-1 h-9 w-full" />
    </figure>
  );
}

function Attempts({ row }: { readonly row: Callback }) {
  const { t } = useTranslation('callbacks');
  const { when } = useCallbackWords();
  return (
    <section className="mt-5 max-w-180">
      <h3 className="font-medium text-ink-2">{t('attempts')}</h3>
      {row.attempts.length === 0 && <p className="text-ink-3">{t('noAttempts')}</p>}
      <ol>
        {[...row.attempts].reverse().map((attempt) => (
          <li
            key={`${attempt.at}${attempt.callId ?? ''}`}
            className="flex gap-3 border-line border-b py-1.5 last:border-0"
          >
            <time dateTime={attempt.at} className="figures w-32 shrink-0 text-ink-3">
              {when(attempt.at)}
            </time>
            <span className="min-w-0 flex-1">
              {t(`outcome.${attempt.outcome}`)}
              <span className="text-ink-3"> · {attempt.agentName}</span>
              {attempt.note !== undefined && (
                <span className="block break-words text-ink-2">
                  <Words>{attempt.note}</Words>
                </span>
              )}
            </span>
          </li>
        ))}
      </ol>
    </section>
  );
}

function Foot({ row, isMine, acts }: Pick<CallbackDetailProps, 'row' | 'isMine' | 'acts'>) {
  const { t } = useTranslation('callbacks');
  const isTaken = row.owner !== undefined && !isMine;
  return (
    <footer className="flex flex-wrap items-center justify-end gap-2 border-line border-t bg-panel px-6 py-3">
      {acts.refusal !== null && (
        <p role="alert" className="mr-auto min-w-0 flex-1 text-bad">
          {acts.refusal}
        </p>
      )}
      <Menu
        side="top"
        align="end"
        trigger={<IconButton label={t('more')} icon={<EllipsisVertical aria-hidden="true" size={16} />} />}
      >
        <MenuItem onSelect={() => void acts.later(row, 'hour')}>{t('later.hour')}</MenuItem>
        <MenuItem onSelect={() => void acts.later(row, 'tomorrow')}>{t('later.tomorrow')}</MenuItem>
        {row.owner !== undefined && <MenuItem onSelect={() => void acts.giveBack(row)}>{t('giveBack')}</MenuItem>}
        <MenuSeparator />
        <MenuItem onSelect={() => void acts.close(row, 'not_needed')}>{t('close.not_needed')}</MenuItem>
        <MenuItem onSelect={() => void acts.close(row, 'given_up')}>{t('close.given_up')}</MenuItem>
      </Menu>
      {row.owner === undefined && (
        <Button busy={acts.busy === 'claim'} disabled={acts.busy !== null} onClick={() => void acts.claim(row)}>
          {t('claim')}
        </Button>
      )}
      <Button
        variant="primary"
        icon={<PhoneOutgoing aria-hidden="true" size={15} />}
        busy={acts.busy === 'dial'}
        disabled={acts.busy !== null || isTaken}
        onClick={() => void acts.dial(row)}
      >
        {t('dial')}
      </Button>
    </footer>
  );
}
