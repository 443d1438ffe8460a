import type { DeskClient } from '#renderer/data/client/desk-client-types.ts';
import type { Snapshot } from '#shared/domain/brief.ts';
import type { Conversation } from '#shared/domain/conversation.ts';
import type { Attachment } from '#shared/domain/item-data.ts';
import type { MessageFormat } from '#shared/domain/sending.ts';
import type { TimelineItem } from '#shared/domain/timeline-item.ts';
import type { Answer, WireError } from '#shared/wire/ack.ts';
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
  readonly client: Pick<DeskClient, 'send' | 'pending'>;
  readonly nowMs: () => number;
};

export type ReplySend = {
  readonly conversationId: string;
  readonly epoch: number;
  readonly seen: Snapshot;
  /** What is shown beside the text and was not changed: it goes as it was shown. */
  readonly shown?: MessageFormat;
};
export type NoteAdd = {
  readonly conversationId: string;
  readonly customerId: string;
  readonly mentions: (text: string) => string[];
};

/** Resolves to whether it was sent. */
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
    give: (taken: Taken) => Promise<Answer<unknown>>,
  ): Promise<boolean> {
    const key = keyOf(conversationId, mode);
    const draft = draftOf(store.getState(), key);
    if (store.getState().sending.has(key) || isBlank(draft) || draft.uploads.length > 0) return false;
    const taken: Taken = { text: draft.text, attachments: draft.attachments, format: draft.format };
    setRefusal(store, key, null);
    setSending(store, key, true);
    patchDraft(store, key, () => ({ text: '', attachments: [], format: {}, state: 'dirty' }));
    const answer = await give(taken);
    setSending(store, key, false);
    if (!answer.ok) {
      patchDraft(store, key, (now) => ({
        text: putBack(taken.text, now.text),
        // With words typed since, formatting is of a part only.
        format: now.text === '' ? taken.format : withoutHtml({ ...taken.format, ...now.format }),
        attachments: [...taken.attachments, ...now.attachments],
        state: 'dirty',
      }));
      dropFailed(conversationId);
      setRefusal(store, key, refusalOf(answer.error, nowMs()));
    }
    // Sent: the hub's copy is emptied, or becomes what was typed since. Refused: it is kept as it is on screen.
    keeper.flush(conversationId, mode);
    return answer.ok;
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
    reply: ({ shown = {}, ...input }) =>
      run(input.conversationId, 'reply', ({ text, attachments, format: written }) => {
        const format = { ...shown, ...written };
        return client.send('message:send', {
          ...input,
          text,
          ...withFiles(attachments),
          ...(hasFormat(format) && { format }),
        });
      }),
    note: ({ conversationId, customerId, mentions }) =>
      run(conversationId, 'note', ({ text, attachments }) =>
        client.send('note:add', {
          conversationId,
          customerId,
          text,
          ...withFiles(attachments),
          ...withMentions(mentions(text)),
        }),
      ),
  };
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
  return { kind: error.code === 'not_owner' ? 'not_owner' : 'other', message: error.message } as const;
}
