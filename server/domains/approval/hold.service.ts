import type { Asking } from '#server/asking.ts';
import { together } from '#server/db/together.ts';
import { authorOf } from '#server/domains/conversations/conversation-item.ts';
import type { ConversationRecord } from '#server/domains/conversations/conversations.repository.ts';
import type { Work } from '#server/work.ts';
import type { HeldMessage } from '#shared/domain/approval.ts';
import type { Snapshot } from '#shared/domain/brief.ts';
import type { Channel } from '#shared/domain/channels.ts';
import type { Attachment } from '#shared/domain/item-data.ts';
import { type MessageFormat, maskedFormat } from '#shared/domain/sending.ts';
import { maskSensitive } from '#shared/domain/sensitive.ts';
import type { TimelineItem } from '#shared/domain/timeline-item.ts';
import { heldForReading, insertHeld, waitingIn } from './held.repository.ts';
import { refuseWaiting } from './held-moves.service.ts';
import { rulesInForce } from './rules.repository.ts';
import { rulesAsked } from './rules-asked.service.ts';
import { saysTheSame } from './says-the-same.ts';
import { tellHeld } from './tell-held.service.ts';

/** An answer about to leave, everything about it checked; its files are on the customer's thread already. */
export type Leaving = {
  readonly channel: Channel;
  readonly text: string;
  readonly attachments: readonly Attachment[];
  readonly format: MessageFormat;
  readonly seen: Snapshot;
};

/** One that waits, and the item that tells the company so. */
export type Holding = { readonly item: TimelineItem; readonly held: HeldMessage };

/**
 * Holds an answer for a lead where a rule asks for it; null lets it go. Held, it is a row of its own: no item of the thread,
 * no outgoing row, nothing that a channel could send. Throws `approval_waiting` while another of this conversation waits,
 * for what is written later must not arrive before it.
 */
export async function holdIfAsked(
  work: Work,
  asking: Asking,
  on: ConversationRecord,
  leaving: Leaving,
): Promise<Holding | null> {
  const [waiting, found] = await together(work.tx, [waitingIn(on.id), rulesInForce(work)]);
  await refuseWaiting(work, waiting);
  const { channel, text, format } = leaving;
  const names = await rulesAsked(work, on, { author: asking.actor, channel, text, format }, found);
  if (names.length === 0) return null;
  const held = await insertHeld(work, {
    id: work.nextId(),
    customerId: on.customerId,
    conversationId: on.id,
    epoch: on.epoch,
    authorId: asking.actor.id,
    channel,
    text: maskSensitive(text),
    attachments: leaving.attachments,
    format: maskedFormat(readable(text, format)),
    seen: leaving.seen,
    rules: names,
  });
  const by = authorOf(asking);
  const item = await tellHeld(work, on, held, { event: 'approval_asked', by, reason: names.join('、') });
  return { item, held: heldForReading(held) };
}

/** Its lead reads the text, so formatting that says something else does not leave with it. */
function readable(text: string, { html, ...plain }: MessageFormat): MessageFormat {
  return html !== undefined && saysTheSame(html, text) ? { ...plain, html } : plain;
}
