import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Conversation } from '#shared/domain/conversation.ts';
import type { Attachment } from '#shared/domain/item-data.ts';
import type { MessageFormat } from '#shared/domain/sending.ts';
import type { TimelineItem } from '#shared/domain/timeline-item.ts';

export type Mode = 'reply' | 'note';

export type Upload = {
  readonly id: string;
  readonly file: File;
  readonly state: 'uploading' | 'failed';
  readonly error?: string;
};

/** What is being written in one conversation and mode ([CV4]). */
export type Draft = {
  readonly text: string;
  readonly attachments: readonly Attachment[];
  /** What goes beside the text, on channels that can; empty elsewhere. */
  readonly format: MessageFormat;
  readonly uploads: readonly Upload[];
  readonly revision: number;
  /** `saved` is what the hub holds; `saving` is on its way; `dirty` is to be saved. */
  readonly state: 'saved' | 'dirty' | 'saving';
  readonly savedAt: string | null;
  /** The hub's revision that these words were written on top of. */
  readonly base: number;
  /** The text last given to the hub, answered or not. */
  readonly given: string | null;
};

/** Why the last send did not happen, until the agent has dealt with it. */
export type Refusal =
  | {
      readonly kind: 'stale';
      readonly items: readonly TimelineItem[];
      readonly conversation: Conversation | null;
      readonly shownAtMs: number;
    }
  /** Copies go to somebody who was never on the thread: asked once. */
  | { readonly kind: 'address'; readonly addresses: readonly string[] }
  | { readonly kind: 'not_owner' | 'other'; readonly message: string };

export type ComposerState = {
  /** By `keyOf`. */
  readonly drafts: ReadonlyMap<string, Draft>;
  /** By conversation. */
  readonly modes: ReadonlyMap<string, Mode>;
  /** By `keyOf`: a send that is not answered yet. */
  readonly sending: ReadonlySet<string>;
  readonly refusals: ReadonlyMap<string, Refusal>;
  /** Conversations whose drafts the hub has told since it was last away. */
  readonly loaded: ReadonlySet<string>;
};

export type ComposerStore = StoreApi<ComposerState>;

export const keyOf = (conversationId: string, mode: Mode): string => `${conversationId} ${mode}`;

export const EMPTY_DRAFT: Draft = {
  text: '',
  attachments: [],
  format: {},
  uploads: [],
  revision: 0,
  state: 'saved',
  savedAt: null,
  base: 0,
  given: null,
};

export const createComposerStore = (): ComposerStore =>
  createStore<ComposerState>(() => ({
    drafts: new Map(),
    modes: new Map(),
    sending: new Set(),
    refusals: new Map(),
    loaded: new Set(),
  }));

export const draftOf = (state: ComposerState, key: string): Draft => state.drafts.get(key) ?? EMPTY_DRAFT;

export const hasFormat = (format: MessageFormat): boolean => Object.values(format).some((part) => part !== undefined);

/** What goes beside the text but is no other form of it. */
export function withoutHtml(format: MessageFormat): MessageFormat {
  const { html: _html, ...rest } = format;
  return rest;
}

export const isBlank = (draft: Draft): boolean => draft.text.trim() === '' && draft.attachments.length === 0;

export function patchDraft(store: ComposerStore, key: string, change: (draft: Draft) => Partial<Draft>): void {
  store.setState((state) => {
    const draft = draftOf(state, key);
    return { drafts: new Map(state.drafts).set(key, { ...draft, ...change(draft) }) };
  });
}

export function setSending(store: ComposerStore, key: string, isSending: boolean): void {
  store.setState((state) => {
    const sending = new Set(state.sending);
    if (isSending) sending.add(key);
    else sending.delete(key);
    return { sending };
  });
}

export function setRefusal(store: ComposerStore, key: string, refusal: Refusal | null): void {
  store.setState((state) => {
    const refusals = new Map(state.refusals);
    if (refusal === null) refusals.delete(key);
    else refusals.set(key, refusal);
    return { refusals };
  });
}
