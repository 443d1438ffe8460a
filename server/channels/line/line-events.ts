import { createHash } from 'node:crypto';
import { z } from 'zod';
import { type HookEvent, type HookRequest, ProviderError } from '#server/channels/provider.ts';
import { jsonOf } from '#server/channels/webhooks/json-of.ts';

const text = z.string().max(20_000);
const id = z.string().min(1).max(200);

const messageSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('text'), id, text, quotedMessageId: id.optional() }),
  z.object({ type: z.literal('image'), id, contentProvider: z.object({ type: z.string() }).loose().optional() }),
  z.object({ type: z.literal('video'), id, contentProvider: z.object({ type: z.string() }).loose().optional() }),
  z.object({ type: z.literal('audio'), id, contentProvider: z.object({ type: z.string() }).loose().optional() }),
  z.object({ type: z.literal('file'), id, fileName: z.string().max(1000).catch('file') }),
  z.object({
    type: z.literal('location'),
    id,
    title: z.string().max(500).nullish(),
    address: z.string().max(1000).nullish(),
    latitude: z.number(),
    longitude: z.number(),
  }),
  z.object({
    type: z.literal('sticker'),
    id,
    packageId: z.string().max(50),
    stickerId: z.string().max(50),
    keywords: z.array(z.string().max(100)).max(50).optional().catch(undefined),
    text: z.string().max(200).optional().catch(undefined),
  }),
]);
export type LineMessage = z.infer<typeof messageSchema>;

const head = {
  webhookEventId: z.string().max(200).optional(),
  timestamp: z.number(),
  mode: z.string().optional(),
  replyToken: z.string().max(500).optional(),
  source: z.object({ type: z.string(), userId: z.string().max(200).optional() }).optional(),
  deliveryContext: z.object({ isRedelivery: z.boolean() }).partial().optional(),
};

/** Events that mean something to a conversation; others are taken and left alone. */
export const lineEventSchema = z.discriminatedUnion('type', [
  z.object({ ...head, type: z.literal('message'), message: messageSchema }),
  z.object({ ...head, type: z.literal('follow') }),
  z.object({ ...head, type: z.literal('unfollow') }),
  z.object({ ...head, type: z.literal('unsend'), unsend: z.object({ messageId: id }) }),
  z.object({
    ...head,
    type: z.literal('postback'),
    postback: z.object({ data: z.string().max(2000), params: z.record(z.string(), z.string()).optional() }),
  }),
  z.object({
    ...head,
    type: z.literal('accountLink'),
    link: z.object({ result: z.string().max(20), nonce: z.string().max(500) }),
  }),
]);
export type LineEvent = z.infer<typeof lineEventSchema>;
export const KNOWN_EVENTS: readonly string[] = lineEventSchema.options.map((o) => o.shape.type.value);

const callSchema = z.object({ events: z.array(z.object({ type: z.string() }).loose()).max(1000) });

/** Takes a webhook call apart. None is fine: LINE's console verifies an address that way. */
export function lineEvents({ rawBody }: HookRequest): HookEvent[] {
  const call = callSchema.safeParse(jsonOf(rawBody));
  if (!call.success) throw new ProviderError('refused', 'malformed', 'expected {"events": [...]} in JSON');
  return call.data.events.map((event) => {
    const body = Buffer.from(JSON.stringify(event));
    const given = event['webhookEventId'];
    const source = event['source'] as { userId?: unknown } | undefined;
    return {
      id: typeof given === 'string' && given !== '' ? given : createHash('sha256').update(body).digest('hex'),
      body,
      order: typeof source?.userId === 'string' ? source.userId : undefined,
    };
  });
}
