import type { DeskClient } from '#renderer/data/client/desk-client-types.ts';
import type { GivenBack } from '#renderer/desk/app/give-back.ts';
import type { Queue, QueuedCommand } from '#renderer/state/outbox-state.ts';
import type { Attachment } from '#shared/domain/item-data.ts';
import type { MessageFormat } from '#shared/domain/sending.ts';
import { type ComposerStore, keyOf, patchDraft, withoutHtml } from './composer-store.ts';
import type { DraftKeeper } from './draft-keeper.ts';
import { putBack } from './sent-text.ts';

type Parts = {
  readonly store: ComposerStore;
  readonly keeper: DraftKeeper;
  readonly client: Pick<DeskClient, 'local'>;
};

/**
 * "Edit": what waited becomes a draft again, replies and notes each in theirs. The draft is kept before the queue goes, so
 * that a crash in between leaves the words in both places and in none never ([CV4]).
 */
export async function takeBack({ store, keeper, client }: Parts, queue: Queue): Promise<void> {
  const { conversationId } = queue;
  for (const mode of ['reply', 'note'] as const) {
    const commands = queue.commands.filter(({ name }) => (name === 'note:add') === (mode === 'note'));
    if (commands.length === 0) continue;
    const text = commands.map(({ input }) => String(input['text'] ?? '')).join('\n\n');
    const attachments = commands.flatMap(
      ({ input }) => (input['attachments'] as readonly Attachment[] | undefined) ?? [],
    );
    patchDraft(store, keyOf(conversationId, mode), (now) => ({
      text: putBack(text, now.text),
      attachments: [...attachments, ...now.attachments],
      format: withoutHtml(now.format),
      state: 'dirty',
    }));
    keeper.touched(conversationId, mode);
    await keeper.keepNow(conversationId, mode);
  }
  await client.local.outbox.discard(conversationId);
}

/**
 * What its author took back in time is a draft again, and only then leaves the disk: a crash in between leaves the words in
 * both places. Those that the draft holds already are not put there twice.
 */
export async function takeUndone({ store, keeper, client }: Parts, command: QueuedCommand): Promise<void> {
  const { conversationId, id, input } = command;
  await giveBack({ store, keeper }, conversationId, {
    text: String(input['text'] ?? ''),
    attachments: (input['attachments'] as readonly Attachment[] | undefined) ?? [],
    format: (input['format'] as MessageFormat | undefined) ?? {},
  });
  await client.local.outbox.drop(conversationId, id);
}

/** Puts words before what is in the reply's draft, and resolves once they are kept. */
export async function giveBack(
  { store, keeper }: Pick<Parts, 'store' | 'keeper'>,
  conversationId: string,
  { text, attachments, format }: GivenBack,
): Promise<void> {
  await keeper.load(conversationId);
  patchDraft(store, keyOf(conversationId, 'reply'), (now) => {
    const has = new Set(now.attachments.map(({ blobId }) => blobId));
    const isThere = now.text === text || now.text.startsWith(`${text}\n`);
    return {
      text: isThere ? now.text : putBack(text, now.text),
      attachments: [...attachments.filter(({ blobId }) => !has.has(blobId)), ...now.attachments],
      // With words typed since, formatting is of a part only.
      format: now.text === '' ? format : withoutHtml({ ...format, ...now.format }),
      state: 'dirty',
    };
  });
  keeper.touched(conversationId, 'reply');
  await keeper.keepNow(conversationId, 'reply');
}
