import { sendWaiting } from '#server/db/together.ts';
import { messageWords } from '#server/domains/escalations/heard.service.ts';
import { appendItem } from '#server/domains/timeline/append-item.service.ts';
import { addCustomerEvent } from '#server/domains/topics/topics.repository.ts';
import type { Step, Work } from '#server/work.ts';
import type { CareRules } from '#shared/domain/care.ts';
import type { TimelineItem } from '#shared/domain/timeline-item.ts';
import { wordsFound } from '#shared/domain/words-found.ts';
import { careRules, careRulesRead, openIncident } from './incidents.repository.ts';

/** An item that came in, and the conversation it is of. */
type Came = { readonly item: TimelineItem; readonly conversationId: string | null };

const rulesOf = new WeakMap<Work, CareRules>();

/** The reading of the rules, for a work that will watch, with what else it reads first. */
export const careRulesAhead = (work: Work): Step => ({
  statement: careRulesRead(),
  take: ([rules]) => void rulesOf.set(work, rules as CareRules),
});

/**
 * Opens an incident for each conversation in which a customer has just written of something that may hurt somebody, in the
 * transaction that took it in: at most one is open of a conversation, however often it is said. Customers are locked.
 */
export async function watchForDanger(work: Work, received: readonly Came[]): Promise<void> {
  const said = received.filter(({ item, conversationId }) => conversationId !== null && saysWords(item));
  if (said.length === 0) return;
  const rules = rulesOf.get(work) ?? (await careRules(work.tx));
  for (const one of said) await openFor(work, rules, one);
}

const saysWords = (item: TimelineItem): boolean =>
  item.kind === 'message' && item.direction === 'in' && !item.historical && item.data.blocked !== true;

async function openFor(work: Work, rules: CareRules, { item, conversationId }: Came): Promise<void> {
  if (item.kind !== 'message' || conversationId === null) return;
  const words = wordsFound(messageWords(item.data), [...rules.safetyWords.ja, ...rules.safetyWords.en]);
  if (words.length === 0) return;
  // The incident points at its item by `seq`, which that has when it has left.
  await sendWaiting(work.tx);
  const opened = await openIncident(work, {
    id: work.nextId(),
    conversationId,
    customerId: item.customerId,
    words,
    item: { customerId: item.customerId, seq: item.seq },
    checklist: rules.checklist,
  });
  if (!opened) return;
  await appendItem(work, {
    customerId: item.customerId,
    conversationId,
    kind: 'system',
    channel: item.channel,
    direction: 'none',
    visibility: 'internal',
    author: { type: 'system' },
    occurredAt: work.at,
    data: { event: 'incident_opened', reason: words.join('、') },
  });
  await addCustomerEvent(work, item.customerId, { type: 'customer_changed' });
}
