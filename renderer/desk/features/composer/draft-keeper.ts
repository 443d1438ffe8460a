import type { DeskClient } from '#renderer/data/client/desk-client-types.ts';
import { type ComposerStore, draftOf, hasFormat, keyOf, type Mode, patchDraft, withoutHtml } from './composer-store.ts';

const SAVE_AFTER_MS = 600;
const TRY_AGAIN_MS = 4000;
const MODES: readonly Mode[] = ['reply', 'note'];

export type DraftKeeper = {
  /** Asks the hub for the drafts of a conversation; what was typed here and is not saved yet stays. */
  readonly load: (conversationId: string) => Promise<void>;
  /** Something changed: it is saved when the typing rests. */
  readonly touched: (conversationId: string, mode: Mode) => void;
  /** Saves at once what is not saved. */
  readonly flush: (conversationId: string, mode: Mode) => void;
  readonly flushAll: () => void;
};

/** Keeps drafts on the hub ([CV4]): 600 ms after the last key, again while the hub does not take it, always the newest words. */
export function createDraftKeeper(store: ComposerStore, client: Pick<DeskClient, 'ask' | 'send'>): DraftKeeper {
  const timers = new Map<string, ReturnType<typeof setTimeout>>();

  function later(conversationId: string, mode: Mode, afterMs: number): void {
    const key = keyOf(conversationId, mode);
    clearTimeout(timers.get(key));
    timers.set(
      key,
      setTimeout(() => void save(conversationId, mode), afterMs),
    );
  }

  async function save(conversationId: string, mode: Mode): Promise<void> {
    const key = keyOf(conversationId, mode);
    clearTimeout(timers.get(key));
    timers.delete(key);
    const state = store.getState();
    const draft = draftOf(state, key);
    // While a send is under way the hub's copy stays: it is what is left if this window ends before the answer.
    if (draft.state !== 'dirty' || state.sending.has(key)) return;
    const revision = draft.revision + 1;
    patchDraft(store, key, () => ({ state: 'saving', revision }));
    const answer = await client.send('draft:save', {
      conversationId,
      mode,
      text: draft.text,
      attachments: [...draft.attachments],
      ...(hasFormat(draft.format) && { format: draft.format }),
      revision,
    });
    const now = draftOf(store.getState(), key);
    if (!answer.ok) {
      patchDraft(store, key, () => ({ state: 'dirty' }));
      if (answer.error.retryable) later(conversationId, mode, TRY_AGAIN_MS);
    } else if (answer.data.revision > now.revision) {
      // The hub holds a later one, of before a reload or of another window: what is on screen here comes after it.
      patchDraft(store, key, () => ({ state: 'dirty', revision: answer.data.revision }));
      later(conversationId, mode, 0);
    } else if (now.state === 'saving' && now.revision === revision) {
      patchDraft(store, key, () => ({ state: 'saved', savedAt: new Date().toISOString() }));
    }
  }

  return {
    async load(conversationId) {
      try {
        const { drafts } = await client.ask('drafts.list', { conversationId });
        for (const mode of MODES) {
          const kept = drafts.find((draft) => draft.mode === mode);
          const key = keyOf(conversationId, mode);
          const here = draftOf(store.getState(), key);
          if (kept === undefined || kept.revision <= here.revision) continue;
          // Typed before the answer came: those words are newer, and are saved over the hub's.
          if (here.text !== '' && here.state !== 'saved') {
            patchDraft(store, key, (draft) => ({
              text: draft.text.includes(kept.text) ? draft.text : `${kept.text}\n${draft.text}`,
              // Formatting of two texts can not be joined; the words are.
              format: withoutHtml({ ...kept.format, ...draft.format }),
              revision: kept.revision,
              state: 'dirty',
            }));
            later(conversationId, mode, SAVE_AFTER_MS);
            continue;
          }
          const { text, attachments = [], format = {}, revision, savedAt } = kept;
          patchDraft(store, key, () => ({ text, attachments, format, revision, savedAt, state: 'saved' }));
        }
        store.setState((state) => ({ loaded: new Set(state.loaded).add(conversationId) }));
      } catch {
        // Offline: what is here stays, and the drafts are asked for when the conversation is opened again.
      }
    },
    touched: (conversationId, mode) => later(conversationId, mode, SAVE_AFTER_MS),
    flush: (conversationId, mode) => void save(conversationId, mode),
    flushAll() {
      for (const key of [...timers.keys()]) {
        const [conversationId = '', mode = 'reply'] = key.split(' ');
        void save(conversationId, mode as Mode);
      }
    },
  };
}
