import { z } from 'zod';
import { CHANNELS, channelSchema, DELAYED_AT_FIRST } from './channels.ts';
import { openingHoursSchema } from './opening-hours.ts';
import { categorySchema, localeSchema, outcomeSchema, roleSchema } from './people.ts';
import { storeSchema } from './store.ts';

/** What an administrator sees of the workspace. `revision` is what a change of a row has to name. */
const revision = z.int().positive();

export const STAFF_ROLES = ['agent', 'lead', 'admin', 'clerk'] as const;
export const staffRoleSchema = roleSchema.extract(STAFF_ROLES);
export type StaffRole = z.infer<typeof staffRoleSchema>;

export const WRAP_UP_FIELDS = ['category', 'outcome', 'note'] as const;
const wrapUpSchema = z.array(z.enum(WRAP_UP_FIELDS)).max(3);

export const personSchema = z.object({
  id: z.uuid(),
  login: z.string(),
  name: z.string(),
  publicName: z.string(),
  role: staffRoleSchema,
  locale: localeSchema,
  languages: z.array(localeSchema),
  teamIds: z.array(z.uuid()),
  skillIds: z.array(z.uuid()),
  capacity: z.int().positive(),
  /** Beside talks in writing: calls (0 takes none) and letters. */
  callCapacity: z.int().nonnegative(),
  mailCapacity: z.int().nonnegative(),
  /** Where a clerk works. */
  storeId: z.uuid().optional(),
  active: z.boolean(),
  hasPassword: z.boolean(),
  /** Until when a code to set a password can be used. */
  codeUntil: z.iso.datetime().optional(),
  /** Windows signed in now. */
  sessions: z.int().nonnegative(),
  /** Unresolved conversations of theirs: they go to their teams' queues when the person is deactivated. */
  owns: z.int().nonnegative(),
  revision,
});
export type Person = z.infer<typeof personSchema>;

/** How work reaches people: taken by hand from the queue, or offered by the hub. */
export const TEAM_ROUTING = ['by_hand', 'offered'] as const;

/**
 * Minutes until the first and the next answer on a channel; absent is the team's `replyMinutes`. Calls have seconds until
 * somebody picks up; absent is `CALL_ANSWER_SECONDS` of board.ts.
 */
const targetsSchema = z.partialRecord(
  z.enum(CHANNELS),
  z.object({
    first: z.int().min(1).max(100_000).optional(),
    next: z.int().min(1).max(100_000).optional(),
    seconds: z.int().min(1).max(3600).optional(),
  }),
);
export type Targets = z.infer<typeof targetsSchema>;

/** What somebody has to know to be offered conversations of a category; of null, every conversation. */
const needSchema = z.object({ categoryId: z.uuid().nullable(), skillId: z.uuid() });
export type Need = z.infer<typeof needSchema>;

const routingFields = {
  routing: z.enum(TEAM_ROUTING),
  targets: targetsSchema,
  /** An owner who says nothing for so many open minutes loses the conversation ([CV5]); null is no limit. */
  silenceMinutes: z.int().min(1).max(100_000).nullable(),
  needs: z.array(needSchema).max(200),
  /** Only who speaks the customer's language is offered it. */
  matchLanguage: z.boolean(),
  /** On which a sent answer can be taken back for some seconds. */
  delayedChannels: z.array(channelSchema).max(20),
};

export const teamSettingsSchema = z.object({
  ...routingFields,
  id: z.uuid(),
  name: z.string(),
  wrapUp: wrapUpSchema,
  offerSeconds: z.int().positive(),
  replyMinutes: z.int().positive(),
  reopenHours: z.int().nonnegative(),
  /** New conversations go to it. */
  isDefault: z.boolean(),
  calendarId: z.uuid().optional(),
  brandId: z.uuid().optional(),
  members: z.int().nonnegative(),
  revision,
});
export type TeamSettings = z.infer<typeof teamSettingsSchema>;

export const skillSchema = z.object({
  id: z.uuid(),
  nameJa: z.string(),
  nameEn: z.string(),
  retired: z.boolean(),
  people: z.int().nonnegative(),
  revision,
});
export type Skill = z.infer<typeof skillSchema>;

