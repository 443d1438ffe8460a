import type { Deps } from '#server/deps.ts';
import { teamCalendar } from '#server/domains/calendar/calendar.service.ts';
import { conversationLocked } from '#server/domains/conversations/ownership.service.ts';
import { eachByItself } from '#server/each-by-itself.ts';
import { inWork } from '#server/work.ts';
import { type Calendar, openMinutesBetween } from '#shared/domain/calendar.ts';
import { applyRules } from './fire.service.ts';
import { type LatePlace, lateConversations } from './late.repository.ts';
import { rulesInForce } from './rules.repository.ts';

const AT_ONCE = 500;
const MINUTE_MS = 60_000;

/**
 * Raises escalations for answers that are late by as much as a rule says, in business time of the team ([CV9]), each missed
 * target once. Called every few seconds on every hub; the lock and the cause's key let each be raised once, and what was
 * answered meanwhile is left alone. Gives how many rules fired.
 */
export async function escalateMissedTargets(deps: Deps): Promise<number> {
  const rules = (await rulesInForce(deps.db, ['target_missed'])).flatMap(({ id, teamId, test }) =>
    test.kind === 'target_missed' ? [{ id, teamId: teamId ?? null, minutes: test.minutes }] : [],
  );
  if (rules.length === 0) return 0;
  const calendars = new Map<string, Promise<Calendar | null>>();
  const at = deps.clock.now();
  let fired = 0;
  for (let after: LatePlace | null = null; ; ) {
    const page: LatePlace[] = await lateConversations(deps.db, rules, { at, after, limit: AT_ONCE });
    fired += await eachByItself(deps, 'escalate missed targets', page, async (late) => {
      const calendar = await known(calendars, late.teamId, () => teamCalendar(deps.db, late.teamId));
      return lateMinutes(calendar, late.dueAt, at) >= late.leastMinutes ? escalateLate(deps, late, calendar) : 0;
    });
    after = page.at(-1) ?? null;
    if (page.length < AT_ONCE) return fired;
  }
}

function escalateLate(deps: Deps, late: LatePlace, calendar: Calendar | null): Promise<number> {
  return inWork(deps, async (work) => {
    const locked = await conversationLocked(work, late.id);
    const stands = locked.status !== 'resolved' && locked.replyDueAt?.getTime() === late.dueAt.getTime();
    if (!stands) return 0;
    const lateBy = lateMinutes(calendar, late.dueAt, work.at);
    return applyRules(work, locked, {
      kind: 'target_missed',
      conversationId: locked.id,
      dueAt: late.dueAt.getTime(),
      lateMinutes: lateBy,
    });
  });
}

const lateMinutes = (calendar: Calendar | null, dueAt: Date, at: Date): number =>
  calendar === null ? (at.getTime() - dueAt.getTime()) / MINUTE_MS : openMinutesBetween(calendar, dueAt, at);

function known<K, V>(map: Map<K, V>, key: K, make: () => V): V {
  const found = map.get(key);
  if (found !== undefined) return found;
  const made = make();
  map.set(key, made);
  return made;
}
