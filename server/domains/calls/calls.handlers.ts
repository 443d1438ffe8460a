import { type Asking, type CommandHandlers, demand, type QueryHandlers } from '#server/asking.ts';
import type { callCommands as commandRows } from '#shared/wire/commands/calls.ts';
import type { callQueries as queryRows } from '#shared/wire/queries/calls.ts';
import { answer, decline } from './answer.service.ts';
import { callsOf, callsOnThread, telephonyFor } from './calls.service.ts';
import { control } from './control.service.ts';
import { place } from './place.service.ts';
import { report } from './report.service.ts';
import { ringFromSoftphone } from './ring.service.ts';
import { screenPop } from './screen-pop.service.ts';
import { setSipId } from './sip-id.service.ts';
import { transfer } from './transfer.service.ts';
import { wrapUp } from './wrap-up.service.ts';

/** A call is its holder's; whose it is, the services know behind its lock. */
const mayWork = (asking: Asking) => demand(asking, 'call.work', { ownerId: asking.actor.id });

export const callCommands = {
  'call:ring': async (work, asking, input) => {
    mayWork(asking);
    return { call: await ringFromSoftphone(work, asking, input) };
  },
  'call:answer': async (work, asking, { callId }) => {
    mayWork(asking);
    return { call: await answer(work, asking, callId) };
  },
  'call:decline': async (work, asking, { callId }) => {
    mayWork(asking);
    return { call: await decline(work, asking, callId) };
  },
  'call:report': async (work, asking, input) => {
    mayWork(asking);
    return { call: await report(work, asking, input) };
  },
  'call:place': async (work, asking, input) => {
    demand(asking, 'call.place', { ownerId: asking.actor.id });
    return place(work, asking, input);
  },
  'call:sip-id': async (work, asking, input) => {
    mayWork(asking);
    return { call: await setSipId(work, asking, input) };
  },
  'call:transfer': async (work, asking, input) => {
    mayWork(asking);
    return transfer(work, asking, input);
  },
  'call:control': async (work, asking, input) => {
    mayWork(asking);
    return { call: await control(work, asking, input) };
  },
  'call:wrap-up': async (work, asking, input) => {
    mayWork(asking);
    return { call: await wrapUp(work, asking, input) };
  },
} satisfies Pick<CommandHandlers, Extract<(typeof commandRows)[number]['name'], `call:${string}`>>;

export const callQueries = {
  'calls.live': async (deps, asking) => {
    mayWork(asking);
    return { calls: await callsOf(deps, asking) };
  },
  'calls.on-thread': async (deps, asking, { customerId }) => {
    demand(asking, 'thread.read');
    return { calls: await callsOnThread(deps, asking, customerId) };
  },
  'telephony.account': async (deps, asking) => {
    mayWork(asking);
    return telephonyFor(deps, asking);
  },
  'call.customer': async (deps, asking, { callId }) => {
    mayWork(asking);
    return screenPop(deps, asking, callId);
  },
} satisfies Pick<QueryHandlers, Exclude<(typeof queryRows)[number]['name'], `callback.${string}`>>;
