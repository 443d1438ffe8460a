import type { Deps } from '#server/deps.ts';
import { conversationLocked } from '#server/domains/conversations/ownership.service.ts';
import { eachByItself } from '#server/each-by-itself.ts';
import { inWork } from '#server/work.ts';
import { WATCH_SETTLES_MS } from '#shared/domain/live-help.ts';
import { tellHelp, writeDown } from './watch.service.ts';
import { endWatch, leaveWatch, resumeWatch, type Unsettled, unsettledWatches, watchNow } from './watches.repository.ts';

/** A window says that it is at a hub a moment after it speaks. */
const YOUNG_MS = 2000;

/**
 * Ends watches by what is so: whose lead has no window at any hub does not watch; whoever is back within the time never
 * left; what was left for longer is written down as ended. Called every second on every hub: each does under the
 * conversation's lock what is still to be done. Gives how many it changed.
 */
export async function settleWatches(deps: Deps): Promise<number> {
  const now = deps.clock.now().getTime();
  const leftBefore = new Date(now - WATCH_SETTLES_MS);
  const found = await unsettledWatches(deps.db, { leftBefore, young: new Date(now - YOUNG_MS) });
  return eachByItself(deps, 'settle watches', found, (one) => settle(deps, one, leftBefore));
}

function settle(deps: Deps, { id, conversationId, what }: Unsettled, leftBefore: Date): Promise<boolean> {
  return inWork(deps, async (work) => {
    const locked = await conversationLocked(work, conversationId);
    const watch = await watchNow(work, id);
    if (watch === null) return false;
    if (what === 'gone') {
      if (watch.leftAt !== null || !watch.gone || !(await leaveWatch(work, id, 'lost'))) return false;
    } else if (what === 'back') {
      if (watch.leftAt === null || watch.gone) return false;
      await resumeWatch(work, id);
    } else {
      if (watch.leftAt === null || watch.leftAt > leftBefore || !(await endWatch(work, id))) return false;
      const lead = { type: 'agent', id: watch.leadId, name: watch.leadName } as const;
      await writeDown(work, locked, { event: 'watch_ended', by: lead, at: watch.leftAt });
      return true;
    }
    await tellHelp(work, locked);
    return true;
  });
}
