import { useEffect, useMemo, useRef } from 'react';
import { useStore } from 'zustand';
import type { DeskClient } from '#renderer/data/client/desk-client-types.ts';
import { useDeskClient } from '#renderer/data/hooks/desk-client-context.tsx';
import { useQueue } from '#renderer/data/hooks/use-outbox.ts';
import { onGiveBack } from '#renderer/desk/app/give-back.ts';
import type { Queue } from '#renderer/state/outbox-state.ts';
import {
  type ComposerStore,
  createComposerStore,
  type Draft,
  draftOf,
  keyOf,
  type Mode,
  patchDraft,
  type Refusal,
  setRefusal,
} from './composer-store.ts';
import { createDraftKeeper, type DraftKeeper } from './draft-keeper.ts';
import { createReplySender, type ReplySender } from './reply-sender.ts';
import { giveBack, takeBack, takeUndone } from './take-back.ts';

type Desk = { readonly store: ComposerStore; readonly keeper: DraftKeeper; readonly sender: ReplySender };

/** What is written outlives the screen it is written on, so it hangs on the client: one for each signed-in agent. */
const desks = new WeakMap<DeskClient, { readonly agentId: string | null; readonly desk: Desk }>();

function deskOf(client: DeskClient): Desk {
  const agentId = client.session.view.getState().agent?.id ?? null;
  const known = desks.get(client);
  if (known !== undefined && known.agentId === agentId) return known.desk;
  const store = createComposerStore();
  const keeper = createDraftKeeper(store, client);
  const desk = { store, keeper, sender: createReplySender({ store, keeper, client, nowMs: () => performance.now() }) };
  desks.set(client, { agentId, desk });
  return desk;
}

export type ComposerAccess = {
  readonly mode: Mode;
  readonly setMode: (mode: Mode) => void;
  readonly draft: Draft;
  readonly isSending: boolean;
  readonly refusal: Refusal | null;
  readonly dismissRefusal: () => void;
  /** Says why it was not sent. */
  readonly refuse: (refusal: Refusal) => void;
  /** Changes the draft of the mode shown, or of another; it is saved by itself. */
  readonly change: (change: (draft: Draft) => Partial<Draft>, mode?: Mode) => void;
  readonly flush: () => void;
  readonly sender: ReplySender;
  /** What waited in a stopped queue becomes a draft again. */
  readonly takeBack: (queue: Queue) => Promise<void>;
};

/** The composer of one conversation: its drafts, loaded and kept, its mode, and the way to send. */
export function useComposer(conversationId: string): ComposerAccess {
  const client = useDeskClient();
  const { store, keeper, sender } = deskOf(client);
  const state = useStore(store);
  const mode = state.modes.get(conversationId) ?? 'reply';
  const key = keyOf(conversationId, mode);
  useEffect(() => {
    void keeper.load(conversationId);
    const leave = (): void => keeper.flushAll();
    window.addEventListener('pagehide', leave);
    return () => {
      window.removeEventListener('pagehide', leave);
      keeper.flushAll();
    };
  }, [keeper, conversationId]);
  useTakenBack({ store, keeper, client }, conversationId);
  const acts = useMemo(
    () => ({
      setMode: (next: Mode): void => {
        keeper.flush(conversationId, next === 'note' ? 'reply' : 'note');
        store.setState((now) => ({ modes: new Map(now.modes).set(conversationId, next) }));
      },
      dismissRefusal: (): void => setRefusal(store, key, null),
      refuse: (refusal: Refusal): void => setRefusal(store, key, refusal),
      change: (change: (draft: Draft) => Partial<Draft>, of: Mode = mode): void => {
        patchDraft(store, keyOf(conversationId, of), (draft) => ({ ...change(draft), state: 'dirty' }));
        keeper.touched(conversationId, of);
      },
      flush: (): void => keeper.flush(conversationId, mode),
      takeBack: (queue: Queue): Promise<void> => takeBack({ store, keeper, client }, queue),
    }),
    [store, keeper, client, conversationId, key, mode],
  );
  return {
    ...acts,
    mode,
    draft: draftOf(state, key),
    isSending: state.sending.has(key),
    refusal: state.refusals.get(key) ?? null,
    sender,
  };
}

/** Answers that did not go out, undone in time or given back by a lead, are the draft's again. */
function useTakenBack({ store, keeper, client }: Omit<Desk, 'sender'> & { client: DeskClient }, id: string): void {
  const taking = useRef(new Set<string>());
  const queue = useQueue(id);
  useEffect(() => onGiveBack(id, (given) => giveBack({ store, keeper }, id, given)), [store, keeper, id]);
  useEffect(() => {
    for (const command of queue?.commands ?? []) {
      if (command.undone !== true || taking.current.has(command.id)) continue;
      taking.current.add(command.id);
      // Not kept: it is tried again when the queue is next seen.
      takeUndone({ store, keeper, client }, command).catch(() => taking.current.delete(command.id));
    }
  }, [store, keeper, client, queue]);
}
