import { useState } from 'react';
import { useSendCommand } from '#renderer/data/hooks/use-command.ts';
import { showToast } from '#renderer/ui/toast.tsx';
import type { TimelineItem } from '#shared/domain/timeline-item.ts';
import { Meta, RowFrame, signOf } from './row-frame.tsx';
import { useThreadContext, useThreadWords } from './thread-context.tsx';

type IdentityRowProps = {
  readonly item: Extract<TimelineItem, { kind: 'identity' }>;
  /** Nothing in sight says that the join was taken back. */
  readonly standing: boolean;
};

const EVENTS = [
  'joined',
  'undone',
  'household',
  'point_shared',
  'point_unshared',
  'point_blocked',
  'point_unblocked',
  'point_verified',
  'point_removed',
  'point_moved',
] as const;
const KINDS = ['phone', 'email', 'line', 'whatsapp', 'visitor', 'loyalty', 'shop', 'device'] as const;

/** What was decided about who this is. A join that stands is taken back from here in one click ([ID3]). */
export function IdentityRow({ item, standing }: IdentityRowProps) {
  const t = useThreadWords();
  const { event, detail, other, pointKind, reason, check } = item.data;
  const { format } = useThreadContext();
  const known = EVENTS.find((one) => one === event);
  const kind = KINDS.find((one) => one === pointKind);
  const by = item.author.type === 'agent' ? item.author.name : undefined;
  return (
    <RowFrame sign={signOf(item)} mark="point">
      <Meta
        item={item}
        title={t(known === undefined ? 'thread:kind.identity' : 'thread:whoIsWho')}
        facts={[
          check === undefined
            ? (known && t(`thread:identityEvent.${known}`)) || event
            : t(check.passed ? 'checks:passedFor' : 'checks:failedFor', {
                purpose: t(`checks:purpose.${check.purpose}`),
              }),
          event === 'check_carried' && t('thread:identityEvent.check_carried', { name: detail ?? '' }),
          other?.name,
          kind && t(`customer:pointKind.${kind}`),
          check === undefined ? detail : check.facts.map((fact) => fact[format.locale]).join(' · '),
          reason,
          by,
        ]}
      >
        {standing && event === 'joined' && item.data.linkId !== undefined && <Undo linkId={item.data.linkId} />}
      </Meta>
    </RowFrame>
  );
}

function Undo({ linkId }: { readonly linkId: string }) {
  const t = useThreadWords();
  const send = useSendCommand();
  const [isBusy, setIsBusy] = useState(false);
  const undo = async (): Promise<void> => {
    setIsBusy(true);
    const answer = await send('identity:undo', { linkId });
    setIsBusy(false);
    if (!answer.ok) showToast({ title: answer.error.message, tone: 'bad' });
  };
  return (
    <button
      type="button"
      disabled={isBusy}
      className="ml-2 min-h-6 rounded-s px-1.5 text-accent underline underline-offset-2 hover:bg-line"
      onClick={() => void undo()}
    >
      {t('thread:undoJoin')}
    </button>
  );
}
