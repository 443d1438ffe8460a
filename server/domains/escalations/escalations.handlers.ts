import type { CommandHandlers, QueryHandlers } from '#server/asking.ts';
import { decide, resolveEscalation } from './decide.service.ts';
import { giveBack } from './give-back.service.ts';
import { raise } from './raise.service.ts';
import { listOf, openOf, openOne } from './read.service.ts';
import { reassign, review, withdraw } from './review.service.ts';
import { removeRule, rulesOf, saveRule } from './rules.service.ts';

export const escalationsCommands = {
  'escalation:raise': async (work, asking, input) => ({ escalation: await raise(work, asking, input) }),
  'escalation:withdraw': async (work, asking, input) => ({ escalation: await withdraw(work, asking, input) }),
  'escalation:review': async (work, asking, input) => ({ escalation: await review(work, asking, input.escalationId) }),
  'escalation:decide': decide,
  'escalation:reassign': async (work, asking, input) => ({ escalation: await reassign(work, asking, input) }),
  'escalation:resolve': async (work, asking, input) => ({ escalation: await resolveEscalation(work, asking, input) }),
  'escalation:give-back': giveBack,
  'escalation-rule:save': async (work, asking, input) => ({ rule: await saveRule(work, asking, input) }),
  'escalation-rule:remove': removeRule,
} satisfies Partial<CommandHandlers>;

export const escalationsQueries = {
  'escalation.list': listOf,
  'escalation.open': (deps, asking, { escalationId }) => openOne(deps, asking, escalationId),
  'escalation.of': (deps, asking, { conversationId }) => openOf(deps, asking, conversationId),
  'escalation-rule.list': rulesOf,
} satisfies Partial<QueryHandlers>;
