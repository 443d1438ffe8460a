import { z } from 'zod';
import { briefSchema, itemRefSchema } from './brief.ts';
import { callPartSchema, recordingSchema, transcriptLineSchema } from './call.ts';
import { crossingWaySchema } from './crossing.ts';
import { partySchema } from './party.ts';

const short = z.string().min(1).max(500);
const long = z.string().max(20_000);

/** Major units of the currency (¥48,900 is 48900, $536.65 is 536.65). */
export const moneySchema = z.object({ amount: z.number().finite(), currency: z.string().regex(/^[A-Z]{3}$/) });
export type Money = z.infer<typeof moneySchema>;

/** A file kept by the BlobStore; `id` is unguessable and opens only through the hub. */
export const attachmentSchema = z.object({
  blobId: z.uuid(),
  name: z.string().max(255),
  mime: z.string().max(127),
  size: z.int().nonnegative(),
  width: z.int().positive().optional(),
  height: z.int().positive().optional(),
});
export type Attachment = z.infer<typeof attachmentSchema>;

const address = z.object({ name: z.string().max(500).optional(), address: z.string().max(320) });
const verdict = z.enum(['pass', 'fail', 'softfail', 'neutral', 'none', 'temperror', 'permerror', 'policy']);

/** What a mail's head says, and what was found out about it; every word of it is the sender's, so hostile ([CH4]). */
export const emailFactsSchema = z.object({
  messageId: z.string().max(998),
  from: address,
  to: z.array(address).max(100),
  cc: z.array(address).max(100).optional(),
  replyTo: z.array(address).max(10).optional(),
  /** Answers would go to somebody else than who it says it is from. */
  replyToDiffers: z.boolean().optional(),
  auth: z
    .object({
      spf: verdict,
      dkim: verdict,
      dmarc: verdict,
      summary: z.enum(['pass', 'fail', 'none']),
      domain: z.string().max(255).optional(),
    })
    .optional(),
  automatic: z.enum(['bounce', 'out_of_office', 'auto_reply', 'list', 'bulk']).optional(),
  /** The sanitised HTML, kept as a blob; opens in a sandboxed frame only. */
  html: z.object({ blobId: z.uuid(), remoteImages: z.int().nonnegative() }).optional(),
  /** Where quoted text of earlier mails begins in `text`, in characters; folded on the thread. */
  quotedFrom: z.int().nonnegative().optional(),
  rawBlobId: z.uuid().optional(),
  /** It answers what we wrote in this conversation; unproven, it stands elsewhere and joins nothing by itself. */
  answers: z.object({ conversationId: z.uuid(), proven: z.boolean() }).optional(),
  /** What was odd about it, in words of the hub. */
  problems: z.array(z.string().max(100)).max(20).optional(),
});
export type EmailFacts = z.infer<typeof emailFactsSchema>;

const goodsSchema = z.object({
  sku: z.string().max(100).optional(),
  name: short,
  quantity: z.number().positive().default(1),
  price: moneySchema.optional(),
  options: z.record(z.string(), z.string()).optional(),
});
export type Goods = z.infer<typeof goodsSchema>;

export const ORDER_STATES = ['placed', 'paid', 'processing', 'shipped', 'delivered', 'cancelled', 'returned'] as const;
export const SHIPMENT_STATES = [
  'prepared',
  'handed_over',
  'in_transit',
  'out_for_delivery',
  'delivered',
  'failed',
  'returned',
] as const;
export const RETURN_STATES = ['requested', 'approved', 'received', 'refunded', 'exchanged', 'refused'] as const;

