import { expect, it } from 'vitest';
import { surveyAnswers, surveyReport } from '#server/domains/surveys/report.service.ts';
import { CHANNELS, type Channel } from '#shared/domain/channels.ts';
import { SURVEY_SPLITS, type SurveySplit } from '#shared/domain/survey.ts';
import { testDatabase } from '#test/support/database.ts';
import { makeConversation, makeItem } from '#test/support/factories/conversations.ts';
import { makeCustomer } from '#test/support/factories/customers.ts';
import { testDeps } from '#test/support/factories/deps.ts';
import { askingAs } from '#test/support/factories/people.ts';
import { seedWorkspace } from '#test/support/factories/workspace.ts';
import { randomOf } from '#test/support/random-of.ts';

const database = await testDatabase();
const { db } = database;
const deps = testDeps(database);
const seeded = await seedWorkspace(db);
const lead = askingAs(seeded.lead);
const random = randomOf(20260402);
const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)] as T;

type Fact = {
  readonly teamId: string;
  readonly agentId: string | null;
  readonly channel: Channel;
  readonly categoryId: string | null;
  readonly sentAt: Date;
  readonly score: number | null;
};

const from = '2026-04-01T00:00:00+09:00';
const to = '2026-06-01T00:00:00+09:00';
const facts: Fact[] = [];
const customer = await makeCustomer(db, []);
for (let n = 0; n < 250; n += 1) {
  const score = random() < 0.6 ? 1 + Math.floor(random() * 5) : null;
  const fact: Fact = {
    teamId: pick([seeded.team.id, seeded.otherTeam.id]),
    agentId: pick([seeded.agents[0].id, seeded.agents[1].id, null]),
    channel: pick(CHANNELS.slice(0, 4)),
    categoryId: pick([...seeded.categories, null]),
    // A little outside of the time too, at either end.
    sentAt: new Date(Date.parse('2026-03-30T00:00:00Z') + random() * 66 * 24 * 3_600_000),
    score,
  };
  facts.push(fact);
  const conversation = await makeConversation(db, { customer, team: { id: fact.teamId } });
  const item =
    score === null
      ? null
      : await makeItem(deps, customer, { kind: 'survey', data: { score, outOf: 5, comment: `words ${n}` } });
  await db
    .insertInto('survey')
    .values({
      id: deps.ids.next(),
      conversation_id: conversation.id,
      customer_id: customer.id,
      team_id: fact.teamId,
      agent_id: fact.agentId,
      category_id: fact.categoryId,
      channel: fact.channel,
      by_channel: fact.channel,
      resolved_at: fact.sentAt,
      due_at: fact.sentAt,
      sent_at: fact.sentAt,
      expires_at: fact.sentAt,
      state: score === null ? 'sent' : 'answered',
      ...(score === null || item === null
        ? {}
        : { score, low: score <= 2, answered_at: fact.sentAt, answered_on: fact.channel, answer_item_id: item.id }),
    })
    .execute();
}

/** The day in Tokyo, nine hours ahead all year. */
const dayOf = (at: Date): string => new Date(at.getTime() + 9 * 3_600_000).toISOString().slice(0, 10);
function weekOf(at: Date): string {
  const day = new Date(`${dayOf(at)}T00:00:00Z`);
  day.setUTCDate(day.getUTCDate() - ((day.getUTCDay() + 6) % 7));
  return day.toISOString().slice(0, 10);
}
const KEY: Readonly<Record<SurveySplit, (fact: Fact) => string | null>> = {
  team: ({ teamId }) => teamId,
  agent: ({ agentId }) => agentId,
  channel: ({ channel }) => channel,
  category: ({ categoryId }) => categoryId,
  day: ({ sentAt }) => dayOf(sentAt),
  week: ({ sentAt }) => weekOf(sentAt),
  month: ({ sentAt }) => `${dayOf(sentAt).slice(0, 7)}-01`,
};

/** Slow and obvious: counted one by one. */
function counted(of: readonly Fact[]) {
  const given = of.flatMap(({ score }) => score ?? []);
  const times = (score: number) => given.filter((one) => one === score).length;
  return {
    asked: of.length,
    answered: given.length,
    rate: of.length === 0 ? null : given.length / of.length,
    average: given.length === 0 ? null : given.reduce((sum, one) => sum + one, 0) / given.length,
    distribution: [times(1), times(2), times(3), times(4), times(5)],
    low: given.filter((one) => one <= 2).length,
  };
}
const within = facts.filter(({ sentAt }) => sentAt >= new Date(from) && sentAt < new Date(to));

for (const by of SURVEY_SPLITS) {
  it(`counts by ${by} what a slow and obvious count gives`, async () => {
    const { total, lines } = await surveyReport(deps, lead, { from, to, by });
    expect(total).toEqual(counted(within));
    const keys = new Set(within.map(KEY[by]));
    expect(lines.length).toBe(keys.size);
    for (const key of keys) {
      const line = lines.find((one) => (one.key ?? null) === key);
      expect(line?.figures, `${by} ${key}`).toEqual(counted(within.filter((fact) => KEY[by](fact) === key)));
    }
  });
}

it('narrows to a team, an agent, a channel, or a category with all below it', async () => {
  const agentId = seeded.agents[0].id;
  const [root, middle, leaf] = seeded.categories;
  const narrowings = [
    [{ teamId: seeded.team.id }, (f: Fact) => f.teamId === seeded.team.id],
    [{ agentId }, (f: Fact) => f.agentId === agentId],
    [{ channel: CHANNELS[1] }, (f: Fact) => f.channel === CHANNELS[1]],
    [{ categoryId: middle }, (f: Fact) => f.categoryId === middle || f.categoryId === leaf],
    [{ categoryId: root }, (f: Fact) => f.categoryId !== null],
  ] as const;
  for (const [narrowing, fits] of narrowings) {
    const { total } = await surveyReport(deps, lead, { from, to, by: 'team', ...narrowing });
    expect(total).toEqual(counted(within.filter(fits)));
  }
});

it('leads from a figure to the conversations behind it, page by page, each once', async () => {
  const found: string[] = [];
  let cursor: string | undefined;
  do {
    const page = await surveyAnswers(deps, lead, {
      from,
      to,
      most: 2,
      limit: 7,
      ...(cursor === undefined ? {} : { cursor }),
    });
    for (const answer of page.answers) {
      expect(answer.score).toBeLessThanOrEqual(2);
      expect(answer.comment).toMatch(/^words/);
      found.push(answer.conversationId);
    }
    cursor = page.next;
  } while (cursor !== undefined);
  expect(new Set(found).size).toBe(found.length);
  expect(found.length).toBe(counted(within).low);
});
