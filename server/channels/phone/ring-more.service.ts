import { findConnection } from '#server/channels/connections/connections.repository.ts';
import type { Deps } from '#server/deps.ts';
import { waitingCalls } from '#server/domains/calls/calls.repository.ts';
import { callLocked, tellCall } from '#server/domains/calls/locked-call.service.ts';
import { readyOf, ringAt } from '#server/domains/calls/rings.repository.ts';
import { inWork } from '#server/work.ts';
import { phoneSettings } from './phone-settings.ts';

/**
 * Somebody who has become ready while a caller waits hears them too. (An exchange decides itself whom it rings.) Called
 * every few seconds on every hub; a ring is one row, whoever adds it. Gives how many calls ring at more.
 */
export async function ringMore(deps: Deps): Promise<number> {
  let more = 0;
  for (const { id, teamId, connectionId } of await waitingCalls(deps.db)) {
    const accounts = phoneSettings((await findConnection(deps.db, connectionId))?.settings ?? {}).accounts;
    const ready = (await readyOf(deps.db, teamId)).filter(({ login }) => accounts.has(login));
    if (ready.length === 0) continue;
    const agents = ready.map((agent) => agent.id);
    more += Number(
      await inWork(deps, async (work) => {
        const { call } = await callLocked(work, id, agents);
        if (call.state !== 'ringing' || call.answeringId !== null || call.ringUntil === null) return false;
        let rang = false;
        for (const agentId of agents) rang = (await ringAt(work, id, agentId)) || rang;
        if (rang) await tellCall(work, id, call);
        return rang;
      }),
    );
  }
  return more;
}
