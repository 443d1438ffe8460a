import { CircleCheck, Hourglass, Undo2 } from 'lucide-react';
import { giveBackToDraft } from '#renderer/desk/app/give-back.ts';
import { useTranslation } from '#renderer/i18n/translation.ts';
import { Button } from '#renderer/ui/button.tsx';
import { Words } from '#renderer/ui/words.tsx';
import type { HeldMessage } from '#shared/domain/approval.ts';
import { TextDifference } from './text-difference.tsx';
import { useApprovalAct } from './use-approval-act.ts';

type HeldStripProps = { readonly held: HeldMessage; readonly isAuthor: boolean; readonly isOwner: boolean };

const ICON = { waiting: Hourglass, approved: CircleCheck, returned: Undo2, withdrawn: Undo2 } as const;

/** One answer that waits or came back: what it says, by whom it was decided and why, and what to do with it now. */
export function HeldStrip({ held, isAuthor, isOwner }: HeldStripProps) {
  const { t } = useTranslation('approvals');
  const { act, isBusy, refusal } = useApprovalAct();
  const { state, text, note, sentText } = held;
  const standing = useStandingWords(held, isAuthor);
  const Icon = ICON[state];

  /** The draft has the words first; only then are they gone from here. */
  async function take(): Promise<void> {
    const { shownOn, attachments, format } = held;
    if (!(await giveBackToDraft(shownOn, { text, attachments, format })) || !isAuthor) return;
    await act('approval:close', { heldId: held.id });
  }
  async function withdraw(): Promise<void> {
    const answer = await act('approval:withdraw', { heldId: held.id });
    if (answer?.ok === true) await take();
  }

  if (state === 'approved' && !isAuthor) return null;
  return (
    <section
      aria-label={t(`strip.${state}`)}
      className="mx-5.5 mb-2 grid grid-cols-[minmax(0,1fr)] gap-1.5 rounded-r border border-line-strong bg-panel px-3 py-1.5"
    >
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <p role="status" className="flex min-w-40 flex-1 items-center gap-1.5">
          <Icon aria-hidden="true" size={14} className="shrink-0 text-ink-2" />
          <span className="font-medium">{t(`strip.${state}`)}</span>
          <span className="truncate text-ink-2">{standing}</span>
        </p>
        {state === 'waiting' && isAuthor && (
          <Button variant="ghost" busy={isBusy} onClick={() => void withdraw()}>
            {t('act.withdraw')}
          </Button>
        )}
        {(state === 'returned' || state === 'withdrawn') && (isAuthor || isOwner) && (
          <Button busy={isBusy} onClick={() => void take()}>
            {t(isAuthor ? 'act.take' : 'act.use')}
          </Button>
        )}
        {state === 'approved' && (
          <Button variant="ghost" busy={isBusy} onClick={() => void act('approval:close', { heldId: held.id })}>
            {t('act.read')}
          </Button>
        )}
      </div>
      {note !== undefined && note !== '' && (
        <p className="whitespace-pre-wrap">
          <Words>{note}</Words>
        </p>
      )}
      {sentText === undefined ? (
        <p className="line-clamp-3 whitespace-pre-wrap text-ink-2">
          <Words>{text}</Words>
        </p>
      ) : (
        <TextDifference before={text} after={sentText} label={t('difference')} />
      )}
      {refusal !== null && (
        <p role="alert" className="text-bad">
          {refusal.message}
        </p>
      )}
    </section>
  );
}

/** Whose it is, who decided, or why it came back by itself. */
function useStandingWords({ state, why, author, decidedBy, rules }: HeldMessage, isAuthor: boolean): string {
  const { t } = useTranslation('approvals');
  const name = author.name;
  if (state === 'waiting') return isAuthor ? rules.join(t('join')) : t('by.wrote', { name });
  if (state === 'returned' && why !== undefined && why !== 'lead')
    return isAuthor ? t(`why.${why}`) : [t('by.wrote', { name }), t(`why.${why}`)].join(' · ');
  if (state === 'withdrawn') return isAuthor ? '' : t('by.wrote', { name });
  return decidedBy === undefined ? '' : t('by.decided', { name: decidedBy.name });
}
