import { z } from 'zod';
import { channelSchema } from './channels.ts';
import { givenCustomerSchema } from './given-customer.ts';

/** What the customer wants, as the bot understood it: a word of its own for it, and one that people read. */
export const botIntentSchema = z.object({
  code: z.string().trim().min(1).max(100),
  text: z.string().trim().max(500).optional(),
});

/** What the bot asked for and was told: an order's number, a colour. */
export const botFieldSchema = z.object({
  label: z.string().trim().min(1).max(200),
  value: z.string().trim().max(2000),
});

/** One step through a menu: what was said, and the key that was pressed. */
export const botStepSchema = z.object({
  label: z.string().trim().min(1).max(200),
  key: z.string().trim().max(20).optional(),
});

/**
 * How far the bot got in finding out who it is. `claimed`: only what they said; `checked`: facts that it compared. Never
 * enough for a refund or an address change: a person checks for those ([PR6]).
 */
export const botIdentitySchema = z.object({
  level: z.enum(['none', 'claimed', 'checked']),
  /** Which facts were right, by name and never by value. */
  facts: z.array(z.string().trim().min(1).max(100)).max(10).default([]),
});

/** What people see of a bot's or an IVR's handover before they answer. */
export const botFrontSchema = z.object({
  id: z.uuid(),
  botName: z.string(),
  channel: channelSchema,
  at: z.iso.datetime(),
  intent: botIntentSchema.optional(),
  fields: z.array(botFieldSchema),
  path: z.array(botStepSchema),
  identity: botIdentitySchema,
});
export type BotFront = z.infer<typeof botFrontSchema>;

const said = z.object({
  by: z.enum(['customer', 'bot']),
  text: z.string().trim().min(1).max(4000),
  at: z.iso.datetime({ offset: true }),
});

/** How it stands with people when a bot hands over: somebody is free, there is a queue, or nobody is there. */
export const BOT_ANSWERS = ['open', 'wait', 'closed'] as const;

const head = {
  /** The bot's system, and its own name of this talk: the same again is answered with the first handover ([TL3]). */
  source: z.string().trim().min(1).max(100),
  externalId: z.string().trim().min(1).max(200),
  botName: z.string().trim().min(1).max(100),
  intent: botIntentSchema.optional(),
  fields: z.array(botFieldSchema).max(50).default([]),
  identity: botIdentitySchema.default({ level: 'none', facts: [] }),
  /** The team that gets it; the one that takes new conversations unless told. */
  teamId: z.uuid().optional(),
  /** The hub tells the customer how it stands, as the bot's last words, in their language. */
  announce: z.boolean().default(false),
};

/** A bot that talked by the hub's own channels hands over the conversation it is in. */
const ofConversation = z.object({ ...head, conversationId: z.uuid() });

/** A bot or an IVR with channels of its own brings along who it is and what was said. */
const fromOutside = z.object({
  ...head,
  channel: channelSchema,
  thread: z.string().max(300).optional(),
  customer: givenCustomerSchema,
  transcript: z.array(said).max(500).default([]),
  /** The way through the menu, for an IVR. */
  path: z.array(botStepSchema).max(50).default([]),
  /** The telephony's own id of the call that comes next; without one it is known by the caller's number. */
  callKey: z.string().trim().min(1).max(200).optional(),
});

/** Body of `POST /api/v1/handoffs`. */
export const botHandoffInSchema = z.union([ofConversation, fromOutside]);
export type BotHandoffIn = z.infer<typeof botHandoffInSchema>;
export type BotHandoffFromOutside = z.infer<typeof fromOutside>;

/** Its answer. */
export const botHandoffOutSchema = z.object({
  handoffId: z.uuid(),
  answer: z.enum(BOT_ANSWERS),
  /** Absent for a call that has yet to ring. */
  conversationId: z.uuid().optional(),
  /** The number people say aloud. */
  number: z.int().positive().optional(),
  /** Waiting before this one. */
  ahead: z.int().nonnegative(),
  /** Seconds, by how long others waited lately; absent when nothing is known. */
  waitSeconds: z.int().nonnegative().optional(),
  /** When somebody is there again; only with `closed`. */
  opensAt: z.iso.datetime().optional(),
  /** How to tell the customer, in both languages. */
  words: z.object({ ja: z.string(), en: z.string() }),
});
export type BotHandoffOut = z.infer<typeof botHandoffOutSchema>;

/** How it stands with a handover now: `GET /api/v1/handoffs/ID`. */
export const botHandoffStateSchema = z.object({
  handoffId: z.uuid(),
  state: z.enum(['waiting', 'with_person', 'resolved']),
  conversationId: z.uuid().optional(),
  /** The name that the person works under. */
  person: z.string().optional(),
});

/** Body of `POST /api/v1/bots/messages`: a bot says something on one of the hub's own channels. */
export const botSayInSchema = z.object({
  source: z.string().trim().min(1).max(100),
  externalId: z.string().trim().min(1).max(200),
  conversationId: z.uuid(),
  botName: z.string().trim().min(1).max(100),
  text: z.string().trim().min(1).max(4000),
  /** The newest item of the turn it answers: what came since makes the answer `stale`. */
  seq: z.int().positive(),
});
export type BotSayIn = z.infer<typeof botSayInSchema>;

/** A conversation in which the customer had the last word and no person has spoken yet. */
export const botTurnSchema = z.object({
  conversationId: z.uuid(),
  channel: channelSchema,
  customerId: z.uuid(),
  locale: z.enum(['ja', 'en']).optional(),
  /** The newest item, to be given back with what the bot says. */
  seq: z.int().positive(),
  /** The page the customer was last on, where that is known. */
  page: z.string().optional(),
  /** What was said in it, oldest first, at most the last twenty. */
  said: z.array(
    z.object({ by: z.enum(['customer', 'bot', 'person']), text: z.string(), at: z.iso.datetime(), seq: z.int() }),
  ),
});
export type BotTurn = z.infer<typeof botTurnSchema>;
export const botTurnsSchema = z.object({ turns: z.array(botTurnSchema) });
