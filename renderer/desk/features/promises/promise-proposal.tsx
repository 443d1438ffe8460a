import { CalendarCheck, CalendarClock, Pencil, X } from 'lucide-react';
import { useEffect, useState } from 'react';
import { useSession } from '#renderer/data/hooks/use-session.ts';
import { formatBy } from '#renderer/i18n/format.ts';
import { useFormatContext } from '#renderer/i18n/format-context.tsx';
import { useTranslation } from '#renderer/i18n/translation.ts';
import { chordId } from '#renderer/ui/chord.ts';
import { classNames } from '#renderer/ui/class-names.ts';
import { Kbd } from '#renderer/ui/kbd.tsx';
import { chordOf } from '#renderer/ui/keyboard-map.ts';
import { Popover } from '#renderer/ui/popover.tsx';
import { useShortcut } from '#renderer/ui/shortcuts.ts';
import { Words } from '#renderer/ui/words.tsx';
import type { Conversation } from '#shared/domain/conversation.ts';
import { findPromises } from '#shared/domain/promise/find-promises.ts';
import type { Proposal } from './proposals.ts';
import { TimeForm } from './time-form.tsx';
import { useOwed } from './use-owed.ts';
import { usePromiseClock } from './use-promise-clock.ts';
import { useProposals } from './use-proposals.ts';

/** Not with every key: once the author pauses. */
const PAUSE_MS = 500;

type Props = { readonly conversation: Conversation; readonly text: string };

/**
 * On the edge of the reply box, so that nothing moves: after sending, whether what was written is a promise, to be confirmed
 * with one key; while writing, that it will be asked. Only to the owner.
 */
export function PromiseProposal({ conversation, text }: Props) {
  const { agent } = useSession();
  const isMine = conversation.owner.id === agent?.id && conversation.status !== 'resolved';
  return isMine ? <OwnProposal conversation={conversation} text={text} /> : null;
}

function OwnProposal({ conversation, text }: Props) {
  const owed = useOwed(conversation);
  const { first, count, confirm, putAway } = useProposals(conversation, owed);
  useShortcut('promise', () => first !== undefined && void confirm(first), { enabled: first !== undefined });
  return (
    <div role="status" className="pointer-events-none absolute -top-4.5 left-3 z-10 flex max-w-[calc(100%-24px)]">
      {first === undefined ? (
        <Hint conversationId={conversation.id} text={text} />
      ) : (
        <Asked key={first.key} proposal={first} more={count - 1} confirm={confirm} putAway={putAway} />
      )}
    </div>
  );
}

/** Said quietly while it is being written. */
function Hint({ conversationId, text }: { readonly conversationId: string; readonly text: string }) {
  const { t } = useTranslation('promises');
  const context = useFormatContext(30_000);
  const hours = usePromiseClock(conversationId);
  const [settled, setSettled] = useState('');
  useEffect(() => {
    const timer = setTimeout(() => setSettled(text), PAUSE_MS);
    return () => clearTimeout(timer);
  }, [text]);
  const [found] = hours === null || settled === '' ? [] : findPromises(settled, { ...hours, now: context.now });
  if (found === undefined) return null;
  return (
    <span className="inline-flex max-w-full items-center gap-1.5 rounded-full border border-line bg-raised px-2.5 py-px text-ink-2">
      <CalendarClock aria-hidden="true" size={14} className="shrink-0" />
      <span className="truncate">{t('willAsk', { when: formatBy(found.dueAt, context) })}</span>
    </span>
  );
}

type AskedProps = {
  readonly proposal: Proposal;
  readonly more: number;
  readonly confirm: (proposal: Proposal, dueAt?: Date) => Promise<void>;
  readonly putAway: (proposal: Proposal) => void;
};

const SMALL = 'grid size-6 shrink-0 place-items-center rounded-full text-ink-2 hover:bg-line hover:text-ink';

function Asked({ proposal, more, confirm, putAway }: AskedProps) {
  const { t } = useTranslation('promises');
  const context = useFormatContext();
  const isKeep = proposal.kind === 'keep';
  const words = isKeep
    ? t('kept', { text: proposal.promise.text })
    : t('proposed', { when: formatBy(proposal.dueAt, context) });
  const Icon = isKeep ? CalendarCheck : CalendarClock;
  return (
    <span className="pointer-events-auto inline-flex max-w-full items-center gap-0.5 rounded-full border border-accent bg-raised py-0.5 pr-1 pl-0.5 shadow-raised">
      <button
        type="button"
        aria-keyshortcuts={chordId(chordOf('promise'))}
        title={isKeep ? proposal.promise.text : proposal.text}
        onClick={() => void confirm(proposal)}
        className="inline-flex min-h-6 min-w-0 items-center gap-1.5 rounded-full px-2 font-medium hover:bg-line"
      >
        <Icon aria-hidden="true" size={14} className="shrink-0 text-accent" />
        <span className="truncate">
          <Words>{words}</Words>
        </span>
        <Kbd chord={chordOf('promise')} />
      </button>
      {more > 0 && <span className="figures px-1 text-ink-3">{t('more', { count: more })}</span>}
      {proposal.kind === 'make' && <EditTime proposal={proposal} confirm={confirm} />}
      <button type="button" aria-label={t('putAway')} onClick={() => putAway(proposal)} className={SMALL}>
        <X aria-hidden="true" size={13} />
      </button>
    </span>
  );
}

type EditProps = Pick<AskedProps, 'confirm'> & { readonly proposal: Extract<Proposal, { kind: 'make' }> };

function EditTime({ proposal, confirm }: EditProps) {
  const { t } = useTranslation('promises');
  const [isOpen, setIsOpen] = useState(false);
  return (
    <Popover
      title={t('otherTime')}
      side="top"
      open={isOpen}
      onOpenChange={setIsOpen}
      trigger={
        <button type="button" aria-label={t('otherTime')} className={classNames(SMALL)}>
          <Pencil aria-hidden="true" size={13} />
        </button>
      }
    >
      <TimeForm
        dueAt={proposal.dueAt}
        submit={t('confirm')}
        onSubmit={(dueAt) => {
          setIsOpen(false);
          void confirm(proposal, dueAt);
        }}
      >
        <p className="max-w-80 text-ink-2">
          <Words>{proposal.text}</Words>
        </p>
      </TimeForm>
    </Popover>
  );
}
