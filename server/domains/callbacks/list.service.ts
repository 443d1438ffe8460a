import { type Asking, demand } from '#server/asking.ts';
import type { Deps } from '#server/deps.ts';
import { reachOf } from '#shared/wire/policy.ts';
import type { QueryOutput, QueryParsed } from '#shared/wire/queries.ts';
import { asCallback } from './callback-view.ts';
import { countCallbacks, listCallbacks } from './callbacks.repository.ts';

/** The callbacks that the asker may work, with how many there are. */
export async function callbacksFor(
  deps: Pick<Deps, 'db' | 'clock'>,
  asking: Asking,
  { show, teamId, limit }: QueryParsed<'callback.list'>,
): Promise<QueryOutput<'callback.list'>> {
  const who = { teamIds: teamsOf(asking, teamId), agentId: asking.actor.id };
  const [records, counts] = await Promise.all([
    listCallbacks(deps.db, { ...who, show, limit }),
    countCallbacks(deps.db, who, deps.clock.now()),
  ]);
  return { callbacks: records.map(asCallback), counts };
}

/** Null is all teams', for who may work any; else those of the asker's own, or the one that was named. */
function teamsOf(asking: Asking, teamId: string | undefined): readonly string[] | null {
  if (teamId !== undefined) {
    demand(asking, 'callback.work', { teamId });
    return [teamId];
  }
  return reachOf(asking.actor.role, 'callback.work') === 'any' ? null : asking.actor.teamIds;
}
