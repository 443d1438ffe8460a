import { z } from 'zod';
import { botFrontSchema } from './bot-handoff.ts';
import { partySchema } from './party.ts';

export const CALL_STATES = ['ringing', 'active', 'held', 'ended'] as const;
export const callStateSchema = z.enum(CALL_STATES);
export type CallState = z.infer<typeof callStateSchema>;

export const CALL_OUTCOMES = ['answered', 'missed', 'abandoned', 'voicemail', 'failed'] as const;
export const callOutcomeSchema = z.enum(CALL_OUTCOMES);
/**
 * How a call ended: `missed` it rang and nobody took it; `abandoned` the caller gave up waiting or in the menu; `failed`
 * it never came to ring.
 */
export type CallOutcome = z.infer<typeof callOutcomeSchema>;

export const CALL_PART_KINDS = ['ivr', 'ring', 'talk', 'hold', 'consult', 'transfer', 'voicemail'] as const;
/** One stretch of a call: a ring, a talk, a hold. Stretches of one kind follow each other; `consult` lies over a `hold`. */
export const callPartSchema = z.object({
  kind: z.enum(CALL_PART_KINDS),
  at: z.iso.datetime(),
  /** Absent while it lasts. */
  until: z.iso.datetime().optional(),
  /** Who talked, held, was rung or was asked. */
  agentName: z.string().max(200).optional(),
  /** The way through the menu, whom it was transferred to. Never a full number ([PR4]). */
  detail: z.string().max(500).optional(),
});
export type CallPart = z.infer<typeof callPartSchema>;

export const transcriptLineSchema = z.object({
  /** Seconds from the start of the recording. */
  at: z.number().nonnegative(),
  speaker: z.enum(['customer', 'agent', 'unknown']),
  text: z.string().max(5000),
});
export type TranscriptLine = z.infer<typeof transcriptLineSchema>;

export const recordingSchema = z.object({ blobId: z.uuid(), durationSec: z.number().nonnegative() });
export type Recording = z.infer<typeof recordingSchema>;

/** A transfer under way. `consult`: the customer is held while the agents talk first. */
export const callTransferSchema = z.object({
  mode: z.enum(['blind', 'consult']),
  /** An agent, or absent for a number outside. */
  to: partySchema.optional(),
  /** Masked; only when it goes outside. */
  number: z.string().optional(),
  at: z.iso.datetime(),
});
export type CallTransfer = z.infer<typeof callTransferSchema>;

/**
 * A call as the desk shows it: live, or just ended and not wrapped up. `number` is masked ([PR4]) except where its holder
 * reads it: in the answers to that agent's own commands and queries, and on that agent's `inbox:AGENT`.
 */
export const callSchema = z.object({
  id: z.uuid(),
  customerId: z.uuid(),
  /** As the thread names them; the number (masked) where nobody knows a name. */
  customerName: z.string(),
  conversationId: z.uuid().optional(),
  sessionId: z.uuid().optional(),
  connectionId: z.uuid().optional(),
  /** The way it came in by, as its connection names it. */
  adapter: z.string(),
  /** `softphone`: the desk holds the audio and reports; `provider`: the hub steers it, `call:control` works. */
  media: z.enum(['softphone', 'provider']),
  direction: z.enum(['in', 'out']),
  state: callStateSchema,
  /** The other side's; absent when withheld. */
  number: z.string().optional(),
  contactPointId: z.uuid().optional(),
  /** No number was given: withheld, a payphone, out of area. */
  anonymous: z.boolean(),
  /** The network vouches for the number. Otherwise it is only what the caller's side claims. */
  numberVerified: z.boolean(),
  /** Ours that was called or calls. */
  ourNumber: z.string().optional(),
  startedAt: z.iso.datetime(),
  answeredAt: z.iso.datetime().optional(),
  endedAt: z.iso.datetime().optional(),
  /** Who holds it: has answered, or placed it. */
  agent: partySchema.optional(),
  /** Whom it rings at now. Empty as soon as somebody is answering. */
  ringingAt: z.array(z.uuid()),
  /** Won the race and is picking up; the window of theirs that holds the media now takes the call ([CV2]). */
  answering: partySchema.optional(),
  parts: z.array(callPartSchema),
  transfer: callTransferSchema.optional(),
  outcome: callOutcomeSchema.optional(),
  /** Why it failed, in a word: `busy`, `no_answer`, `rejected`, `unreachable`, … */
  cause: z.string().max(100).optional(),
  recorded: z.boolean(),
  recordingPaused: z.boolean(),
  /** What the provider was asked to do last and did not; gone with the next thing that it does. */
  problem: z.object({ act: z.string(), code: z.string(), at: z.iso.datetime() }).optional(),
  /** The call's holder still has to say how it went; presence goes back by itself at `due`. */
  wrapUp: z.object({ due: z.iso.datetime() }).optional(),
});
export type Call = z.infer<typeof callSchema>;

