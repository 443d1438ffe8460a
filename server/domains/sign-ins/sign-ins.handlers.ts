import type { CommandHandlers, QueryHandlers } from '#server/asking.ts';
import { endOf, endOthers, endOwn, ownSessions, sessionsOfPerson } from './sign-ins.service.ts';

export const signInCommands = {
  'sign-in:end': endOwn,
  'sign-in:end-others': endOthers,
  'sign-in:end-of': endOf,
} satisfies Partial<CommandHandlers>;

export const signInQueries = {
  'sign-in.own': async (deps, asking) => ({ signIns: await ownSessions(deps, asking) }),
  'sign-in.of': async (deps, asking, { agentId }) => ({ signIns: await sessionsOfPerson(deps, asking, agentId) }),
} satisfies Partial<QueryHandlers>;
