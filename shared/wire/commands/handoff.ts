import { z } from 'zod';
import { briefSchema, snapshotSchema } from '#shared/domain/brief.ts';
import { conversationSchema } from '#shared/domain/conversation.ts';
import { DECLINE_REASONS, handoffSchema } from '#shared/domain/handoff.ts';
import { wireRow } from '../registry.ts';

const handoffOut = z.object({ handoff: handoffSchema });
const decidedOut = z.object({ handoff: handoffSchema, conversation: conversationSchema });

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
    }),
    output: handoffOut,
  }),
  wireRow({
    name: 'handoff:accept',
    action: 'handoff.decide',
    summary:
      'Accept an offer. Accept, decline, expiry, withdrawal and the receiver’s going away race; one outcome ([HO2]).',
    input: z.object({ handoffId: z.uuid() }),
    output: decidedOut,
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
] as const;
