import { z } from 'zod';
import { escalationRuleSchema, escalationSchema, pathStepSchema } from '#shared/domain/escalation.ts';
import { wireRow } from '../registry.ts';

export const escalationsQueries = [
  wireRow({
    name: 'escalation.list',
    action: 'escalation.read',
    summary:
      'Escalations: a lead’s teams’, an agent’s own. `open` are those not over, the undecided first, each by due time; `over` the newest of the rest.',
    input: z.object({
      show: z.enum(['open', 'over']),
      /** Those of one team alone, the counts too. */
      teamId: z.uuid().optional(),
      cursor: z.string().max(200).optional(),
      limit: z.int().min(1).max(200).default(100),
    }),
    output: z.object({
      rows: z.array(
        z.object({
          escalation: escalationSchema,
          /** The channels on the way here, oldest first, at most eight. */
          channels: z.array(pathStepSchema.shape.channel),
        }),
      ),
      next: z.string().optional(),
      counts: z.object({ undecided: z.int(), open: z.int() }),
    }),
  }),
  wireRow({
    name: 'escalation.open',
    action: 'escalation.read',
    summary: 'One escalation with what happened as a path over channels, read from its snapshot, and what came since.',
    input: z.object({ escalationId: z.uuid() }),
    output: z.object({
      escalation: escalationSchema,
      path: z.array(pathStepSchema),
      /** Items on the thread since it was raised. */
      since: z.int().nonnegative(),
      /** Days from the first step to now, channels and people of ours on the way. */
      facts: z.object({ days: z.int(), channels: z.int(), agents: z.int() }),
    }),
  }),
  wireRow({
    name: 'escalation.of',
    action: 'thread.read',
    summary: 'The escalations of a conversation that are not over.',
    input: z.object({ conversationId: z.uuid() }),
    output: z.object({ escalations: z.array(escalationSchema) }),
  }),
  wireRow({
    name: 'escalation-rule.list',
    action: 'escalation.rules',
    summary: 'The rules that raise escalations.',
    input: z.object({}),
    output: z.object({ rules: z.array(escalationRuleSchema) }),
  }),
] as const;