export const categorySettingsSchema = categorySchema.extend({
  retired: z.boolean(),
  /** Conversations of it, resolved ones too: a used one is retired, never removed. */
  used: z.int().nonnegative(),
  revision,
});
export type CategorySettings = z.infer<typeof categorySettingsSchema>;

export const outcomeSettingsSchema = outcomeSchema.extend({
  position: z.int(),
  retired: z.boolean(),
  used: z.int().nonnegative(),
  revision,
});
export type OutcomeSettings = z.infer<typeof outcomeSettingsSchema>;

export const calendarSettingsSchema = z.object({ id: z.uuid(), name: z.string(), hours: openingHoursSchema, revision });
export type CalendarSettings = z.infer<typeof calendarSettingsSchema>;

export const brandSettingsSchema = z.object({
  id: z.uuid(),
  name: z.string(),
  calendarId: z.uuid().optional(),
  revision,
});
export type BrandSettings = z.infer<typeof brandSettingsSchema>;

export const storeSettingsSchema = storeSchema.extend({ revision });
export type StoreSettings = z.infer<typeof storeSettingsSchema>;

/** One line of the record of what was set. `before` and `after` hold only what differs, and no secret. */
export const adminActSchema = z.object({
  id: z.uuid(),
  at: z.iso.datetime(),
  /** Absent: by command, on the hub's machine. */
  by: z.string().optional(),
  act: z.string(),
  entity: z.string(),
  entityId: z.string(),
  name: z.string(),
  before: z.record(z.string(), z.unknown()).optional(),
  after: z.record(z.string(), z.unknown()).optional(),
});
export type AdminAct = z.infer<typeof adminActSchema>;

const name = z.string().trim().min(1).max(100);
const names = { nameJa: name, nameEn: name };

/** What is said of a person; a change gives all of it. */
export const personFieldsSchema = z.object({
  name,
  publicName: name,
  role: staffRoleSchema,
  locale: localeSchema,
  languages: z.array(localeSchema).min(1).max(2),
  teamIds: z.array(z.uuid()).max(100),
  skillIds: z.array(z.uuid()).max(100),
  capacity: z.int().min(1).max(50),
  callCapacity: z.int().min(0).max(1).default(1),
  mailCapacity: z.int().min(0).max(200).default(20),
});
export type PersonFields = z.infer<typeof personFieldsSchema>;

/** What is said of a store. Its code is as tills write it, and stays. */
export const storeFieldsSchema = z.object({
  code: z.string().trim().min(1).max(100),
  name: z.string().trim().min(1).max(200),
  phone: z.string().trim().max(50).optional(),
  active: z.boolean().default(true),
});

/** Lower case letters, digits and `. _ - @`, as people type it at the sign-in. */
export const loginFieldSchema = z
  .string()
  .transform((text) => text.normalize('NFKC').trim().toLowerCase())
  .pipe(z.string().regex(/^[a-z0-9][a-z0-9._@-]{1,99}$/));

/** A code with which somebody sets their password: made in the administrator's window, 80 bits, told by another way. */
export const passwordCodeSchema = z
  .string()
  .transform((text) => text.normalize('NFKC').toUpperCase().replace(/[\s-]/g, ''))
  .pipe(z.string().regex(/^[0-9A-HJKMNP-TV-Z]{16}$/));

export const teamFieldsSchema = z.object({
  name,
  wrapUp: wrapUpSchema,
  offerSeconds: z.int().min(5).max(3600),
  replyMinutes: z.int().min(1).max(100_000),
  reopenHours: z.int().min(0).max(10_000),
  isDefault: z.boolean(),
  calendarId: z.uuid().nullable(),
  brandId: z.uuid().nullable(),
  routing: routingFields.routing.default('by_hand'),
  targets: routingFields.targets.default({}),
  silenceMinutes: routingFields.silenceMinutes.default(null),
  needs: routingFields.needs.default([]),
  matchLanguage: routingFields.matchLanguage.default(true),
  delayedChannels: routingFields.delayedChannels.default([...DELAYED_AT_FIRST]),
});
export type TeamFields = z.infer<typeof teamFieldsSchema>;

export const bothNamesSchema = z.object(names);
export const calendarFieldsSchema = z.object({ name, hours: openingHoursSchema });
export const brandFieldsSchema = z.object({ name, calendarId: z.uuid().nullable() });

/** The tree has at most so many levels. */
export const CATEGORY_LEVELS = 3;
