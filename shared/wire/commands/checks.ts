import { z } from 'zod';
import { checkFactSchema, checkPurposeSchema } from '#shared/domain/identity-check.ts';
import { wireRow } from '../registry.ts';

/** Commands of this part; see the registry. */
export const checkCommands = [
  wireRow({
    name: 'check:record',
    action: 'check.do',
    summary:
      'Record that the customer’s identity was checked for a purpose: which facts were right, never their values. Only the owner; too few facts are `invalid`, unless it is recorded as failed.',
    input: z.object({
      conversationId: z.uuid(),
      epoch: z.int().positive(),
      purpose: checkPurposeSchema,
      facts: z.array(z.string().max(40)).max(10),
      passed: z.boolean(),
    }),
    output: z.object({ checkId: z.uuid(), expiresAt: z.iso.datetime() }),
  }),
  wireRow({
    name: 'check:save-list',
    action: 'settings.manage',
    summary: 'Change what is asked for a purpose. `changed_meanwhile` when somebody else did; checks made before keep.',
    input: z.object({
      purpose: checkPurposeSchema,
      needed: z.int().positive().max(10),
      minutes: z
        .int()
        .positive()
        .max(24 * 60),
      facts: z.array(checkFactSchema).min(1).max(10),
      revision: z.int().positive(),
    }),
    output: z.object({ revision: z.int().positive() }),
  }),
] as const;
