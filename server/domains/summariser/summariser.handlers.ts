import { type CommandHandlers, demand, type QueryHandlers } from '#server/asking.ts';
import { setSummariser, summariserSettings } from './summariser.service.ts';
import { testSummariser } from './test-summariser.service.ts';

export const summariserCommands = {
  'summariser:set': setSummariser,
} satisfies Pick<CommandHandlers, 'summariser:set'>;

export const summariserQueries = {
  'settings.summariser': async (deps, asking) => {
    demand(asking, 'settings.manage');
    return summariserSettings(deps);
  },
  'settings.summariser-test': async (deps, asking) => {
    demand(asking, 'settings.manage');
    return testSummariser(deps, asking.locale);
  },
} satisfies Pick<QueryHandlers, 'settings.summariser' | 'settings.summariser-test'>;
