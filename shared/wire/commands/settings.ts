import { z } from 'zod';
import {
  bothNamesSchema,
  brandFieldsSchema,
  calendarFieldsSchema,
  loginFieldSchema,
  passwordCodeSchema,
  personFieldsSchema,
  teamFieldsSchema,
} from '#shared/domain/settings.ts';
import { wireRow } from '../registry.ts';

const id = z.uuid();
/** The revision that was edited; when it has moved on, `edited_meanwhile`. */
const revision = z.int().positive();
const done = z.object({ id, revision });
const action = 'settings.manage';

export const settingsCommands = [
  wireRow({
    name: 'person:add',
    action,
    summary: 'Add somebody; with the code they set their password themselves, within three days.',
    input: personFieldsSchema.extend({ login: loginFieldSchema, code: passwordCodeSchema }),
    output: done,
  }),
  wireRow({
    name: 'person:change',
    action,
    summary: 'Change somebody; refused `last_admin` when nobody would be left who may set anything.',
    input: personFieldsSchema.extend({ id, revision }),
    output: done,
  }),
  wireRow({
    name: 'person:set-active',
    action,
    summary:
      'Deactivate somebody, whose sign-ins end at once and whose conversations go to their teams’ queues; or take them back.',
    input: z.object({ id, revision, active: z.boolean() }),
    output: done,
  }),
  wireRow({
    name: 'person:reset-password',
    action,
    summary: 'Let somebody set a new password with this code, once, within three days. The hub keeps only its digest.',
    input: z.object({ id, code: passwordCodeSchema }),
    output: z.object({ id, until: z.iso.datetime() }),
  }),
  wireRow({ name: 'team:add', action, summary: 'Add a team.', input: teamFieldsSchema, output: done }),
  wireRow({
    name: 'team:change',
    action,
    summary: 'Change a team. There is always one default team: another takes its place.',
    input: teamFieldsSchema.extend({ id, revision }),
    output: done,
  }),
  wireRow({ name: 'skill:add', action, summary: 'Add a skill.', input: bothNamesSchema, output: done }),
  wireRow({
    name: 'skill:change',
    action,
    summary: 'Rename or retire a skill.',
    input: bothNamesSchema.extend({ id, revision, retired: z.boolean() }),
    output: done,
  }),
  wireRow({
    name: 'category:add',
    action,
    summary: 'Add a category at the end of its level; the tree has three.',
    input: bothNamesSchema.extend({ parentId: id.nullable() }),
    output: done,
  }),
  wireRow({
    name: 'category:change',
    action,
    summary: 'Rename, or retire and take back. A retired one keeps its past and is no longer offered.',
    input: bothNamesSchema.extend({ id, revision, retired: z.boolean() }),
    output: done,
  }),
  wireRow({
    name: 'category:move',
    action,
    summary: 'Put a category under another, or at another place of its level.',
    input: z.object({ id, revision, parentId: id.nullable(), position: z.int().min(0).max(10_000) }),
    output: done,
  }),
  wireRow({
    name: 'category:remove',
    action,
    summary: 'Remove a category that was never used and has none below it; else `in_use`.',
    input: z.object({ id, revision }),
    output: z.object({ id }),
  }),
  wireRow({
    name: 'outcome:add',
    action,
    summary: 'Add an outcome; its code is what reports and exports name.',
    input: bothNamesSchema.extend({ code: z.string().regex(/^[a-z][a-z0-9_]{0,49}$/) }),
    output: z.object({ code: z.string(), revision }),
  }),
  wireRow({
    name: 'outcome:change',
    action,
    summary: 'Rename, move, retire or take back an outcome.',
    input: bothNamesSchema.extend({
      code: z.string().max(100),
      revision,
      retired: z.boolean(),
      position: z.int().min(0).max(10_000),
    }),
    output: z.object({ code: z.string(), revision }),
  }),
  wireRow({ name: 'calendar:add', action, summary: 'Add a calendar.', input: calendarFieldsSchema, output: done }),
  wireRow({
    name: 'calendar:change',
    action,
    summary: 'Change a calendar. Clocks that run already keep their due times; those that start from now on follow it.',
    input: calendarFieldsSchema.extend({ id, revision }),
    output: done,
  }),
  wireRow({
    name: 'calendar:remove',
    action,
    summary: 'Remove a calendar that no team and no brand uses; else `in_use`.',
    input: z.object({ id, revision }),
    output: z.object({ id }),
  }),
  wireRow({ name: 'brand:add', action, summary: 'Add a brand.', input: brandFieldsSchema, output: done }),
  wireRow({
    name: 'brand:change',
    action,
    summary: 'Change a brand.',
    input: brandFieldsSchema.extend({ id, revision }),
    output: done,
  }),
] as const;
