import { z } from 'zod';
import { channelSchema } from './channels.ts';
import { localeSchema } from './people.ts';

/**
 * How a customer is led onto another channel ([HO6]): `link` opens the chat; `message` and `mail` are words of ours on the
 * other channel that they answer; `callback` is a call by us now or at a time; `call_link` a number or button they press;
 * `code` is shown or said at a store's counter.
 */
export const CROSSING_WAYS = ['link', 'message', 'mail', 'callback', 'call_link', 'code'] as const;
export const crossingWaySchema = z.enum(CROSSING_WAYS);
export type CrossingWay = z.infer<typeof crossingWaySchema>;

/** Why a way across can not be taken now; each has its sentence in both languages. */
export const CROSSING_REFUSALS = [
  'no_contact_point',
  'no_connection',
  'connection_paused',
  'connection_failing',
  'consent_withdrawn',
  'blocked',
  'window_closed',
  'quota_used',
  'quiet_hours',
  'no_public_address',
  'same_channel',
] as const;
export type CrossingRefusal = (typeof CROSSING_REFUSALS)[number];

/** What the sender chose. */
export const crossingSchema = z.object({
  channel: channelSchema,
  way: crossingWaySchema,
  /** By which channel the words go, where it is not the new one: a chat's link by SMS, LINE, email, or in the present chat. */
  by: channelSchema.optional(),
  /** To which address of the customer's; masked elsewhere. */
  contactPointId: z.uuid().optional(),
  /** When we call; absent is now. */
  at: z.iso.datetime().optional(),
  /** The words the customer gets, as the sender left them; `{link}`, `{code}`, `{number}`, `{time}` are filled in by the hub. */
  text: z.string().trim().max(2000).optional(),
  locale: localeSchema.optional(),
});
export type Crossing = z.infer<typeof crossingSchema>;

/** One way across, as the dialog shows it before anything is sent. */
export const crossingOptionSchema = z.object({
  channel: channelSchema,
  way: crossingWaySchema,
  by: channelSchema.optional(),
  contactPointId: z.uuid().optional(),
  /** The address, masked ([PR4]). */
  shown: z.string().optional(),
  reachable: z.boolean(),
  why: z.enum(CROSSING_REFUSALS).optional(),
  /** The best reachable one of its channel: chosen by itself. */
  best: z.boolean(),
  /** What the customer will see, in their language, with placeholders. */
  customerSees: z.object({ locale: localeSchema, text: z.string() }),
  /** How long they have to come, minutes. */
  standsMinutes: z.int().positive(),
});
export type CrossingOption = z.infer<typeof crossingOptionSchema>;

/** How it stands with the customer's way across; on the handoff while it is open and after. */
export const invitationStateSchema = z.object({
  state: z.enum(['open', 'opened', 'used', 'expired', 'revoked']),
  sentAt: z.iso.datetime(),
  openedAt: z.iso.datetime().optional(),
  /** The address it went to, masked. */
  shown: z.string().optional(),
  /** For the agent to say aloud or a clerk to type; only while it is open. */
  code: z.string().optional(),
});
export type InvitationState = z.infer<typeof invitationStateSchema>;
