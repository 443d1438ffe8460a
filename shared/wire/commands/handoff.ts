import { z } from 'zod';
import { briefSchema, snapshotSchema } from '#shared/domain/brief.ts';
import { conversationSchema } from '#shared/domain/conversation.ts';
import { crossingSchema } from '#shared/domain/crossing.ts';
import { DECLINE_REASONS, HANDOFF_KINDS, handoffSchema } from '#shared/domain/handoff.ts';
import { maybeHiddenItemSchema } from '#shared/domain/timeline-item.ts';
import { openedSchema } from '../queries/thread.ts';
import { wireRow } from '../registry.ts';

const handoffOut = z.object({ handoff: handoffSchema });
const decidedOut = z.object({ handoff: handoffSchema, conversation: conversationSchema });
const acceptedOut = decidedOut.extend({ opened: openedSchema.optional() });

export const handoffCommands = [
  wireRow({
    name: 'handoff:offer',
    action: 'handoff.offer',
    summary:
      'Offer a conversation to an agent or a team with a brief ([HO1], [HO3]). The sender owns until it is accepted.',
    input: z.object({
      conversationId: z.uuid(),
      epoch: z.int().positive(),
      to: z.object({ type: z.enum(['agent', 'team']), id: z.uuid() }),
      brief: briefSchema,
      snapshot: snapshotSchema,
      note: z.string().trim().max(2000).optional(),
      kind: z.enum(HANDOFF_KINDS).default('cold'),
      /** Onto another channel ([HO4]); `to` may then be the sender: accepted at once. */
      crossing: crossingSchema.optional(),
    }),
    output: handoffOut,
  }),
  wireRow({
    name: 'handoff:accept',
    action: 'handoff.decide',
    summary:
      'Accept an offer. Accept, decline, expiry, withdrawal and the receiver’s going away race; one outcome ([HO2]).',
    input: z.object({
      handoffId: z.uuid(),
      /** The answer brings the customer opened, as `customer.open` would give it next: the view is recorded. */
      open: z.boolean().optional(),
    }),
    output: acceptedOut,
  }),
  wireRow({
    name: 'handoff:decline',
    action: 'handoff.decide',
    summary: 'Decline an offer with a reason; the sender still owns.',
    input: z.object({
      handoffId: z.uuid(),
      reason: z.enum(DECLINE_REASONS),
      text: z.string().trim().max(500).optional(),
    }),
    output: handoffOut,
  }),
  wireRow({
    name: 'handoff:withdraw',
    action: 'handoff.decide',
    summary: 'Take back one’s own offer before it is accepted.',
    input: z.object({ handoffId: z.uuid() }),
    output: handoffOut,
  }),
  wireRow({
    name: 'handoff:return',
    action: 'handoff.offer',
    summary: 'Return a conversation to whoever handed it over, with a reason; the bounce is counted ([HO8]).',
    input: z.object({
      conversationId: z.uuid(),
      epoch: z.int().positive(),
      reason: z.string().trim().min(1).max(2000),
    }),
    output: decidedOut,
  }),
  wireRow({
    name: 'handoff:talk',
    action: 'handoff.decide',
    summary: 'Say something to the colleague of a warm handoff, beside the thread; the customer never sees it ([HO5]).',
    input: z.object({ handoffId: z.uuid(), text: z.string().trim().min(1).max(5000) }),
    output: z.object({ item: maybeHiddenItemSchema }),
  }),
  wireRow({
    name: 'handoff:pass',
    action: 'handoff.decide',
    summary:
      'Pass a conversation to the colleague who has joined; on the same channel that completes the handoff ([HO4]).',
    input: z.object({ handoffId: z.uuid() }),
    output: decidedOut,
  }),
  wireRow({
    name: 'handoff:invite-again',
    action: 'handoff.decide',
    summary:
      'Ask the customer over once more, by the same or another way; what was sent before no longer leads anywhere.',
    input: z.object({ handoffId: z.uuid(), crossing: crossingSchema.optional() }),
    output: handoffOut,
  }),
  wireRow({
    name: 'handoff:read-brief',
    action: 'handoff.decide',
    summary: 'Tick the brief as read; only its receiver ([HO3]).',
    input: z.object({ handoffId: z.uuid() }),
    output: handoffOut,
  }),
] as const;
