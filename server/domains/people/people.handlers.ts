import { demand, type QueryHandlers } from '#server/asking.ts';
import { aboutMe, listPeople } from './people.service.ts';

export const peopleQueries = {
  me: async (deps, asking) => {
    demand(asking, 'workspace.read');
    return aboutMe(deps, asking);
  },
  'people.list': async (deps, asking) => {
    demand(asking, 'workspace.read');
    return listPeople(deps);
  },
} satisfies Partial<QueryHandlers>;
