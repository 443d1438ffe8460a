import { z } from 'zod';
import { channelSchema } from './channels.ts';

export const ROLES = ['agent', 'lead', 'admin', 'clerk', 'integration', 'visitor'] as const;
export const roleSchema = z.enum(ROLES);
export type Role = z.infer<typeof roleSchema>;

export const localeSchema = z.enum(['ja', 'en']);
export type Locale = z.infer<typeof localeSchema>;

/** Set by people, corrected by facts (`disconnected`). */
export const presenceSchema = z.enum(['ready', 'busy', 'wrap_up', 'away', 'disconnected', 'signed_out']);
export type Presence = z.infer<typeof presenceSchema>;

export const agentSchema = z.object({
  id: z.uuid(),
  login: z.string(),
  /** The name the desk shows, and the name the agent works under towards customers. */
  name: z.string(),
  publicName: z.string(),
  role: roleSchema,
  locale: localeSchema,
  languages: z.array(localeSchema),
  teamIds: z.array(z.uuid()),
  presence: presenceSchema,
  presenceReason: z.string().optional(),
  /** Conversations owned now, on channels where the customer is there and waits. */
  liveLoad: z.int().nonnegative(),
  capacity: z.int().positive(),
});
export type Agent = z.infer<typeof agentSchema>;

export const teamSchema = z.object({
  id: z.uuid(),
  name: z.string(),
  /** Fields asked for before resolving ([CV8]). */
  wrapUp: z.array(z.enum(['category', 'outcome', 'note'])),
  offerSeconds: z.int().positive(),
  /** On which a sent answer can be taken back for some seconds, unless its author has chosen otherwise. */
  delayedChannels: z.array(channelSchema).optional(),
  readyCount: z.int().nonnegative(),
  waitingCount: z.int().nonnegative(),
});
export type Team = z.infer<typeof teamSchema>;

/** One node of the category tree, at most three levels deep; names in both languages. */
export const categorySchema = z.object({
  id: z.uuid(),
  parentId: z.uuid().optional(),
  nameJa: z.string(),
  nameEn: z.string(),
  position: z.int(),
  /** No longer chosen; what has it keeps it. */
  retired: z.boolean().optional(),
});
export type Category = z.infer<typeof categorySchema>;

export const outcomeSchema = z.object({
  code: z.string(),
  nameJa: z.string(),
  nameEn: z.string(),
  /** No longer chosen; what ended so keeps it. */
  retired: z.boolean().optional(),
});
export type Outcome = z.infer<typeof outcomeSchema>;
