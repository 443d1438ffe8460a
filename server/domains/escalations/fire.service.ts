import { teamCalendar } from '#server/domains/calendar/calendar.service.ts';
import { snapshotOf } from '#server/domains/handoffs/handoffs.repository.ts';
import type { Step, Work } from '#server/work.ts';
import { dueAfter } from '#shared/domain/calendar.ts';
import type { Escalation, EscalationRule, Found, RuleTest } from '#shared/domain/escalation.ts';
import { type Firing, firingOf, type RuleFacts } from '#shared/domain/escalation-rules.ts';
import type { Party } from '#shared/domain/party.ts';
import { maskFreeText, maskSensitive } from '#shared/domain/sensitive.ts';
import { causeKnown, insertCause, workspaceLocale } from './causes.repository.ts';
import { insertEscalation } from './escalation-changes.repository.ts';
import { undecidedOf } from './escalations.repository.ts';
import { ruleWords } from './rule-words.ts';
import { ruleBook } from './rules.repository.ts';
import { type Matter, tellStep } from './tell-escalation.service.ts';

/** A conversation as rules look at it, whoever has read it. Its customer is locked. */
export type RuledMatter = Matter & { readonly teamName: string; readonly ownerName: string | null };

const ruleBooks = new WeakMap<Work, readonly EscalationRule[]>();

/** The reading of the rules, for a work in which something will happen that they look at, with what else it reads first. */
export function rulesAhead(work: Work): Step {
  const { statement, read } = ruleBook();
  return { statement, take: (rows) => void ruleBooks.set(work, read(rows as Parameters<typeof read>[0])) };
}

/** The rules in force for a team's conversations; read once in a work, however much happens in it. */
export async function rulesFor(work: Work, kind: RuleTest['kind'], teamId: string): Promise<EscalationRule[]> {
  if (!ruleBooks.has(work)) {
    const { statement, take } = rulesAhead(work);
    take((await statement.execute(work.tx)).rows);
  }
  const rules = ruleBooks.get(work) ?? [];
  return rules.filter((rule) => rule.test.kind === kind && (rule.teamId === undefined || rule.teamId === teamId));
}

/**
 * Lets the rules look at what happened ([ES1]), in the transaction in which it did: each raises an escalation at most once
 * of the same cause, with the thread as it is now. A cause that comes while one is undecided for the same reason is told on
 * that one. Gives how many rules fired.
 */
export async function applyRules(work: Work, c: RuledMatter, facts: RuleFacts): Promise<number> {
  let fired = 0;
  for (const rule of await rulesFor(work, facts.kind, c.teamId)) fired += Number(await applyRule(work, c, rule, facts));
  return fired;
}

/** The same of one rule; false when it does not fire, or has for this cause. */
export async function applyRule(work: Work, c: RuledMatter, rule: EscalationRule, facts: RuleFacts): Promise<boolean> {
  const firing = firingOf(rule.test, facts);
  if (firing === null || (await causeKnown(work, rule.id, firing.cause))) return false;
  await raiseByRule(work, c, rule, { firing, facts });
  return true;
}

type Fired = { readonly firing: Firing; readonly facts: RuleFacts };

async function raiseByRule(work: Work, c: RuledMatter, rule: EscalationRule, { firing, facts }: Fired): Promise<void> {
  const { kind } = rule.test;
  const amount = facts.kind === 'amount' ? facts.amount : undefined;
  const found = maskFreeText(firing.found);
  const locale = await workspaceLocale(work);
  const wordsOf = (what: Found) => maskSensitive(ruleWords(kind, what, amount, locale)).slice(0, 2000);
  const undecided = await undecidedOf(work.tx, c.id, kind);
  const escalationId =
    undecided?.id ??
    (await insertEscalation(work, {
      conversationId: c.id,
      customerId: c.customerId,
      reason: kind,
      rule: { id: rule.id, name: rule.name },
      owner: ownerNow(c),
      teamId: c.teamId,
      question: wordsOf(found),
      asked: ASKS[kind],
      amount,
      found,
      snapshot: await snapshotOf(work.tx, c.customerId),
      dueAt: dueAfter(await teamCalendar(work.tx, c.teamId), work.at, rule.dueMinutes),
    }));
  const at = facts.kind === 'repeat_contact' ? new Date(facts.at) : work.at;
  await insertCause(work, { ruleId: rule.id, cause: firing.cause, conversationId: c.id, escalationId, at });
  // What the customer said stands on the thread already, and can be taken away there ([TL1]).
  const text = wordsOf(kind === 'words' ? { ...found, text: '' } : found);
  await tellStep(work, c, escalationId, { event: undecided === null ? 'raised' : 'again', by: null, text });
}

const ASKS: Readonly<Record<RuleTest['kind'], Escalation['asked']>> = {
  repeat_contact: 'advice',
  target_missed: 'other',
  words: 'advice',
  amount: 'approval',
  ping_pong: 'advice',
  commitment_broken: 'advice',
};

const ownerNow = (c: RuledMatter): Party =>
  c.ownerAgentId === null
    ? { type: 'team', id: c.teamId, name: c.teamName }
    : { type: 'agent', id: c.ownerAgentId, name: c.ownerName ?? '' };
