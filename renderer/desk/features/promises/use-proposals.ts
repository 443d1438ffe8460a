import { useMemo } from 'react';
import { useSendCommand } from '#renderer/data/hooks/use-command.ts';
import { useWritten } from '#renderer/desk/app/written.ts';
import { useFormatContext } from '#renderer/i18n/format-context.tsx';
import { showToast } from '#renderer/ui/toast.tsx';
import type { Commitment, Conversation } from '#shared/domain/conversation.ts';
import { answerProposal, useAnswered } from './answered-proposals.ts';
import { type Proposal, proposalsOf } from './proposals.ts';
import { usePromiseClock } from './use-promise-clock.ts';

type Proposals = {
  readonly first: Proposal | undefined;
  readonly count: number;
  /** Confirms it; another time than was read if one is given. */
  readonly confirm: (proposal: Proposal, dueAt?: Date) => Promise<void>;
  readonly putAway: (proposal: Proposal) => void;
};

/** What to ask the agent after what they wrote last, and how they answer. */
export function useProposals(conversation: Conversation, owed: readonly Commitment[]): Proposals {
  const written = useWritten(conversation.id);
  const answered = useAnswered();
  const hours = usePromiseClock(conversation.id);
  const { now } = useFormatContext(30_000);
  const send = useSendCommand();
  const { id: conversationId, epoch } = conversation;
  const proposals = useMemo(
    () => (hours === null ? [] : proposalsOf({ written, owed, answered, hours, now })),
    [written, owed, answered, hours, now],
  );
  const [first] = proposals;

  async function confirm(proposal: Proposal, dueAt?: Date): Promise<void> {
    // At once, so that a key pressed twice asks once.
    answerProposal(proposal.key);
    const answer =
      proposal.kind === 'keep'
        ? await send('commitment:settle', { conversationId, epoch, commitmentId: proposal.promise.id, state: 'kept' })
        : await send('commitment:make', {
            conversationId,
            epoch,
            text: proposal.text,
            dueAt: (dueAt ?? proposal.dueAt).toISOString(),
            ...(proposal.written.item !== undefined && { item: proposal.written.item }),
          });
    if (!answer.ok) showToast({ title: answer.error.message, tone: 'bad' });
  }

  return { first, count: proposals.length, confirm, putAway: ({ key }) => answerProposal(key) };
}