/** What `data` holds for each kind of timeline item. Unknown fields are dropped; the raw input is not kept. */
export const ITEM_DATA = {
  message: z.object({
    text: long,
    /** A mail brings as many as it likes; what we send has a limit of its own. */
    attachments: z.array(attachmentSchema).max(200).optional(),
    subject: z.string().max(998).optional(),
    email: emailFactsSchema.optional(),
    sticker: z
      .object({
        packageId: z.string().max(50),
        stickerId: z.string().max(50),
        keywords: z.array(z.string()).optional(),
      })
      .optional(),
    location: z
      .object({
        title: z.string().max(500).optional(),
        address: z.string().max(1000).optional(),
        latitude: z.number(),
        longitude: z.number(),
      })
      .optional(),
    /** The customer took it back; nothing of it is kept. */
    unsent: z.boolean().optional(),
    /** Fields of an inquiry form, in its order. */
    form: z
      .array(z.object({ label: z.string().max(200), value: z.string().max(5000) }))
      .max(50)
      .optional(),
    /** Which account, mailbox or number of ours it came in by or left by. */
    via: z.string().max(200).optional(),
    /** It came from a blocked contact point: kept, and told to nobody. */
    blocked: z.literal(true).optional(),
    /** It asks the customer over to another channel: what the widget makes a button or a field of ([HO6]). */
    crossing: z
      .object({
        way: crossingWaySchema,
        /** Ours, to be called. */
        number: z.string().max(50).optional(),
        at: z.iso.datetime().optional(),
        /** Their number is not known: they are asked for it. */
        asksNumber: z.boolean().optional(),
        until: z.iso.datetime(),
      })
      .optional(),
    /** It asks how it was: what the widget makes five buttons of, until then. */
    survey: z.object({ surveyId: z.uuid(), until: z.iso.datetime(), thanks: z.string().max(500) }).optional(),
  }),
  note: z.object({
    text: long.min(1),
    mentions: z.array(z.uuid()).max(50).optional(),
    attachments: z.array(attachmentSchema).max(10).optional(),
    /** Said beside the thread between the two of a warm handoff; `private` to them ([HO5]). */
    handoffId: z.uuid().optional(),
    /** A lead's word to the owner alone, or back; `private` to these two ([ES3]). */
    whisperTo: partySchema.optional(),
  }),
  call: z.object({
    durationSec: z.number().nonnegative(),
    outcome: z.enum(['answered', 'missed', 'abandoned', 'voicemail', 'failed']).default('answered'),
    agentName: z.string().max(200).optional(),
    summary: long.optional(),
    /** The transcript as plain text; `transcriptLines` has who said what when. */
    transcript: z.string().max(200_000).optional(),
    /** It came from a blocked number: kept, and told to nobody. */
    blocked: z.literal(true).optional(),
    transcriptLines: z.array(transcriptLineSchema).max(5000).optional(),
    /** The call of the hub it tells of; items that bring its recording later correct the first one ([TL1]). */
    callId: z.uuid().optional(),
    /** Rings, menus, talks, holds, transfers, in order. */
    parts: z.array(callPartSchema).max(500).optional(),
    recording: recordingSchema.optional(),
    /** The other side's number, masked ([PR4]); absent when withheld. */
    number: z.string().max(50).optional(),
    ourNumber: z.string().max(100).optional(),
    /** Why it came to nothing, in a word. */
    cause: z.string().max(100).optional(),
  }),
  order: z.object({
    number: short,
    state: z.enum(ORDER_STATES),
    total: moneySchema.optional(),
    items: z.array(goodsSchema).max(500).default([]),
    payment: z.string().max(200).optional(),
    place: z.string().max(200).optional(),
    returnUntil: z.iso.datetime({ offset: true }).optional(),
    tracking: z
      .array(z.object({ carrier: z.string().max(100).optional(), number: short }))
      .max(50)
      .optional(),
    /** When it was made, where that is not when this state came about. */
    placedAt: z.iso.datetime({ offset: true }).optional(),
    coupons: z.array(z.string().max(100)).max(20).optional(),
    points: z.object({ used: z.number().optional(), earned: z.number().optional() }).optional(),
    /** Something that the desk had done at the shop, and what became of it; it tells no new state of the order. */
    act: z
      .object({
        id: z.uuid(),
        what: z.enum(['cancel', 'refund', 'replace', 'change_address', 'hold_in_store', 'ship_from_store']),
        result: z.enum(['done', 'unknown', 'failed']),
        amount: moneySchema.optional(),
        place: z.string().max(200).optional(),
        reason: z.string().max(2000),
        error: z.string().max(500).optional(),
      })
      .optional(),
  }),
  shipment: z.object({
    orderNumber: short,
    carrier: z.string().max(100).optional(),
    trackingNumber: short.optional(),
    state: z.enum(SHIPMENT_STATES),
    items: z.array(goodsSchema).max(500).optional(),
    eta: z.iso.datetime({ offset: true }).optional(),
  }),
  return: z.object({
    orderNumber: short,
    state: z.enum(RETURN_STATES),
    items: z.array(goodsSchema).max(500).optional(),
    reason: z.string().max(2000).optional(),
    refund: moneySchema.optional(),
  }),
  visit: z.object({
    store: short,
    staff: z.string().max(200).optional(),
    purpose: z.string().max(500).optional(),
    summary: long.optional(),
  }),
  purchase: z.object({
    store: short,
    receiptNumber: z.string().max(100).optional(),
    total: moneySchema.optional(),
    items: z.array(goodsSchema).max(500).default([]),
    payment: z.string().max(200).optional(),
  }),
  pickup: z.object({
    store: short,
    orderNumber: short,
    state: z.enum(['ready', 'collected', 'expired']),
    until: z.iso.datetime({ offset: true }).optional(),
  }),
  consent: z.object({
    channel: z.string().max(50),
    purpose: z.string().max(200),
    granted: z.boolean(),
    /** How we know: said on the phone, a form, a keyword, the provider. */
    source: z.string().max(200).optional(),
    /** The customer's words, a document's number, the provider's code. */
    evidence: z.string().max(2000).optional(),
  }),
  survey: z.object({
    score: z.number().min(0).max(10),
    outOf: z.number().positive().default(5),
    comment: long.optional(),
    /** Of one that the hub asked for: whose work it is about, and whether the leads hear of it. */
    surveyId: z.uuid().optional(),
    agent: partySchema.optional(),
    team: partySchema.optional(),
    low: z.boolean().optional(),
  }),
  device: z.object({ title: short, detail: z.string().max(2000).optional() }),
  browse: z.object({ title: short, url: z.url().max(2000).optional() }),
  cart: z.object({
    /** `wished`: on a list to buy later. */
    state: z.enum(['open', 'left', 'ordered', 'wished']),
    items: z.array(goodsSchema).max(500).default([]),
    total: moneySchema.optional(),
  }),
  review: z.object({
    title: z.string().max(500).optional(),
    text: long.optional(),
    score: z.number().min(0).max(10).optional(),
    product: z.string().max(500).optional(),
  }),
  subscription: z.object({
    title: short,
    state: z.enum(['started', 'renewed', 'paused', 'cancelled', 'failed']),
    nextAt: z.iso.datetime({ offset: true }).optional(),
  }),
  handoff: z.object({
    handoffId: z.uuid(),
    /** `joined`: the colleague of a warm one has come in privately; `invited`: the customer was asked onto the new channel. */
    event: z.enum([
      'offered',
      'accepted',
      'joined',
      'invited',
      'completed',
      'declined',
      'expired',
      'withdrawn',
      'lapsed',
      'returned',
    ]),
    from: partySchema,
    to: partySchema,
    acceptedBy: partySchema.optional(),
    channelFrom: z.string(),
    channelTo: z.string(),
    reason: z.string().max(2000).optional(),
    brief: briefSchema.optional(),
    bounces: z.int().nonnegative().default(0),
    /** How the customer is led across, and by which channel the words go ([HO6]); absent on one channel. */
    way: crossingWaySchema.optional(),
    by: z.string().max(20).optional(),
  }),
  commitment: z.object({
    commitmentId: z.uuid(),
    event: z.enum(['made', 'kept', 'broken', 'cancelled', 'moved']),
    text: short,
    dueAt: z.iso.datetime({ offset: true }),
    /** Of a move: until when it was before, and why. */
    from: z.iso.datetime({ offset: true }).optional(),
    reason: z.string().max(2000).optional(),
    /** In whose words it was made. */
    item: itemRefSchema.optional(),
  }),
  /** A step of a question to a lead; its words are those of `shared/domain/escalation.ts`. */
  escalation: z.object({
    escalationId: z.uuid(),
    event: z.string().max(50),
    /** The question, or the note of whoever took the step. */
    text: long.optional(),
    reason: z.string().max(50).optional(),
    asked: z.string().max(50).optional(),
    /** The rule that raised it, by its name of then. */
    rule: z.string().max(100).optional(),
    amount: moneySchema.optional(),
    /** Who is to decide it. */
    reviewer: partySchema.optional(),
    outcome: z.string().max(50).optional(),
  }),
  identity: z.object({
    event: z.string().max(50),
    detail: z.string().max(2000).optional(),
    /** Of a join or its undoing ([ID3]). */
    linkId: z.uuid().optional(),
    /** The other record that it is about. */
    other: z.object({ customerId: z.uuid(), name: z.string().max(200) }).optional(),
    pointKind: z.string().max(20).optional(),
    reason: z.string().max(2000).optional(),
    /** Of a check of who this is: for what, which facts were right (never their values), until when it holds ([PR6]). */
    check: z
      .object({
        purpose: z.enum(['inquiry', 'address_change', 'refund', 'disclosure']),
        passed: z.boolean(),
        facts: z.array(z.object({ ja: z.string().max(60), en: z.string().max(60) })).max(10),
        needed: z.int().positive(),
        expiresAt: z.iso.datetime(),
      })
      .optional(),
  }),
  system: z.object({
    event: z.enum([
      'conversation_opened',
      'owner_changed',
      'status_changed',
      'category_changed',
      'resolved',
      'reopened',
      'redacted',
      'care_changed',
      'warned',
      'incident_opened',
      'incident_closed',
      'nobody_took',
      'bot_handed_over',
      'merged',
      'merge_undone',
      'split',
      'split_undone',
      'tagged',
      'watch_started',
      'watch_ended',
      'call_helped',
      'approval_asked',
      'approval_given',
      'approval_returned',
      'approval_withdrawn',
    ]),
    from: partySchema.optional(),
    to: partySchema.optional(),
    status: z.string().max(50).optional(),
    waitingOn: z.string().max(50).optional(),
    category: z.array(z.string().max(200)).optional(),
    outcome: z.string().max(200).optional(),
    reason: z.string().max(2000).optional(),
    /** Of a conversation that nobody took though the hub asked: who, and what they said. */
    tried: z
      .array(z.object({ name: z.string().max(200), state: z.string().max(20) }))
      .max(100)
      .optional(),
  }),
} as const;

export type ItemKind = keyof typeof ITEM_DATA;
export const ITEM_KINDS = Object.keys(ITEM_DATA) as [ItemKind, ...ItemKind[]];
export type ItemData<K extends ItemKind> = z.infer<(typeof ITEM_DATA)[K]>;

/** Kinds that any outside system may send ([DESIGN 6]); the rest are made by the hub alone. */
export const INGEST_KINDS = [
  'message',
  'note',
  'call',
  'order',
  'shipment',
  'return',
  'visit',
  'purchase',
  'pickup',
  'consent',
  'survey',
  'device',
  'browse',
  'cart',
  'review',
  'subscription',
] as const satisfies readonly ItemKind[];
export type IngestKind = (typeof INGEST_KINDS)[number];

/** Kinds that never open, route, notify or start a clock ([CV10]). */
export const QUIET_KINDS: ReadonlySet<ItemKind> = new Set([
  'order',
  'shipment',
  'return',
  'purchase',
  'visit',
  'pickup',
  'browse',
  'cart',
  'review',
  'subscription',
  'device',
  'consent',
  'survey',
]);
