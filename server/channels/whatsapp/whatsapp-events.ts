import { createHash } from 'node:crypto';
import { z } from 'zod';
import { type HookEvent, type HookRequest, ProviderError } from '#server/channels/provider.ts';
import { jsonOf } from '#server/channels/webhooks/json-of.ts';

const media = z.object({
  id: z.string().max(200),
  mime_type: z.string().max(200).optional(),
  caption: z.string().max(4096).optional(),
  filename: z.string().max(500).optional(),
});
const seconds = z.coerce.number();

export const messageSchema = z.object({
  id: z.string().min(1).max(250),
  from: z.string().min(1).max(50),
  timestamp: seconds,
  type: z.string().max(50),
  text: z.object({ body: z.string().max(20_000) }).optional(),
  image: media.optional(),
  video: media.optional(),
  audio: media.optional(),
  document: media.optional(),
  sticker: media.optional(),
  location: z
    .object({
      latitude: z.number(),
      longitude: z.number(),
      name: z.string().max(500).nullish(),
      address: z.string().max(1000).nullish(),
    })
    .optional(),
  contacts: z
    .array(
      z.object({
        name: z.object({ formatted_name: z.string().max(500) }),
        phones: z.array(z.object({ phone: z.string().max(100).optional() })).optional(),
      }),
    )
    .optional(),
  reaction: z.object({ message_id: z.string().max(250), emoji: z.string().max(20).optional() }).optional(),
  button: z.object({ text: z.string().max(1000) }).optional(),
  interactive: z
    .object({
      button_reply: z.object({ title: z.string().max(1000) }).optional(),
      list_reply: z.object({ title: z.string().max(1000) }).optional(),
    })
    .optional(),
});
export type WhatsappMessage = z.infer<typeof messageSchema>;

export const statusSchema = z.object({
  id: z.string().min(1).max(250),
  status: z.string().max(50),
  timestamp: seconds,
  recipient_id: z.string().max(50).optional(),
  biz_opaque_callback_data: z.string().max(512).optional(),
  errors: z.array(z.object({ code: z.number() })).optional(),
});
export type WhatsappStatus = z.infer<typeof statusSchema>;

/** One kept event: a message with its sender's name, or a mark. */
export const eventSchema = z.union([
  z.object({ message: messageSchema, name: z.string().max(500).optional(), phoneNumberId: z.string().optional() }),
  z.object({ status: statusSchema, phoneNumberId: z.string().optional() }),
]);
export type WhatsappEvent = z.infer<typeof eventSchema>;

const loose = z.object({ id: z.string().optional() }).loose();
const callSchema = z.object({
  entry: z
    .array(
      z.object({
        changes: z.array(
          z.object({
            value: z
              .object({
                metadata: z.object({ phone_number_id: z.string().optional() }).optional(),
                contacts: z
                  .array(
                    z.object({
                      wa_id: z.string().optional(),
                      profile: z.object({ name: z.string() }).partial().optional(),
                    }),
                  )
                  .optional(),
                messages: z.array(loose).optional(),
                statuses: z.array(loose).optional(),
              })
              .loose(),
          }),
        ),
      }),
    )
    .max(1000),
});
type Value = z.infer<typeof callSchema>['entry'][number]['changes'][number]['value'];

/** Takes a call apart into messages and marks, in their order. */
export function whatsappEvents({ rawBody }: Pick<HookRequest, 'rawBody'>): HookEvent[] {
  const call = callSchema.safeParse(jsonOf(rawBody));
  if (!call.success) throw new ProviderError('refused', 'malformed', 'expected {"entry": [...]} in JSON');
  return call.data.entry.flatMap(({ changes }) => changes.flatMap(({ value }) => eventsIn(value)));
}

function eventsIn({ metadata, contacts = [], messages = [], statuses = [] }: Value): HookEvent[] {
  const phoneNumberId = metadata?.phone_number_id;
  const said = messages.map((message) => {
    const from = message['from'];
    const name = contacts.find(({ wa_id }) => wa_id === from)?.profile?.name;
    return eventOf(message.id, { message, name, phoneNumberId }, from);
  });
  const marks = statuses.map((status) =>
    eventOf(
      status.id === undefined ? undefined : `${status.id}:${String(status['status'])}`,
      { status, phoneNumberId },
      status['recipient_id'],
    ),
  );
  return [...said, ...marks];
}

function eventOf(id: string | undefined, content: unknown, order: unknown): HookEvent {
  const body = Buffer.from(JSON.stringify(content));
  return {
    id: id ?? createHash('sha256').update(body).digest('hex'),
    body,
    order: typeof order === 'string' ? order : undefined,
  };
}
