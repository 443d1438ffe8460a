import type { CommandHandlers, QueryHandlers } from '#server/asking.ts';
import { viewedMembers } from '#server/domains/customers/viewed-members.service.ts';
import { mayDo } from '#shared/wire/policy.ts';
import { careOf, rulesForReading, undecided } from './care.service.ts';
import { changeRules, close, tick } from './incidents.service.ts';
import { decide, end, propose, warn } from './marks.service.ts';

export const careCommands = {
  'care:propose': async (work, asking, input) => ({ mark: await propose(work, asking, input) }),
  'care:decide': async (work, asking, input) => ({ mark: await decide(work, asking, input) }),
  'care:end': async (work, asking, input) => ({ mark: await end(work, asking, input) }),
  'care:warn': async (work, asking, input) => ({ mark: await warn(work, asking, input) }),
  'care:tick': async (work, asking, input) => ({ incident: await tick(work, asking, input) }),
  'care:close': async (work, asking, input) => ({ incident: await close(work, asking, input) }),
  'care:save-rules': async (work, asking, input) => ({ rules: await changeRules(work, asking, input) }),
} satisfies Partial<CommandHandlers>;

export const careQueries = {
  'care.of': async (deps, asking, { customerId }) => {
    const members = await viewedMembers(deps, asking, customerId);
    return careOf(deps, members, mayDo(asking.actor, 'care.decide') ? null : asking.actor.id);
  },
  'care.undecided': undecided,
  'care.rules': async ({ db }) => ({ rules: await rulesForReading(db) }),
} satisfies Partial<QueryHandlers>;
