import { type CommandHandlers, demand, type QueryHandlers } from '#server/asking.ts';
import { decide, journeyOfCustomer, stepsOfCustomer } from './journey.service.ts';
import { readCustomers, readReport } from './report.service.ts';
import { isShown, readRules, saveRules, show } from './rules.service.ts';

export const journeyCommands = {
  'journey:save-rules': async (work, asking, input) => ({ revision: await saveRules(work, asking, input) }),
  'journey:show': (work, asking, { shown }) => show(work, asking, shown),
  'journey:decide-step': async (work, asking, input) => ({ decision: await decide(work, asking, input) }),
} satisfies Partial<CommandHandlers>;

export const journeyQueries = {
  'journey.settings': async (deps) => isShown(deps),
  'journey.of': async (deps, asking, { customerId }) => ({
    journey: await journeyOfCustomer(deps, asking, customerId),
  }),
  'journey.steps': (deps, asking, { customerId }) => stepsOfCustomer(deps, asking, customerId),
  'journey.rules': (deps) => readRules(deps),
  'journey.report': (deps, asking, input) => {
    demand(asking, 'journey.lead');
    return readReport(deps, input);
  },
  'journey.customers': (deps, asking, input) => {
    demand(asking, 'journey.lead');
    return readCustomers(deps, input);
  },
} satisfies Partial<QueryHandlers>;
