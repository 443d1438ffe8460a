import { z } from 'zod';
import {
  adminActSchema,
  brandSettingsSchema,
  calendarSettingsSchema,
  categorySettingsSchema,
  outcomeSettingsSchema,
  personSchema,
  skillSchema,
  storeSettingsSchema,
  teamSettingsSchema,
} from '#shared/domain/settings.ts';
import { wireRow } from '../registry.ts';

export const settingsQueries = [
  wireRow({
    name: 'settings.workspace',
    action: 'settings.manage',
    summary: 'Everything the workspace is set up with, those no longer active and the retired too.',
    input: z.object({}),
    output: z.object({
      people: z.array(personSchema),
      teams: z.array(teamSettingsSchema),
      skills: z.array(skillSchema),
      categories: z.array(categorySettingsSchema),
      outcomes: z.array(outcomeSettingsSchema),
      calendars: z.array(calendarSettingsSchema),
      brands: z.array(brandSettingsSchema),
      stores: z.array(storeSettingsSchema),
      /** The clerks' page; only its path when the hub does not know how it is reached from outside. */
      clerkUrl: z.string(),
    }),
  }),
  wireRow({
    name: 'settings.holidays',
    action: 'workspace.read',
    summary: 'The public holidays of Japan in a year, and which years are known at all.',
    input: z.object({ year: z.int().min(1900).max(2200) }),
    output: z.object({
      holidays: z.array(z.object({ date: z.iso.date(), nameJa: z.string(), nameEn: z.string() })),
      known: z.object({ from: z.int(), to: z.int() }),
    }),
  }),
  wireRow({
    name: 'settings.log',
    action: 'settings.manage',
    summary: 'Who set what, newest first.',
    input: z.object({
      before: z.object({ at: z.iso.datetime(), id: z.uuid() }).optional(),
      limit: z.int().min(1).max(200).default(50),
    }),
    output: z.object({ acts: z.array(adminActSchema), more: z.boolean() }),
  }),
] as const;
