import { z } from 'zod';
import { callSchema, screenPopSchema, sipAccountSchema } from '#shared/domain/call.ts';
import { callbackSchema } from '#shared/domain/callback.ts';
import { wireRow } from '../registry.ts';

export const callQueries = [
  wireRow({
    name: 'calls.live',
    action: 'call.work',
    summary: 'The asker’s calls: ringing at them, held by them, on their way to them, or not wrapped up. Newest first.',
    input: z.object({}),
    output: z.object({ calls: z.array(callSchema) }),
  }),
  wireRow({
    name: 'calls.on-thread',
    action: 'thread.read',
    summary: 'Calls of one customer that are going on now.',
    input: z.object({ customerId: z.uuid() }),
    output: z.object({ calls: z.array(callSchema) }),
  }),
  wireRow({
    name: 'telephony.account',
    action: 'call.work',
    summary:
      'The asker’s own SIP account with its credentials, or null when an administrator gave them none; `provider` when calls can be placed without one.',
    input: z.object({}),
    output: z.object({
      account: sipAccountSchema.nullable(),
      /** Connections by which a provider places calls for the asker. */
      provider: z.array(z.object({ connectionId: z.uuid(), name: z.string(), number: z.string().optional() })),
    }),
  }),
  wireRow({
    name: 'call.customer',
    action: 'call.work',
    summary:
      'Who is calling, before the answer: name, the last three things, promises, orders. Recorded as a view ([PR1]).',
    input: z.object({ callId: z.uuid() }),
    output: screenPopSchema,
  }),
  wireRow({
    name: 'callback.list',
    action: 'callback.work',
    summary: 'Callbacks of the asker’s teams: due first; `closed` newest first.',
    input: z.object({
      show: z.enum(['open', 'mine', 'closed']).default('open'),
      teamId: z.uuid().optional(),
      limit: z.int().min(1).max(200).default(100),
    }),
    output: z.object({
      callbacks: z.array(callbackSchema),
      counts: z.object({ open: z.int().nonnegative(), mine: z.int().nonnegative(), due: z.int().nonnegative() }),
    }),
  }),
] as const;
