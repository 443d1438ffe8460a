import type { Deps } from '#server/deps.ts';
import { listCalendars } from '#server/domains/calendar/calendar.repository.ts';
import { listStores } from '#server/domains/store/stores.repository.ts';
import type { QueryOutput } from '#shared/wire/queries.ts';
import { listCategorySettings } from './categories.repository.ts';
import { listOutcomeSettings, listSkills } from './choices.repository.ts';
import { listStaff } from './people.repository.ts';
import { listBrands, listTeamSettings } from './teams.repository.ts';

/** Everything the workspace is set up with, as an administrator edits it. */
export async function workspaceSettings({
  db,
  clock,
  publicUrl,
}: Pick<Deps, 'db' | 'clock' | 'publicUrl'>): Promise<QueryOutput<'settings.workspace'>> {
  const [people, teams, skills, categories, outcomes, calendars, brands, stores] = await Promise.all([
    listStaff(db, clock.now()),
    listTeamSettings(db),
    listSkills(db),
    listCategorySettings(db),
    listOutcomeSettings(db),
    listCalendars(db),
    listBrands(db),
    listStores(db),
  ]);
  return {
    people,
    teams,
    skills,
    categories,
    outcomes,
    calendars,
    brands,
    stores,
    clerkUrl: `${publicUrl ?? ''}/clerk`,
  };
}
