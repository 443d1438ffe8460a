import { z } from 'zod';
import { channelSchema } from './channels.ts';

export const storeSchema = z.object({
  id: z.uuid(),
  /** As tills write it. */
  code: z.string(),
  name: z.string(),
  phone: z.string().optional(),
  active: z.boolean(),
  /** Questions of the desk that nobody there has answered yet. */
  openQuestions: z.int().nonnegative(),
});
export type Store = z.infer<typeof storeSchema>;

/** What the desk asks a store about a customer, and what came back. */
export const storeQuestionSchema = z.object({
  id: z.uuid(),
  storeId: z.uuid(),
  storeName: z.string(),
  conversationId: z.uuid(),
  conversationNumber: z.int(),
  customerId: z.uuid(),
  customerName: z.string(),
  text: z.string(),
  askedBy: z.string(),
  askedAt: z.iso.datetime(),
  state: z.enum(['open', 'answered', 'withdrawn']),
  answer: z.string().optional(),
  answeredBy: z.string().optional(),
  answeredAt: z.iso.datetime().optional(),
});
export type StoreQuestion = z.infer<typeof storeQuestionSchema>;

/** What a clerk sees of a customer they found by card, receipt or phone: enough to serve them at the counter, no more. */
export const clerkCustomerSchema = z.object({
  customerId: z.uuid(),
  name: z.string().optional(),
  kana: z.string().optional(),
  rank: z.string().optional(),
  /** What whoever talks to them has to know. */
  care: z.array(z.object({ title: z.string(), detail: z.string().optional() })),
  /** What happened at counters, newest first. */
  counter: z.array(
    z.object({
      kind: z.enum(['purchase', 'return', 'visit', 'pickup']),
      at: z.iso.datetime(),
      store: z.string(),
      words: z.string(),
      receiptNumber: z.string().optional(),
    }),
  ),
  /** Matters the desk is on, by the number people say. */
  conversations: z.array(z.object({ number: z.int(), subject: z.string(), status: z.string() })),
  questions: z.array(storeQuestionSchema),
  /** Matters that the desk sends to the counter, or from it: what the customer wants and was promised, in the desk's words. */
  expected: z.array(
    z.object({
      invitationId: z.uuid(),
      number: z.int(),
      subject: z.string(),
      /** `store`: they come here, to be served; otherwise they go on there, with the code. */
      channel: channelSchema,
      code: z.string(),
      lines: z.array(z.string()),
      by: z.string(),
      until: z.iso.datetime(),
    }),
  ),
});
export type ClerkCustomer = z.infer<typeof clerkCustomerSchema>;
