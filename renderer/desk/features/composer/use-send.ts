import { type RefObject, useRef } from 'react';
import { useAskHub } from '#renderer/data/hooks/use-hub-query.ts';
import { usePeople } from '#renderer/data/hooks/use-session.ts';
import { markSeen, seenNow } from '#renderer/desk/app/seen.ts';
import type { Conversation } from '#shared/domain/conversation.ts';
import type { Unfilled } from '#shared/domain/reply-variables.ts';
import type { MessageFormat, SendingFacts } from '#shared/domain/sending.ts';
import type { WordingFinding } from '#shared/domain/wording/check-wording.ts';
import { mentionedIn } from './completions.ts';
import { nthAt } from './nth-place.ts';
import type { ComposerAccess } from './use-composer.ts';
import { useSendDelay } from './use-send-delay.ts';
import type { WritingField } from './writing-field.ts';

/** From then on what the stale panel shows counts as seen ([CV3]). */
const SEEN_AFTER_MS = 1500;

type Options = {
  readonly composer: ComposerAccess;
  readonly conversation: Conversation;
  readonly fieldRef: RefObject<WritingField | null>;
  readonly canSend: boolean;
  readonly unfilled: readonly Unfilled[];
  /** Words that a rule lets nobody send. */
  readonly blocked: readonly WordingFinding[];
  readonly facts: SendingFacts | null;
};

/** Sending, and dealing with a send that was refused. The focus stays in the field throughout. */
export function useSend({ composer, conversation, fieldRef, canSend, unfilled, blocked, facts }: Options) {
  const { agents } = usePeople();
  const ask = useAskHub();
  const { mode, draft, refusal, sender } = composer;
  const { id: conversationId, customerId } = conversation;
  const delayMs = useSendDelay(conversation);
  const asked = useRef(new Set<string>());

  function send(): void {
    fieldRef.current?.focus();
    if (unfilled.length > 0) {
      fieldRef.current?.showUnfilled();
      return;
    }
    const [minded] = blocked;
    if (minded !== undefined) {
      const { found, start } = minded;
      fieldRef.current?.showWords(found, nthAt(composer.draft.text, found, start));
      return;
    }
    if (!canSend) return;
    if (mode === 'note') {
      void sender.note({ conversationId, customerId, mentions: (text) => mentionedIn(text, agents) });
    } else {
      void reply();
    }
  }

  /** Copies are asked about before the seconds run in which it can be taken back: after them it would be late. */
  async function reply(): Promise<void> {
    // What is pressed again while the hub is asked is the same answer.
    if (asked.current.has(conversationId)) return;
    asked.current.add(conversationId);
    const unknown = delayMs === 0 ? [] : await strangersIn(draft.format);
    asked.current.delete(conversationId);
    if (unknown.length > 0) return composer.refuse({ kind: 'address', addresses: unknown });
    await sender.reply({
      conversationId,
      customerId,
      epoch: conversation.epoch,
      seen: seenNow(customerId),
      ...shownOf(facts),
      delayMs,
    });
  }

  async function strangersIn({ cc = facts?.cc ?? [], bcc = [], confirmed = [] }: MessageFormat): Promise<string[]> {
    const addresses = [...cc, ...bcc];
    if (addresses.length === 0) return [];
    // The hub looks again when it is sent; without a line it is asked about then.
    return ask('address.unknown', { customerId, addresses: addresses.slice(0, 100) }).then(
      // As the hub writes them, which is how they were asked about and confirmed.
      (found) => found.addresses.filter((address) => !confirmed.includes(address)),
      () => [],
    );
  }

  /** The author has looked at them: remembered with this draft, and sent. */
  function confirm(addresses: readonly string[]): void {
    composer.change(({ format }) => ({
      format: { ...format, confirmed: [...new Set([...(format.confirmed ?? []), ...addresses])] },
    }));
    composer.dismissRefusal();
    fieldRef.current?.focus();
    const { epoch } = conversation;
    void sender.reply({ conversationId, customerId, epoch, seen: seenNow(customerId), ...shownOf(facts), delayMs });
  }

  /** A new command, with what the panel showed as seen ([CV3]). */
  function insist(): void {
    if (refusal?.kind === 'address') confirm(refusal.addresses);
    if (refusal?.kind !== 'stale') return;
    for (const item of refusal.items) markSeen(customerId, item);
    composer.dismissRefusal();
    fieldRef.current?.focus();
    const epoch = Math.max(conversation.epoch, refusal.conversation?.epoch ?? 0);
    void sender.reply({ conversationId, customerId, epoch, seen: seenNow(customerId), ...shownOf(facts) });
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
