import { z } from 'zod';
import { clerkCustomerSchema, storeQuestionSchema, storeSchema } from '#shared/domain/store.ts';
import { wireRow } from '../registry.ts';

export const storeQueries = [
  wireRow({
    name: 'store.list',
    action: 'workspace.read',
    summary: 'The company’s stores.',
    input: z.object({}),
    output: z.object({ stores: z.array(storeSchema) }),
  }),
  wireRow({
    name: 'store.questions',
    action: 'store.ask',
    summary: 'What was asked of stores in one conversation.',
    input: z.object({ conversationId: z.uuid() }),
    output: z.object({ questions: z.array(storeQuestionSchema) }),
  }),
  wireRow({
    name: 'clerk.me',
    action: 'clerk.serve',
    summary: 'Who is at the counter, of which store, and what the desk asks it.',
    input: z.object({}),
    output: z.object({
      name: z.string(),
      workspace: z.string(),
      timeZone: z.string(),
      store: z.object({ id: z.uuid(), code: z.string(), name: z.string() }).optional(),
      questions: z.array(storeQuestionSchema),
    }),
  }),
  wireRow({
    name: 'clerk.find',
    action: 'clerk.serve',
    summary:
      'The customer of a loyalty card, a receipt or a phone number, whole and exact: nobody is found by a part of it. The view is recorded ([PR1]).',
    input: z.object({ text: z.string().trim().min(3).max(100) }),
    output: z.object({
      customers: z.array(clerkCustomerSchema).max(5),
      /** Purchases with that receipt which are nobody's yet. */
      unclaimed: z.array(
        z.object({ receiptNumber: z.string(), store: z.string(), at: z.iso.datetime(), words: z.string() }),
      ),
    }),
  }),
] as const;
