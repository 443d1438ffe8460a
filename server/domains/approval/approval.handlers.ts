import type { CommandHandlers, QueryHandlers } from '#server/asking.ts';
import { unknownAddresses } from '#server/domains/messages/addresses.service.ts';
import { decide, withdraw } from './decide.service.ts';
import { close, howManyWait, listWaiting, openOf, rulesOf } from './read.service.ts';
import { removeRule, saveRule } from './rules.service.ts';

export const approvalCommands = {
  'approval:decide': decide,
  'approval:withdraw': async (work, asking, { heldId }) => ({ held: await withdraw(work, asking, heldId) }),
  'approval:close': async (work, asking, { heldId }) => ({ held: await close(work, asking, heldId) }),
  'approval-rule:save': async (work, asking, input) => ({ rule: await saveRule(work, asking, input) }),
  'approval-rule:remove': async (work, asking, input) => {
    await removeRule(work, asking, input);
    return {};
  },
} satisfies Partial<CommandHandlers>;

export const approvalQueries = {
  'approval.list': listWaiting,
  'approval.count': howManyWait,
  'approval.of': (deps, asking, { customerId }) => openOf(deps, asking, customerId),
  'address.unknown': async ({ db }, _asking, { customerId, addresses }) => ({
    addresses: await unknownAddresses(db, customerId, addresses),
  }),
  'approval-rule.list': rulesOf,
} satisfies Partial<QueryHandlers>;
