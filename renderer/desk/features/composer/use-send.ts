import type { RefObject } from 'react';
import { usePeople } from '#renderer/data/hooks/use-session.ts';
import { markSeen, seenNow } from '#renderer/desk/app/seen.ts';
import type { Conversation } from '#shared/domain/conversation.ts';
import type { MessageFormat, SendingFacts } from '#shared/domain/sending.ts';
import { mentionedIn } from './completions.ts';
import type { ComposerAccess } from './use-composer.ts';
import type { Unfilled } from './variables.ts';
import type { WritingField } from './writing-field.ts';

/** From then on what the stale panel shows counts as seen ([CV3]). */
const SEEN_AFTER_MS = 1500;

type Options = {
  readonly composer: ComposerAccess;
  readonly conversation: Conversation;
  readonly fieldRef: RefObject<WritingField | null>;
  readonly canSend: boolean;
  readonly unfilled: readonly Unfilled[];
  readonly facts: SendingFacts | null;
};

/** Sending, and dealing with a send that was refused. The focus stays in the field throughout. */
export function useSend({ composer, conversation, fieldRef, canSend, unfilled, facts }: Options) {
  const { agents } = usePeople();
  const { mode, refusal, sender } = composer;
  const { id: conversationId, customerId } = conversation;

  function send(): void {
    fieldRef.current?.focus();
    if (unfilled.length > 0) {
      fieldRef.current?.showUnfilled();
      return;
    }
    if (!canSend) return;
    if (mode === 'note') {
      void sender.note({ conversationId, customerId, mentions: (text) => mentionedIn(text, agents) });
    } else {
      void sender.reply({ conversationId, epoch: conversation.epoch, seen: seenNow(customerId), ...shownOf(facts) });
    }
  }

  /** A new command, with what the panel showed as seen ([CV3]). */
  function insist(): void {
    if (refusal?.kind !== 'stale') return;
    for (const item of refusal.items) markSeen(customerId, item);
    composer.dismissRefusal();
    fieldRef.current?.focus();
    const epoch = Math.max(conversation.epoch, refusal.conversation?.epoch ?? 0);
    void sender.reply({ conversationId, epoch, seen: seenNow(customerId), ...shownOf(facts) });
  }

  function edit(): void {
    if (refusal?.kind === 'stale' && performance.now() - refusal.shownAtMs >= SEEN_AFTER_MS) {
      for (const item of refusal.items) markSeen(customerId, item);
    }
    composer.dismissRefusal();
    fieldRef.current?.focus();
  }

  function discard(): void {
    composer.dismissRefusal();
    composer.change(() => ({ text: '', attachments: [], format: {} }));
    composer.flush();
    fieldRef.current?.focus();
  }

  return { send, insist, edit, discard };
}

/** Subject and copies as the fields showed them. */
function shownOf(facts: SendingFacts | null): { readonly shown?: MessageFormat } {
  if (facts === null || !facts.rich) return {};
  const { subject, cc } = facts;
  return { shown: { ...(subject !== undefined && { subject }), ...(cc.length > 0 && { cc }) } };
}
