import type { Query } from '#server/db/handle.ts';
import { careRulesAhead } from '#server/domains/care/watch-for-danger.service.ts';
import { rulesAhead } from '#server/domains/escalations/fire.service.ts';
import { blockedAmong } from '#server/domains/identity/points.repository.ts';
import type { Step, Work } from '#server/work.ts';
import { type InboundConversation, openConversations } from './inbound.repository.ts';
import { type Inbound, isFromCustomer, isQuiet } from './inbound.ts';

/** Which of their points are blocked, and the conversations they may go to. */
export type InboundBeginning = {
  readonly blocked: ReadonlySet<string>;
  readonly conversations: readonly InboundConversation[];
};

/**
 * What taking these in begins with, for whoever sends it in one go with their customers' locks, behind them: `take` is given the
 * rows of each statement. The rules that look at what customers say are read with it.
 */
export function inboundBegins(
  work: Work,
  inbounds: readonly Inbound[],
): {
  readonly statements: readonly Query<unknown>[];
  readonly take: (rows: readonly (readonly unknown[])[]) => InboundBeginning;
} {
  const points = [
    ...new Set(inbounds.flatMap(({ direction, contactPointId }) => (direction === 'in' ? (contactPointId ?? []) : []))),
  ];
  const routed = inbounds.filter((inbound) => !isQuiet(inbound));
  const customerIds = [...new Set(routed.map((inbound) => inbound.customerId))];
  const threads = [...new Set(routed.flatMap((inbound) => inbound.thread ?? []))];
  const blocked = new Set<string>();
  const conversations: InboundConversation[] = [];
  const steps: Step[] = [];
  if (points.length > 0) {
    const take = (rows: readonly unknown[]) => (rows as { id: string }[]).forEach(({ id }) => void blocked.add(id));
    steps.push({ statement: blockedAmong(points, work.at), take });
  }
  if (customerIds.length > 0) {
    const take = (rows: readonly unknown[]) => void conversations.push(...(rows as InboundConversation[]));
    steps.push({ statement: openConversations(work, customerIds, threads), take });
  }
  if (routed.some(isFromCustomer)) steps.push(rulesAhead(work), careRulesAhead(work));
  return {
    statements: steps.map(({ statement }) => statement),
    take(rows) {
      steps.forEach(({ take }, n) => void take(rows[n] ?? []));
      return { blocked, conversations };
    },
  };
}
