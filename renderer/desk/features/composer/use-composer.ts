import { useEffect, useMemo } from 'react';
import { useStore } from 'zustand';
import type { DeskClient } from '#renderer/data/client/desk-client-types.ts';
import { useDeskClient } from '#renderer/data/hooks/desk-client-context.tsx';
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
  /** Changes the draft of the mode shown, or of another; it is saved by itself. */
  readonly change: (change: (draft: Draft) => Partial<Draft>, mode?: Mode) => void;
  readonly flush: () => void;
  readonly sender: ReplySender;
};

/** The composer of one conversation: its drafts, loaded and kept, its mode, and the way to send. */
export function useComposer(conversationId: string): ComposerAccess {
  const { store, keeper, sender } = deskOf(useDeskClient());
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
  const acts = useMemo(
    () => ({
      setMode: (next: Mode): void => {
        keeper.flush(conversationId, next === 'note' ? 'reply' : 'note');
        store.setState((now) => ({ modes: new Map(now.modes).set(conversationId, next) }));
      },
      dismissRefusal: (): void => setRefusal(store, key, null),
      change: (change: (draft: Draft) => Partial<Draft>, of: Mode = mode): void => {
        patchDraft(store, keyOf(conversationId, of), (draft) => ({ ...change(draft), state: 'dirty' }));
        keeper.touched(conversationId, of);
      },
      flush: (): void => keeper.flush(conversationId, mode),
    }),
    [store, keeper, conversationId, key, mode],
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
