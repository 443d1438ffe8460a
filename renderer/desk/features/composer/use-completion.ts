import { type KeyboardEvent, type RefObject, useMemo, useState } from 'react';
import { useMe, usePeople, useSession } from '#renderer/data/hooks/use-session.ts';
import { isComposing } from '#renderer/ui/ime.ts';
import type { Agent, Locale } from '#shared/domain/people.ts';
import { fillVariables, type ReplyFacts, unfilledIn } from '#shared/domain/reply-variables.ts';
import { bodyFor, type Manner, type SavedReply } from '#shared/domain/saved-reply.ts';
import { findColleagues, findReplies } from './completions.ts';
import type { Mode } from './composer-store.ts';
import { findTrigger, type Trigger } from './trigger.ts';
import type { Near, WritingField } from './writing-field.ts';

export type Completion =
  | { readonly kind: 'reply'; readonly id: string; readonly reply: SavedReply; readonly filled: string }
  | { readonly kind: 'colleague'; readonly id: string; readonly agent: Agent }
  /** In a reply nobody is mentioned: it offers the note instead. */
  | { readonly kind: 'to-note'; readonly id: 'to-note' };

type Options = {
  readonly fieldRef: RefObject<WritingField | null>;
  /** The words of a plain field, so that a change of them from elsewhere is seen; a formatted one tells by `readCaret`. */
  readonly text?: string | undefined;
  readonly mode: Mode;
  readonly customerLocale: Locale;
  readonly facts: ReplyFacts;
  readonly manner: Manner;
  readonly onReplyUsed: (reply: SavedReply) => void;
  /** Leaves `@` for the note and goes there. */
  readonly onToNote: (trigger: Trigger) => void;
};

export type CompletionView = {
  readonly kind: Trigger['kind'] | null;
  readonly options: readonly Completion[];
  readonly active: number;
  readonly setActive: (index: number) => void;
  readonly choose: (option: Completion) => void;
};

const CLOSED: readonly Completion[] = [];

/** Saved replies by `/ ／ ・` and colleagues by `@ ＠` at the caret; nothing of it while an IME composes ([DK3]). */
export function useCompletion({ fieldRef, text, mode, customerLocale, facts, manner, ...on }: Options) {
  const me = useMe();
  const { agents } = usePeople();
  const { agent } = useSession();
  const [near, setNear] = useState<Near | null>(null);
  const [isOpenIme, setIsOpenIme] = useState(false);
  const [dismissed, setDismissed] = useState<number | null>(null);
  const [active, setActive] = useState(0);

  const found = useMemo(
    () => (near === null || isOpenIme ? null : findTrigger(text ?? near.text, near.at)),
    [text, near, isOpenIme],
  );
  const trigger = found !== null && found.start !== dismissed ? found : null;
  const replies = me.state === 'ready' ? me.data.savedReplies : null;
  const options = useMemo((): readonly Completion[] => {
    if (trigger === null) return CLOSED;
    if (trigger.kind === 'colleague') {
      if (mode === 'reply') return [{ kind: 'to-note', id: 'to-note' }];
      return findColleagues(agents, trigger, agent?.id ?? null).map((one) => ({
        kind: 'colleague',
        id: one.id,
        agent: one,
      }));
    }
    return findReplies(replies ?? [], trigger, customerLocale).map((reply) => ({
      kind: 'reply',
      // Both languages of a reply have its id.
      id: `${reply.id}-${reply.locale}`,
      reply,
      filled: fillVariables(bodyFor(reply, manner), facts, reply.locale),
    }));
  }, [trigger, mode, agents, agent, replies, customerLocale, facts, manner]);
  const at = Math.min(active, Math.max(0, options.length - 1));

  function choose(option: Completion): void {
    const field = fieldRef.current;
    if (field === null || trigger === null) return;
    const { start, end } = trigger;
    setActive(0);
    if (option.kind === 'to-note') {
      field.replace(start, end, '');
      on.onToNote(trigger);
      return;
    }
    const words = option.kind === 'reply' ? option.filled : `@${option.agent.name} `;
    field.replace(start, end, words);
    if (option.kind === 'reply') on.onReplyUsed(option.reply);
    const [first] = unfilledIn(words);
    // What is still to be filled is selected, so that the next key replaces it.
    if (option.kind === 'reply' && first !== undefined) field.select(start + first.start, start + first.end);
  }

  function onKeyDown(event: KeyboardEvent | globalThis.KeyboardEvent): void {
    if (trigger === null || isComposing(event) || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === 'Escape') {
      event.preventDefault();
      setDismissed(trigger.start);
      return;
    }
    const option = options[at];
    if (option === undefined) return;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step !== undefined) {
      event.preventDefault();
      setActive((at + step + options.length) % options.length);
    } else if ((event.key === 'Enter' || event.key === 'Tab') && !event.shiftKey) {
      event.preventDefault();
      choose(option);
    }
  }

  const readCaret = (): void => {
    const next = fieldRef.current?.near() ?? null;
    if (next?.at === near?.at && next?.text === near?.text) return;
    setNear(next);
    setActive(0);
    // A list that was closed stays closed while its sign is the one at the caret.
    if (next === null || findTrigger(next.text, next.at)?.start !== dismissed) setDismissed(null);
  };

  const view: CompletionView = { kind: trigger?.kind ?? null, options, active: at, setActive, choose };
  return {
    view,
    readCaret,
    onKeyDown,
    onBlur: (): void => setNear(null),
    onCompositionStart: (): void => setIsOpenIme(true),
    onCompositionEnd: (): void => {
      setIsOpenIme(false);
      readCaret();
    },
  };
}
