import { backToNow, lookBack } from '#renderer/desk/app/look-back.ts';
import type { Escalation } from '#shared/domain/escalation.ts';

/** An escalation's thread, as it was when it was raised or as it is now. */
export type ShownThread = { readonly escalation: Escalation; readonly as: 'then' | 'now' };

/** Points the thread at the pinned moment or at now; before it is drawn, too, so that the newest end does not flash by. */
export function lookAt({ escalation, as }: ShownThread): void {
  const { customerId, raisedAt, snapshot } = escalation;
  if (as === 'then') lookBack({ customerId, at: raisedAt, asOf: { snapshot } });
  else backToNow();
}
