import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type AnswerFacts, type ApprovalRuleFields, ruleHolds, rulesThatHold } from '#shared/domain/approval.ts';
import type { Channel } from '#shared/domain/channels.ts';

const NOW = Date.parse('2026-04-01T01:00:00.000Z');
const CHANNELS: readonly Channel[] = ['email', 'chat', 'line'];
const WORDS = ['返金', 'クレーム', 'refund'] as const;
/** A word that stands in what is said, the way people write it. */
const SAID: Readonly<Record<(typeof WORDS)[number], string>> = {
  返金: 'ご返金いたします',
  クレーム: 'くれーむ扱いで',
  refund: 'Your REFUND is due.',
};

const some = <T>(values: readonly T[]) => fc.subarray([...values]);
const ids = (kind: string) => [1, 2, 3].map((n) => `${kind}${n}`);
const rule: fc.Arbitrary<ApprovalRuleFields> = fc.record(
  {
    name: fc.constant('rule'),
    enabled: fc.boolean(),
    agentIds: some(ids('agent')),
    teamIds: some(ids('team')),
    categoryIds: some(ids('category')),
    channels: some(CHANNELS),
    words: some(WORDS),
    until: fc.constantFrom(
      new Date(NOW - 1).toISOString(),
      new Date(NOW).toISOString(),
      new Date(NOW + 1).toISOString(),
    ),
  },
  { requiredKeys: ['name', 'enabled', 'agentIds', 'teamIds', 'categoryIds', 'channels', 'words'] },
);
const answer = fc.record({
  authorId: fc.constantFrom(...ids('agent')),
  isLead: fc.boolean(),
  teamId: fc.constantFrom(...ids('team')),
  categoryIds: some(ids('category')),
  channel: fc.constantFrom(...CHANNELS),
  inAnswer: some(WORDS),
  inCustomers: some(WORDS),
});
const factsOf = (made: {
  authorId: string;
  isLead: boolean;
  teamId: string;
  categoryIds: string[];
  channel: Channel;
  inAnswer: (typeof WORDS)[number][];
  inCustomers: (typeof WORDS)[number][];
}): AnswerFacts => ({
  authorId: made.authorId,
  isLead: made.isLead,
  teamId: made.teamId,
  categoryIds: made.categoryIds,
  channel: made.channel,
  text: made.inAnswer.map((word) => SAID[word]).join('。'),
  heard: made.inCustomers.map((word) => SAID[word]).join('。'),
  at: NOW,
});

/** Slow and obvious: every reason why a rule would let an answer go. */
function reasonsToLetGo(r: ApprovalRuleFields, f: AnswerFacts, said: ReadonlySet<string>): string[] {
  const why: string[] = [];
  if (!r.enabled) why.push('off');
  if (r.until !== undefined && new Date(r.until).getTime() <= f.at) why.push('over');
  if (r.agentIds.length > 0 && !r.agentIds.some((id) => id === f.authorId)) why.push('somebody else');
  if (f.isLead && !r.agentIds.some((id) => id === f.authorId)) why.push('a lead who is not named');
  if (r.teamIds.length > 0 && !r.teamIds.some((id) => id === f.teamId)) why.push('another team');
  if (r.channels.length > 0 && !r.channels.some((one) => one === f.channel)) why.push('another channel');
  const filed = f.categoryIds.filter((id) => r.categoryIds.some((one) => one === id));
  if (r.categoryIds.length > 0 && filed.length === 0) why.push('another matter');
  if (r.words.length > 0 && !r.words.some((word) => said.has(word))) why.push('other words');
  return why;
}

describe('a rule about which answers wait', () => {
  it('holds exactly those of which everything it asks for is true (10,000 rules and answers)', () => {
    let [holding, letting] = [0, 0];
    fc.assert(
      fc.property(rule, answer, (r, made) => {
        const facts = factsOf(made);
        const said = new Set<string>([...made.inAnswer, ...made.inCustomers]);
        const held = ruleHolds(r, facts);
        expect(held).toBe(reasonsToLetGo(r, facts, said).length === 0);
        if (held) holding += 1;
        else letting += 1;
      }),
      { numRuns: 10_000 },
    );
    // A test that only ever saw one of the two would say nothing.
    expect(Math.min(holding, letting)).toBeGreaterThan(100);
  });

  it('of several, each that holds is named, whatever the others say', () => {
    fc.assert(
      fc.property(fc.array(rule, { maxLength: 6 }), answer, (rules, made) => {
        const facts = factsOf(made);
        expect(rulesThatHold(rules, facts)).toEqual(rules.filter((one) => ruleHolds(one, facts)));
        expect(rulesThatHold([], facts)).toEqual([]);
      }),
      { numRuns: 1000 },
    );
  });

  it('that asks for nothing holds every agent’s answer and no lead’s', () => {
    const empty = { enabled: true, agentIds: [], teamIds: [], categoryIds: [], channels: [], words: [] };
    fc.assert(
      fc.property(answer, (made) => {
        expect(ruleHolds(empty, factsOf(made))).toBe(!made.isLead);
      }),
    );
  });
});
