import { z } from 'zod';
import { partySchema } from './party.ts';
import { isHidden, type MaybeHiddenItem, type TimelineItem } from './timeline-item.ts';

export const CALL_HELP_MODES = ['listen', 'whisper', 'join'] as const;
/**
 * How a lead is on an agent's call: `listen` nobody hears them; `whisper` the agent alone does; `join` everybody does.
 */
export const callHelpModeSchema = z.enum(CALL_HELP_MODES);
export type CallHelpMode = z.infer<typeof callHelpModeSchema>;

/** A lead who watches a conversation now, unseen by the customer. */
export const watcherSchema = z.object({ lead: partySchema, since: z.iso.datetime() });
export type Watcher = z.infer<typeof watcherSchema>;

/** A lead on a call. `asked`: their telephone rings. */
export const callHelperSchema = z.object({
  lead: partySchema,
  mode: callHelpModeSchema,
  state: z.enum(['asked', 'in']),
  since: z.iso.datetime(),
});
export type CallHelper = z.infer<typeof callHelperSchema>;

/** The owner's call on the conversation, and what its telephony lets a lead do with it. */
export const helpedCallSchema = z.object({
  callId: z.uuid(),
  /** Empty where the audio goes straight to the agent's desk: nobody else can be let in. */
  modes: z.array(callHelpModeSchema),
  /** Why there are none, or why this lead can not: no room at the provider, no telephone of theirs there. */
  why: z.enum(['softphone', 'no_telephone']).optional(),
  helpers: z.array(callHelperSchema),
});
export type HelpedCall = z.infer<typeof helpedCallSchema>;

/**
 * Live help on one conversation, as its reader may know it: leads all of it, the owner who watches (unless the workspace
 * keeps that to its leads), nobody else anything.
 */
export const helpSchema = z.object({
  conversationId: z.uuid(),
  customerId: z.uuid(),
  watchers: z.array(watcherSchema),
});
export type Help = z.infer<typeof helpSchema>;

/** A word between a lead and an owner alone: a note, private to the two. */
export type Whisper = Extract<TimelineItem, { kind: 'note' }> & {
  readonly data: { readonly whisperTo: z.infer<typeof partySchema> };
};

export const isWhisper = (item: MaybeHiddenItem): item is Whisper =>
  !isHidden(item) && item.kind === 'note' && item.data.whisperTo !== undefined;

/** A watch that was left is written down as ended after this long: a window that comes back within it never left, ms. */
export const WATCH_SETTLES_MS = 20_000;
