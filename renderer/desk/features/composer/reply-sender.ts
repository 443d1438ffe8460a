import type { DeskClient } from '#renderer/data/client/desk-client-types.ts';
import type { Given } from '#renderer/data/local/local-types.ts';
import { wrote } from '#renderer/desk/app/written.ts';
import type { ItemRef, Snapshot } from '#shared/domain/brief.ts';
import type { Conversation } from '#shared/domain/conversation.ts';
import type { Attachment } from '#shared/domain/item-data.ts';
import type { MessageFormat } from '#shared/domain/sending.ts';
import type { TimelineItem } from '#shared/domain/timeline-item.ts';
import type { WireError } from '#shared/wire/ack.ts';
import {
  type ComposerStore,
  draftOf,
  hasFormat,
  isBlank,
  keyOf,
  type Mode,
  patchDraft,
  setRefusal,
  setSending,
  withoutHtml,
} from './composer-store.ts';
import type { DraftKeeper } from './draft-keeper.ts';
import { putBack } from './sent-text.ts';

type Parts = {
  readonly store: ComposerStore;
  readonly keeper: DraftKeeper;
  readonly client: Pick<DeskClient, 'local' | 'pending'>;
  readonly nowMs: () => number;
};

export type ReplySend = {
  readonly conversationId: string;
  readonly customerId: string;
  readonly epoch: number;
  readonly seen: Snapshot;
  /** What is shown beside the text and was not changed: it goes as it was shown. */
  readonly shown?: MessageFormat;
  /** So long it can be taken back; zero leaves at once. */
  readonly delayMs?: number;
};
export type NoteAdd = {
  readonly conversationId: string;
  readonly customerId: string;
  readonly mentions: (text: string) => string[];
};

/** Resolves to whether it was sent, or waits on disk to be sent ([SY5]). */
export type ReplySender = {
  /** Answers the customer; refused, everything written is in the draft again and the reason is told ([CV3]). */
  readonly reply: (input: ReplySend) => Promise<boolean>;
  /** Writes a note: another command, which has no way to the customer ([TL5]). */
  readonly note: (input: NoteAdd) => Promise<boolean>;
};

type Taken = {
  readonly text: string;
  readonly attachments: readonly Attachment[];
  readonly format: MessageFormat;
};

/**
 * Sends what is written. One send at a time per conversation and mode, so that a double click or a second Ctrl+Enter
 * sends nothing twice; the field is free at once for the next words.
 */
export function createReplySender({ store, keeper, client, nowMs }: Parts): ReplySender {
  async function run(
    conversationId: string,
    mode: Mode,
    give: (taken: Taken, onTaken: (data: unknown) => void) => Promise<Given<unknown>>,
  ): Promise<boolean> {
    const key = keyOf(conversationId, mode);
    const draft = draftOf(store.getState(), key);
    if (store.getState().sending.has(key) || isBlank(draft) || draft.uploads.length > 0) return false;
    const taken: Taken = { text: draft.text, attachments: draft.attachments, format: draft.format };
    setRefusal(store, key, null);
    setSending(store, key, true);
    patchDraft(store, key, () => ({ text: '', attachments: [], format: {}, state: 'dirty' }));
    const note = (data: unknown): void => {
      // What waits for a lead was said to nobody yet.
      if ((data as { readonly held?: unknown }).held !== undefined) return;
      const act = mode === 'note' ? 'note' : 'message';
      wrote(conversationId, { act, text: taken.text, item: itemIn(data), at: new Date() });
    };
    const given = await give(taken, note);
    setSending(store, key, false);
    const refused = given.state === 'answered' && !given.answer.ok ? given.answer.error : null;
    if (given.state === 'answered' && given.answer.ok) note(given.answer.data);
    if (refused !== null) {
      patchDraft(store, key, (now) => ({
        text: putBack(taken.text, now.text),
        // With words typed since, formatting is of a part only.
        format: now.text === '' ? taken.format : withoutHtml({ ...taken.format, ...now.format }),
        attachments: [...taken.attachments, ...now.attachments],
        state: 'dirty',
      }));
      dropFailed(conversationId);
      setRefusal(store, key, refusalOf(refused, nowMs()));
    }
    // Sent: the hub's copy is emptied, or becomes what was typed since. Refused: it is kept as it is on screen.
    keeper.flush(conversationId, mode);
    return refused === null;
  }

  /** The words are in the draft again; kept in a second place they could be sent twice. */
  function dropFailed(conversationId: string): void {
    for (const { id, input, name, state } of client.pending.store.getState()) {
      const isOfThis = (input as { conversationId?: unknown }).conversationId === conversationId;
      if (state === 'failed' && isOfThis && (name === 'message:send' || name === 'note:add'))
        client.pending.discard(id);
    }
  }

  return {
    reply: ({ shown = {}, customerId, delayMs = 0, ...input }) =>
      run(input.conversationId, 'reply', ({ text, attachments, format: written }, onTaken) => {
        const format = { ...shown, ...written };
        return client.local.outbox.give(
          'message:send',
          { ...input, text, ...withFiles(attachments), ...(hasFormat(format) && { format }) },
          { conversationId: input.conversationId, customerId, delayMs, onTaken },
        );
      }),
    note: ({ conversationId, customerId, mentions }) =>
      run(conversationId, 'note', ({ text, attachments }) =>
        client.local.outbox.give(
          'note:add',
          { conversationId, customerId, text, ...withFiles(attachments), ...withMentions(mentions(text)) },
          { conversationId, customerId },
        ),
      ),
  };
}

/** The item that the hub made of it. */
function itemIn(data: unknown): ItemRef | undefined {
  const { item } = data as { item?: Partial<ItemRef> };
  return item?.customerId === undefined || item.seq === undefined
    ? undefined
    : { customerId: item.customerId, seq: item.seq };
}

const withFiles = (attachments: readonly Attachment[]) =>
  attachments.length === 0 ? {} : { attachments: [...attachments] };
const withMentions = (mentions: string[]) => (mentions.length === 0 ? {} : { mentions });

function refusalOf(error: WireError, shownAtMs: number) {
  if (error.code === 'stale') {
    const { items = [], conversation = null } = (error.details ?? {}) as {
      items?: TimelineItem[];
      conversation?: Conversation | null;
    };
    return { kind: 'stale', items, conversation, shownAtMs } as const;
  }
  if (error.code === 'address_unknown') {
    const { addresses = [] } = (error.details ?? {}) as { addresses?: string[] };
    return { kind: 'address', addresses } as const;
  }
  return { kind: error.code === 'not_owner' ? 'not_owner' : 'other', message: error.message } as const;
}
