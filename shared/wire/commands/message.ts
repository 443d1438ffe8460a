import { z } from 'zod';
import { heldMessageSchema } from '#shared/domain/approval.ts';
import { snapshotSchema } from '#shared/domain/brief.ts';
import { attachmentSchema } from '#shared/domain/item-data.ts';
import { messageFormatSchema } from '#shared/domain/sending.ts';
import { deliverySchema, timelineItemSchema } from '#shared/domain/timeline-item.ts';
import { wireRow } from '../registry.ts';

const itemOut = z.object({ item: timelineItemSchema });
const attachments = z.array(attachmentSchema).max(10).optional();
const text = z.string().trim().max(20_000);
const hasContent = (v: { text: string; attachments?: unknown[] | undefined }) =>
  v.text.length > 0 || (v.attachments?.length ?? 0) > 0;

export const messageCommands = [
  wireRow({
    name: 'message:send',
    action: 'conversation.work',
    summary:
      'Answer the customer on the conversation’s channel. `stale` with the new items, and nothing sent, when `seen` is behind ([CV3]).',
    input: z
      .object({
        conversationId: z.uuid(),
        epoch: z.int().positive(),
        text,
        attachments,
        /** What the channel can carry beside text: see `conversation.sending`. */
        format: messageFormatSchema.optional(),
        /** For each member of the thread, the newest seq shown to the author for 1.5 s on the focused screen. */
        seen: snapshotSchema,
      })
      .refine(hasContent, 'text or an attachment is needed'),
    /** With `held`, nothing has left: a lead decides first, and `item` is what tells the company so. */
    output: itemOut.extend({ held: heldMessageSchema.optional() }),
  }),
  wireRow({
    name: 'message:retry',
    action: 'conversation.work',
    summary: 'Try once more to send an item that failed or of which nobody knows whether it was taken.',
    input: z.object({ customerId: z.uuid(), seq: z.int().positive() }),
    output: z.object({ delivery: deliverySchema }),
  }),
  wireRow({
    name: 'note:add',
    action: 'note.write',
    summary: 'Write an internal note; it can never reach the customer ([TL5]).',
    input: z.object({
      customerId: z.uuid(),
      conversationId: z.uuid().optional(),
      text: text.min(1),
      mentions: z.array(z.uuid()).max(50).optional(),
      attachments,
    }),
    output: itemOut,
  }),
  wireRow({
    name: 'thread:mark-read',
    action: 'thread.read',
    summary: 'Say up to which item of a conversation the owner has read; the customer sees the read mark.',
    input: z.object({ conversationId: z.uuid(), customerId: z.uuid(), seq: z.int().positive() }),
    output: z.object({}),
  }),
  wireRow({
    name: 'draft:save',
    action: 'draft.write',
    summary: 'Keep what is being written, by conversation, author and mode ([CV4]). An empty text removes the draft.',
    input: z.object({
      conversationId: z.uuid(),
      mode: z.enum(['reply', 'note']),
      text: z.string().max(20_000),
      attachments,
      format: messageFormatSchema.optional(),
      revision: z.int().nonnegative(),
    }),
    output: z.object({ revision: z.int().nonnegative() }),
  }),
  wireRow({
    name: 'contact-point:reveal',
    action: 'contact_point.reveal',
    summary: 'Show a masked contact point in full. The reason is recorded before the answer ([PR1], [PR4]).',
    input: z.object({ contactPointId: z.uuid(), customerId: z.uuid(), reason: z.string().trim().min(2).max(500) }),
    output: z.object({ value: z.string() }),
  }),
  wireRow({
    name: 'view:record-cached',
    action: 'thread.read',
    summary: 'Say which customers were opened from the window’s own cache while the hub could not be asked ([PR1]).',
    input: z.object({
      views: z
        .array(z.object({ customerId: z.uuid(), at: z.iso.datetime() }))
        .min(1)
        .max(200),
    }),
    output: z.object({}),
  }),
  wireRow({
    name: 'presence:set',
    action: 'presence.set',
    summary: 'Say whether one can take work now.',
    input: z.object({ presence: z.enum(['ready', 'busy', 'wrap_up', 'away']), reason: z.string().max(100).optional() }),
    output: z.object({}),
  }),
] as const;
