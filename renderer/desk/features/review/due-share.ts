import type { Escalation } from '#shared/domain/escalation.ts';

export type DueLook = {
  /** How much of the time until the decision has passed, from 0 to 1. */
  readonly share: number;
  readonly urgency: 'calm' | 'soon' | 'late';
};

const SOON_SHARE = 0.5;
const LATE_SHARE = 0.85;

/** How near the decision's time is. Of an overdue one all of it has passed. */
export function dueLook({ raisedAt, dueAt }: Pick<Escalation, 'raisedAt' | 'dueAt'>, now: Date): DueLook {
  const from = Date.parse(raisedAt);
  const whole = Date.parse(dueAt) - from;
  const share = whole <= 0 ? 1 : Math.min(1, Math.max(0, (now.getTime() - from) / whole));
  if (share >= LATE_SHARE) return { share, urgency: 'late' };
  return { share, urgency: share >= SOON_SHARE ? 'soon' : 'calm' };
}
