import { z } from 'zod';
import { conversationSchema } from '#shared/domain/conversation.ts';
import {
  ASKED_DECISIONS,
  DECISIONS,
  ESCALATION_OUTCOMES,
  escalationRuleSchema,
  escalationSchema,
} from '#shared/domain/escalation.ts';
import { moneySchema } from '#shared/domain/item-data.ts';
import { wireRow } from '../registry.ts';

const escalationOut = z.object({ escalation: escalationSchema });
const note = z.string().trim().max(2000).optional();

export const escalationsCommands = [
  wireRow({
    name: 'escalation:raise',
    action: 'escalation.raise',
    summary: 'Ask the leads of the conversation’s team a question; the thread as it is now is pinned to it ([ES1]).',
    input: z.object({
      conversationId: z.uuid(),
      epoch: z.int().positive(),
      question: z.string().trim().min(1).max(2000),
      asked: z.enum(ASKED_DECISIONS),
      amount: moneySchema.optional(),
      /** A certain lead; absent is any of the team. */
      reviewerId: z.uuid().optional(),
    }),
    output: escalationOut,
  }),
  wireRow({
    name: 'escalation:withdraw',
    action: 'escalation.raise',
    summary: 'Take back one’s own question before it is decided.',
    input: z.object({ escalationId: z.uuid(), note }),
    output: escalationOut,
  }),
  wireRow({
    name: 'escalation:review',
    action: 'escalation.decide',
    summary: 'Take it into review; the agent sees that somebody looks at it.',
    input: z.object({ escalationId: z.uuid() }),
    output: escalationOut,
  }),
  wireRow({
    name: 'escalation:decide',
    action: 'escalation.decide',
    summary:
      'Approve, return with a note, take over, or close with a coded outcome. One decision; the others learn of it ([ES2]).',
    input: z.object({
      escalationId: z.uuid(),
      decision: z.enum(DECISIONS),
      /** Needed to return it. */
      note,
      /** Needed to close it. */
      outcome: z.enum(ESCALATION_OUTCOMES).optional(),
    }),
    output: z.object({ escalation: escalationSchema, conversation: conversationSchema }),
  }),
  wireRow({
    name: 'escalation:reassign',
    action: 'escalation.decide',
    summary: 'Have another lead decide it; its state stays ([ES2]).',
    input: z.object({ escalationId: z.uuid(), reviewerId: z.uuid(), note }),
    output: escalationOut,
  }),
  wireRow({
    name: 'escalation:resolve',
    action: 'escalation.resolve',
    summary: 'End one that was decided, with a coded outcome.',
    input: z.object({ escalationId: z.uuid(), outcome: z.enum(ESCALATION_OUTCOMES), note }),
    output: escalationOut,
  }),
  wireRow({
    name: 'escalation:give-back',
    action: 'escalation.decide',
    summary:
      'Give a conversation that was taken over back in one act: to its former owner, or to the queue when they are off ([CV6]). It ends the escalation.',
    input: z.object({
      escalationId: z.uuid(),
      /** Of the conversation. */
      epoch: z.int().positive(),
      note,
      outcome: z.enum(ESCALATION_OUTCOMES).default('handled_by_lead'),
    }),
    output: z.object({ escalation: escalationSchema, conversation: conversationSchema }),
  }),
  wireRow({
    name: 'escalation-rule:save',
    action: 'escalation.rules',
    summary: 'Add a rule, or change one from the revision it was read at.',
    input: z.object({
      rule: escalationRuleSchema.omit({ revision: true }),
      /** Absent is a new one. */
      revision: z.int().positive().optional(),
    }),
    output: z.object({ rule: escalationRuleSchema }),
  }),
  wireRow({
    name: 'escalation-rule:remove',
    action: 'escalation.rules',
    summary: 'Remove a rule; what it raised stays.',
    input: z.object({ ruleId: z.uuid(), revision: z.int().positive() }),
    output: z.object({ removed: z.boolean() }),
  }),
] as const;
