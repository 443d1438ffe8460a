import { type Asking, type CommandHandlers, demand, type QueryHandlers } from '#server/asking.ts';
import { reachOf } from '#shared/wire/policy.ts';
import { asCallback } from './callback-view.ts';
import { countCallbacks, listCallbacks } from './callbacks.repository.ts';
import { askFor, attempt, claimCallback, close, move } from './callbacks.service.ts';

export const callbackCommands = {
  'callback:ask': async (work, asking, input) => ({ callback: await askFor(work, asking, input) }),
  'callback:claim': async (work, asking, { callbackId }) => ({
    callback: await claimCallback(work, asking, callbackId),
  }),
  'callback:attempt': async (work, asking, input) => ({ callback: await attempt(work, asking, input) }),
  'callback:close': async (work, asking, input) => ({ callback: await close(work, asking, input) }),
  'callback:move': async (work, asking, input) => ({ callback: await move(work, asking, input) }),
} satisfies Partial<CommandHandlers>;

/** Whose callbacks the asker may see: all teams' for who may work any, else those of their own teams. */
function teamsOf(asking: Asking, teamId: string | undefined): readonly string[] | null {
  if (teamId !== undefined) {
    demand(asking, 'callback.work', { teamId });
    return [teamId];
  }
  return reachOf(asking.actor.role, 'callback.work') === 'any' ? null : asking.actor.teamIds;
}

export const callbackQueries = {
  'callback.list': async (deps, asking, { show, teamId, limit }) => {
    const who = { teamIds: teamsOf(asking, teamId), agentId: asking.actor.id };
    const [records, counts] = await Promise.all([
      listCallbacks(deps.db, { ...who, show, limit }),
      countCallbacks(deps.db, who, deps.clock.now()),
    ]);
    return { callbacks: records.map(asCallback), counts };
  },
} satisfies Partial<QueryHandlers>;