/** What the desk shows of a caller before the call is answered ("A call comes in"). */
export const screenPopSchema = z.object({
  callId: z.uuid(),
  customerId: z.uuid(),
  /** Absent: nobody knows this number. */
  name: z.string().optional(),
  kana: z.string().optional(),
  locale: z.enum(['ja', 'en']).optional(),
  rank: z.string().optional(),
  /** Masked. */
  number: z.string().optional(),
  anonymous: z.boolean(),
  numberVerified: z.boolean(),
  ourNumber: z.string().optional(),
  /** Handle with care, titles only. */
  care: z.array(z.string()),
  /** What an IVR found out before it rang: the way through its menu, what they want, how far it knows who it is. */
  front: botFrontSchema.optional(),
  /** The last three things that happened, newest first, customer-visible kinds only. */
  last: z.array(
    z.object({
      seq: z.int().positive(),
      at: z.iso.datetime(),
      kind: z.string(),
      channel: z.string(),
      direction: z.enum(['in', 'out', 'none']),
      /** At most 160 characters: the words said, the subject, an order's number. */
      text: z.string(),
      /** Of an order: its state and how many things, so that the desk words it. */
      state: z.string().optional(),
      count: z.int().optional(),
    }),
  ),
  promises: z.array(z.object({ text: z.string(), dueAt: z.iso.datetime(), madeBy: z.string().optional() })),
  /** Orders not delivered, or with a return under way, newest first, at most three. */
  orders: z.array(
    z.object({
      number: z.string(),
      state: z.string(),
      placedAt: z.iso.datetime(),
      items: z.int().nonnegative(),
      returnState: z.string().optional(),
    }),
  ),
  /** The conversation the call belongs to: its number, subject and who owns it. */
  conversation: z
    .object({ id: z.uuid(), number: z.int().positive(), subject: z.string().optional(), owner: partySchema })
    .optional(),
  /** Others who hold this number: a household, a reused number. */
  alsoHeldBy: z.array(z.object({ customerId: z.uuid(), name: z.string() })),
  /** An open callback for this number: how often they rang before. */
  triedBefore: z.int().nonnegative(),
});
export type ScreenPop = z.infer<typeof screenPopSchema>;

/** What a softphone needs to register; never stored by the desk, asked for after each sign-in. */
export const sipAccountSchema = z.object({
  connectionId: z.uuid(),
  name: z.string(),
  /** `wss://pbx.example/ws` */
  wsUrl: z.string(),
  /** `sip:1001@pbx.example` */
  uri: z.string(),
  authUser: z.string(),
  /** One of both is given. */
  password: z.string().optional(),
  ha1: z.string().optional(),
  realm: z.string().optional(),
  displayName: z.string().optional(),
  registerSeconds: z.int().positive(),
  iceServers: z.array(
    z.object({ urls: z.array(z.string()), username: z.string().optional(), credential: z.string().optional() }),
  ),
  /** Ours; the first is shown to who is called. */
  numbers: z.array(z.object({ number: z.string(), label: z.string().optional() })),
});
export type SipAccount = z.infer<typeof sipAccountSchema>;

/** A ring that nobody took ends after this, unless its connection says otherwise. */
export const RING_SECONDS = 45;
/** Who won the race has this long to be heard; then it rings again. */
export const PICK_UP_SECONDS = 15;
