import type { DeskClient } from '#renderer/data/client/desk-client-types.ts';
import { type HubDraft, type KeptDraft, mergeDrafts } from '#renderer/state/draft-merge.ts';
import { type ComposerStore, type Draft, draftOf, hasFormat, keyOf, type Mode, patchDraft } from './composer-store.ts';

const SAVE_AFTER_MS = 600;
/** On this machine's disk sooner: it costs less, and a crash takes no more than this. */
const KEEP_AFTER_MS = 120;
const TRY_AGAIN_MS = 4000;
const MODES: readonly Mode[] = ['reply', 'note'];

export type DraftKeeper = {
  /** Takes up the drafts of a conversation, of this machine and of the hub; what was typed here and is not saved yet stays. */
  readonly load: (conversationId: string) => Promise<void>;
  /** Something changed: it is saved when the typing rests. */
  readonly touched: (conversationId: string, mode: Mode) => void;
  /** Saves at once what is not saved. */
  readonly flush: (conversationId: string, mode: Mode) => void;
  readonly flushAll: () => void;
  /** Resolves once this machine has the draft as it is now, where it keeps any. */
  readonly keepNow: (conversationId: string, mode: Mode) => Promise<void>;
};

type Client = Pick<DeskClient, 'ask' | 'send' | 'connection' | 'local'>;

/**
 * Keeps drafts ([CV4]): on this machine at once, on the hub 600 ms after the last key and again while it does not take
 * them, always the newest words. After the hub was away it is asked first, so that words written elsewhere are not lost.
 */
