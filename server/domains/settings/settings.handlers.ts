import { type CommandHandlers, demand, type QueryHandlers } from '#server/asking.ts';
import { holidaysOf, KNOWN_YEARS } from '#server/domains/calendar/holidays.ts';
import { adminLog } from './admin-log.service.ts';
import { addCalendar, changeCalendar, removeCalendar } from './calendars.service.ts';
import { addCategory, changeCategory, putCategory, removeCategory } from './categories.service.ts';
import { addOutcome, addSkill, changeOutcome, changeSkill } from './choices.service.ts';
import { addPerson, changePerson, resetPassword, setPersonActive } from './people.service.ts';
import { workspaceSettings } from './settings.service.ts';
import { addBrand, addTeam, changeBrand, changeTeam } from './teams.service.ts';

export const settingsCommands = {
  'person:add': addPerson,
  'person:change': changePerson,
  'person:set-active': setPersonActive,
  'person:reset-password': resetPassword,
  'team:add': addTeam,
  'team:change': changeTeam,
  'skill:add': addSkill,
  'skill:change': changeSkill,
  'category:add': addCategory,
  'category:change': changeCategory,
  'category:move': putCategory,
  'category:remove': removeCategory,
  'outcome:add': addOutcome,
  'outcome:change': changeOutcome,
  'calendar:add': addCalendar,
  'calendar:change': changeCalendar,
  'calendar:remove': removeCalendar,
  'brand:add': addBrand,
  'brand:change': changeBrand,
} satisfies Partial<CommandHandlers>;

export const settingsQueries = {
  'settings.workspace': async (deps, asking) => {
    demand(asking, 'settings.manage');
    return workspaceSettings(deps);
  },
  'settings.holidays': async (_deps, asking, { year }) => {
    demand(asking, 'workspace.read');
    return { holidays: holidaysOf(year), known: KNOWN_YEARS };
  },
  'settings.log': async (deps, asking, input) => {
    demand(asking, 'settings.manage');
    return adminLog(deps, input);
  },
} satisfies Partial<QueryHandlers>;
