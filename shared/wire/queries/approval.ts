import { z } from 'zod';
import { approvalRuleSchema, heldMessageSchema } from '#shared/domain/approval.ts';
import { wireRow } from '../registry.ts';

export const approvalQueries = [
  wireRow({
    name: 'approval.list',
    action: 'approval.decide',
    summary: 'Answers that wait for a lead of these teams, those that wait longest first.',
    input: z.object({}),
    output: z.object({
      rows: z.array(
        z.object({
          held: heldMessageSchema,
          customerName: z.string(),
          conversationNumber: z.int(),
          teamName: z.string(),
          /** Since when the customer waits for an answer. */
          customerWaitsSince: z.iso.datetime().optional(),
        }),
      ),
    }),
  }),
  wireRow({
    name: 'approval.count',
    action: 'approval.decide',
    summary: 'How many answers wait for a lead of these teams.',
    input: z.object({}),
    output: z.object({ waiting: z.int().nonnegative() }),
  }),
  wireRow({
    name: 'approval.of',
    action: 'approval.read',
    summary:
      'On a customer’s thread: answers that wait, and those their authors have not dealt with since they were decided.',
    input: z.object({ customerId: z.uuid() }),
    output: z.object({ held: z.array(heldMessageSchema) }),
  }),
  wireRow({
    name: 'address.unknown',
    action: 'thread.read',
    summary:
      'Which of these addresses were never on a customer’s thread: whoever copies an answer to them is asked first.',
    input: z.object({ customerId: z.uuid(), addresses: z.array(z.email()).max(100) }),
    output: z.object({ addresses: z.array(z.string()) }),
  }),
  wireRow({
    name: 'approval-rule.list',
    action: 'approval.rules',
    summary: 'The rules about which answers wait for a lead, by name.',
    input: z.object({}),
    output: z.object({ rules: z.array(approvalRuleSchema) }),
  }),
] as const;
