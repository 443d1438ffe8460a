import { z } from 'zod';
import { UPDATE_REFUSALS } from '#shared/domain/decide-update.ts';

const offeredSchema = z.strictObject({
  version: z.string(),
  /** Plain text of the release, in both languages. */
  notes: z.strictObject({ ja: z.string(), en: z.string() }),
});

/** How much is live on the agent's desk: an update waits until it is none of all. */
const liveSchema = z.strictObject({
  calls: z.int().min(0).max(1000),
  chats: z.int().min(0).max(1000),
  /** Something is typed that a restart would lose. */
  unsaved: z.boolean().optional(),
});
export type LiveWork = z.infer<typeof liveSchema>;

/** [DK4] What becomes of updates on this machine. */
export const updateStateSchema = z.discriminatedUnion('state', [
  /** `policy`: IT renews it; `build`: this build carries no keys, so that it can check nothing. */
  z.strictObject({ state: z.literal('off'), reason: z.enum(['policy', 'build']) }),
  /** Nothing new, as far as is known. */
  z.strictObject({ state: z.literal('current'), checkedAt: z.iso.datetime().nullable() }),
  /** The feed could not be read; tried again by itself. */
  z.strictObject({ state: z.literal('unreachable'), since: z.iso.datetime() }),
  z.strictObject({ state: z.literal('downloading'), offered: offeredSchema, percent: z.int().min(0).max(100) }),
  /** There is a newer one, and what put this one here (apt, dnf, IT's tool) has to bring it. */
  z.strictObject({ state: z.literal('elsewhere'), offered: offeredSchema }),
  /** Verified, lies here; installed when asked for, or at the end of the app. */
  z.strictObject({ state: z.literal('ready'), offered: offeredSchema }),
  /** Asked for, and waits for the end of what is live; `live` is null while the page has not said. */
  z.strictObject({ state: z.literal('waiting'), offered: offeredSchema, live: liveSchema.nullable() }),
  z.strictObject({ state: z.literal('installing'), offered: offeredSchema }),
  /** Something odd: nothing of it was run. */
  z.strictObject({ state: z.literal('refused'), refusal: z.enum(UPDATE_REFUSALS), at: z.iso.datetime() }),
  /** Verified, and the platform's installer did not take it. */
  z.strictObject({ state: z.literal('failed'), offered: offeredSchema }),
]);
export type UpdateState = z.infer<typeof updateStateSchema>;

/** No address, version or file ever comes from the page: it may look, ask for the check or the installation, and say what is live. */
export const UPDATE_CALLS = {
  'update/state': { args: z.undefined(), result: updateStateSchema },
  'update/check': { args: z.undefined(), result: updateStateSchema },
  /** Only what is `ready`; anything else stays as it is. */
  'update/install': { args: z.undefined(), result: updateStateSchema },
  /** Takes the asking back, while it waits. */
  'update/later': { args: z.undefined(), result: updateStateSchema },
  'update/live': { args: liveSchema, result: z.void() },
} as const;