export function createDraftKeeper(store: ComposerStore, client: Client): DraftKeeper {
  const timers = new Map<string, ReturnType<typeof setTimeout>>();
  const keeping = new Map<string, ReturnType<typeof setTimeout>>();
  const restored = new Map<string, Promise<void>>();

  function later(conversationId: string, mode: Mode, afterMs: number): void {
    const key = keyOf(conversationId, mode);
    clearTimeout(timers.get(key));
    timers.set(
      key,
      setTimeout(() => void save(conversationId, mode), afterMs),
    );
  }

  function keepNow(conversationId: string, mode: Mode): Promise<void> {
    const key = keyOf(conversationId, mode);
    clearTimeout(keeping.get(key));
    keeping.delete(key);
    return client.local.drafts.keep(asKept(conversationId, mode, draftOf(store.getState(), key)));
  }

  function keepSoon(conversationId: string, mode: Mode): void {
    const key = keyOf(conversationId, mode);
    if (keeping.has(key)) return;
    keeping.set(
      key,
      setTimeout(() => {
        keeping.delete(key);
        // While a send is under way the words are on their way to the outbox: until they are there, the draft has them.
        if (store.getState().sending.has(key)) keepSoon(conversationId, mode);
        else void keepNow(conversationId, mode);
      }, KEEP_AFTER_MS),
    );
  }

  const isAway = (): boolean => client.connection.view.getState().state === 'offline';

  async function save(conversationId: string, mode: Mode): Promise<void> {
    const key = keyOf(conversationId, mode);
    clearTimeout(timers.get(key));
    timers.delete(key);
    const isUnsaved = (): boolean => {
      const state = store.getState();
      // While a send is under way the hub's copy stays: it is what is left if this window ends before the answer.
      return draftOf(state, key).state === 'dirty' && !state.sending.has(key);
    };
    if (!isUnsaved()) return;
    void keepNow(conversationId, mode);
    if (isAway()) return later(conversationId, mode, TRY_AGAIN_MS);
    if (!store.getState().loaded.has(conversationId)) {
      await load(conversationId);
      if (!store.getState().loaded.has(conversationId)) return later(conversationId, mode, TRY_AGAIN_MS);
      if (!isUnsaved()) return;
    }
    await give(conversationId, mode);
  }

  async function give(conversationId: string, mode: Mode): Promise<void> {
    const key = keyOf(conversationId, mode);
    const draft = draftOf(store.getState(), key);
    const revision = draft.revision + 1;
    patchDraft(store, key, () => ({ state: 'saving', revision, given: draft.text }));
    const answer = await client.send('draft:save', {
      conversationId,
      mode,
      text: draft.text,
      attachments: [...draft.attachments],
      ...(hasFormat(draft.format) && { format: draft.format }),
      revision,
    });
    const now = draftOf(store.getState(), key);
    if (!answer.ok || answer.data.revision > now.revision) {
      // Not taken, or the hub holds a later one, of before a reload or of another window: it is asked before the next.
      forgetLoaded(conversationId);
      const newest = answer.ok ? answer.data.revision : 0;
      patchDraft(store, key, () => ({ state: 'dirty', revision: Math.max(now.revision, newest) }));
      if (answer.ok) later(conversationId, mode, 0);
      else if (answer.error.retryable) later(conversationId, mode, TRY_AGAIN_MS);
    } else if (now.state === 'saving' && now.revision === revision) {
      patchDraft(store, key, () => ({ state: 'saved', savedAt: new Date().toISOString(), base: revision }));
    } else patchDraft(store, key, () => ({ base: Math.max(now.base, revision) }));
    await keepNow(conversationId, mode);
  }

  const setLoaded = (change: (loaded: Set<string>) => void): void =>
    store.setState((state) => {
      const loaded = new Set(state.loaded);
      change(loaded);
      return { loaded };
    });
  const forgetLoaded = (conversationId: string): void => setLoaded((loaded) => loaded.delete(conversationId));

  /** Once: what an earlier start left here is on screen without waiting for the hub. */
  function restore(conversationId: string): Promise<void> {
    const known = restored.get(conversationId);
    if (known !== undefined) return known;
    client.local.drafts.hold(conversationId);
    const restoring = client.local.drafts.of(conversationId).then((kept) => {
      for (const one of kept) {
        const key = keyOf(conversationId, one.mode);
        const here = draftOf(store.getState(), key);
        const { text, attachments, format, revision, base, given } = one;
        const isUntouched = here.revision === 0 && here.state === 'saved';
        if (isUntouched) {
          const state = one.dirty ? 'dirty' : 'saved';
          patchDraft(store, key, () => ({ text, attachments, format, revision, base, given, state }));
        } else takeIn(conversationId, one.mode, { text, attachments, format, revision });
        if (one.dirty) later(conversationId, one.mode, SAVE_AFTER_MS);
      }
    });
    restored.set(conversationId, restoring);
    return restoring;
  }

  function takeIn(conversationId: string, mode: Mode, theirs: HubDraft | null): void {
    const key = keyOf(conversationId, mode);
    const here = asKept(conversationId, mode, draftOf(store.getState(), key));
    const { dirty, ...merged } = mergeDrafts(here, theirs);
    patchDraft(store, key, (draft) => ({
      ...merged,
      state: dirty ? 'dirty' : 'saved',
      savedAt: dirty ? draft.savedAt : (draft.savedAt ?? null),
    }));
    if (dirty) later(conversationId, mode, SAVE_AFTER_MS);
    else keepSoon(conversationId, mode);
  }

  async function load(conversationId: string): Promise<void> {
    await restore(conversationId);
    const before = new Map(MODES.map((mode) => [mode, draftOf(store.getState(), keyOf(conversationId, mode))]));
    try {
      const { drafts } = await client.ask('drafts.list', { conversationId });
      for (const mode of MODES) {
        const theirs = drafts.find((draft) => draft.mode === mode) ?? null;
        const here = draftOf(store.getState(), keyOf(conversationId, mode));
        // Saved meanwhile: the answer is older than what is here.
        const isOld = here.revision !== before.get(mode)?.revision && (theirs?.revision ?? 0) <= here.revision;
        if (isOld || (theirs === null && here.revision === 0)) continue;
        takeIn(conversationId, mode, theirs);
        if (theirs !== null && draftOf(store.getState(), keyOf(conversationId, mode)).state === 'saved')
          patchDraft(store, keyOf(conversationId, mode), () => ({ savedAt: theirs.savedAt }));
      }
      setLoaded((loaded) => loaded.add(conversationId));
    } catch {
      // Offline: what is here stays, and the drafts are asked for before the next is saved.
    }
  }

  return {
    load,
    keepNow,
    touched(conversationId, mode) {
      keepSoon(conversationId, mode);
      later(conversationId, mode, SAVE_AFTER_MS);
    },
    flush: (conversationId, mode) => void save(conversationId, mode),
    flushAll() {
      for (const key of [...timers.keys()]) {
        const [conversationId = '', mode = 'reply'] = key.split(' ');
        void save(conversationId, mode as Mode);
      }
    },
  };
}

const asKept = (conversationId: string, mode: Mode, draft: Draft): KeptDraft => ({
  conversationId,
  mode,
  text: draft.text,
  attachments: [...draft.attachments],
  format: draft.format,
  revision: draft.revision,
  base: draft.base,
  dirty: draft.state !== 'saved',
  given: draft.given,
});
