import { z } from 'zod';
import { storeFieldsSchema } from '#shared/domain/settings.ts';
import { wireRow } from '../registry.ts';

const text = z.string().trim().min(1).max(5000);
const customer = { customerId: z.uuid() };

export const storeCommands = [
  wireRow({
    name: 'store:ask',
    action: 'store.ask',
    summary: 'Ask a store about a customer. Its clerks see the question; the answer comes onto the thread.',
    input: z.object({
      conversationId: z.uuid(),
      epoch: z.int().positive(),
      storeId: z.uuid(),
      text,
      /** Say that the conversation waits on the store, until then. */
      until: z.iso.datetime().optional(),
    }),
    output: z.object({ questionId: z.uuid() }),
  }),
  wireRow({
    name: 'store:withdraw-question',
    action: 'store.ask',
    summary: 'Take a question back that the store has not answered.',
    input: z.object({ questionId: z.uuid() }),
    output: z.object({}),
  }),
  wireRow({
    name: 'clerk:note',
    action: 'clerk.serve',
    summary: 'Write down what a customer did or said at the counter: a visit, a fitting, a note.',
    input: z.object({ ...customer, what: z.enum(['note', 'visit', 'fitting']), text }),
    output: z.object({}),
  }),
  wireRow({
    name: 'clerk:hand-to-desk',
    action: 'clerk.serve',
    summary: 'Give a customer’s matter to the desk; whoever takes it sees the whole thread.',
    input: z.object({ ...customer, text }),
    output: z.object({ conversationNumber: z.int() }),
  }),
  wireRow({
    name: 'clerk:answer',
    action: 'clerk.serve',
    summary: 'Answer a question of the desk. One answer; a colleague who was first is told of (`wrong_state`).',
    input: z.object({ questionId: z.uuid(), text }),
    output: z.object({}),
  }),
  wireRow({
    name: 'clerk:claim-receipt',
    action: 'clerk.serve',
    summary: 'Put a purchase that was made without a card onto the thread of who shows its receipt.',
    input: z.object({
      ...customer,
      receiptNumber: z.string().trim().min(1).max(100),
      /** Of several receipts with the number, the one that was shown: as `clerk.find` gave it. */
      shown: z.object({ store: z.string().max(200), at: z.iso.datetime() }).optional(),
    }),
    output: z.object({ claimed: z.int().nonnegative() }),
  }),
  wireRow({
    name: 'clerk:serve',
    action: 'clerk.serve',
    summary:
      'Serve a customer whom the desk sent here: with that they have come, and whoever took them over owns the matter ([HO4]).',
    input: z.object({ ...customer, invitationId: z.uuid(), text }),
    /** False when they came after their time, or the desk took it back: it is written down all the same. */
    output: z.object({ arrived: z.boolean() }),
  }),
  wireRow({
    name: 'clerk:receipt-code',
    action: 'clerk.serve',
    summary: 'A code for the receipt, with which the customer goes on with an open matter in the chat ([HO6]).',
    input: z.object({ ...customer, conversationNumber: z.int().positive() }),
    output: z.object({ code: z.string(), address: z.url(), until: z.iso.datetime() }),
  }),
  wireRow({
    name: 'store:save',
    action: 'settings.manage',
    summary: 'Add a store, or change one by its code.',
    input: storeFieldsSchema.extend({
      /** What was edited was made from this, 0 for a store that is to be new; absent: whatever is there is written over. */
      revision: z.int().nonnegative().optional(),
    }),
    output: z.object({ storeId: z.uuid(), revision: z.int() }),
  }),
  wireRow({
    name: 'store:place-clerk',
    action: 'settings.manage',
    summary: 'Say at which store a clerk works; null takes them from it.',
    input: z.object({ agentId: z.uuid(), storeId: z.uuid().nullable() }),
    output: z.object({}),
  }),
] as const;
