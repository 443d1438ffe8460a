import { z } from 'zod';
import { approvalRuleFieldsSchema, approvalRuleSchema, heldMessageSchema } from '#shared/domain/approval.ts';
import { snapshotSchema } from '#shared/domain/brief.ts';
import { timelineItemSchema } from '#shared/domain/timeline-item.ts';
import { wireRow } from '../registry.ts';

const heldOut = z.object({ held: heldMessageSchema });
const revision = z.int().positive();

export const approvalCommands = [
  wireRow({
    name: 'approval:decide',
    action: 'approval.decide',
    summary:
      'Let a held answer out, as it is or corrected, or return it with a note. One decision; `stale` with what came in since its author wrote and the decider has not seen ([CV3]).',
    input: z.object({
      heldId: z.uuid(),
      decision: z.enum(['approve', 'return']),
      /** As the lead would have it. With other words than the author’s, formatting is left out. */
      text: z.string().trim().min(1).max(20_000).optional(),
      /** Needed to return it. */
      note: z.string().trim().max(2000).optional(),
      /** What the lead has been shown besides what the author had seen. */
      seen: snapshotSchema.optional(),
    }),
    output: heldOut.extend({ item: timelineItemSchema.optional() }),
  }),
  wireRow({
    name: 'approval:withdraw',
    action: 'approval.write',
    summary: 'Take back one’s own answer that still waits; its words stay until one has them again.',
    input: z.object({ heldId: z.uuid() }),
    output: heldOut,
  }),
  wireRow({
    name: 'approval:close',
    action: 'approval.write',
    summary: 'Say that one has the words of one’s returned answer again, or has read what a lead changed.',
    input: z.object({ heldId: z.uuid() }),
    output: heldOut,
  }),
  wireRow({
    name: 'approval-rule:save',
    action: 'approval.rules',
    summary: 'Add a rule about which answers wait for a lead, or change one from the revision it was read at.',
    input: approvalRuleFieldsSchema.extend({ id: z.uuid(), revision: revision.optional() }),
    output: z.object({ rule: approvalRuleSchema }),
  }),
  wireRow({
    name: 'approval-rule:remove',
    action: 'approval.rules',
    summary: 'Remove a rule; what it holds goes on waiting.',
    input: z.object({ id: z.uuid(), revision }),
    output: z.object({}),
  }),
] as const;
