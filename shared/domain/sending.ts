import { z } from 'zod';
import { localisedSchema } from './channel-connection.ts';
import { channelSchema } from './channels.ts';
import { maskSensitive } from './sensitive.ts';

/** Something the author has to know before sending: a limit near, a window closed, an address that is not reached. */
export const sendingNoticeSchema = z.object({
  code: z.string(),
  /** `stop`: a send would be refused. */
  level: z.enum(['info', 'warn', 'stop']),
  text: localisedSchema,
});
export type SendingNotice = z.infer<typeof sendingNoticeSchema>;

/** What can be sent on a conversation's channel now, for its composer. */
export const sendingFactsSchema = z.object({
  channel: channelSchema,
  /** Longest text of one message, in characters. */
  textLimit: z.int().positive(),
  files: z.object({ types: z.array(z.string()), bytes: z.int().positive() }).nullable(),
  /** Formatted text, a subject and copies are possible. */
  rich: z.boolean(),
  /** Ours that an answer may leave by; the first is the one it leaves by unless told. */
  senders: z.array(z.object({ connectionId: z.uuid(), name: z.string(), address: z.string().optional() })),
  /** Masked where the reader may not see it in full ([PR4]). */
  to: z.string().optional(),
  subject: z.string().optional(),
  cc: z.array(z.string()),
  signature: z.string().optional(),
  notices: z.array(sendingNoticeSchema),
});
export type SendingFacts = z.infer<typeof sendingFactsSchema>;

/** What an answer carries beside its text on channels that can. */
export const messageFormatSchema = z.object({
  html: z.string().max(500_000).optional(),
  subject: z.string().max(500).optional(),
  cc: z.array(z.email()).max(50).optional(),
  bcc: z.array(z.email()).max(50).optional(),
  /** Ours that it leaves by; by default the one the customer wrote to. */
  connectionId: z.uuid().optional(),
  /** Never seen on this thread, and its author was asked about them: they go to them all the same. */
  confirmed: z.array(z.email()).max(100).optional(),
});
export type MessageFormat = z.infer<typeof messageFormatSchema>;

/** As it may be stored: card numbers and My Number out of its words ([PR4]). */
export const maskedFormat = (format: MessageFormat): MessageFormat => ({
  ...format,
  ...(format.html !== undefined && { html: maskSensitive(format.html) }),
  ...(format.subject !== undefined && { subject: maskSensitive(format.subject) }),
});
