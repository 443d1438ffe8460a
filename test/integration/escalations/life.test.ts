import { sql } from 'kysely';
import { describe, expect, it } from 'vitest';
import { endEscalations } from '#server/domains/escalations/end-open.service.ts';
import { escalationsQueries } from '#server/domains/escalations/escalations.handlers.ts';
import { tellOverdue } from '#server/domains/escalations/overdue.service.ts';
import { verifyData } from '#server/domains/verify/verify.service.ts';
import { inWork } from '#server/work.ts';
import { dataOf, giveTo } from '#test/support/commands.ts';
import { testDatabase } from '#test/support/database.ts';
import { askedBy, stepsOf } from '#test/support/escalation-world.ts';
import { makeConversation, makeItem } from '#test/support/factories/conversations.ts';
import { makeCustomer } from '#test/support/factories/customers.ts';
import { testDeps } from '#test/support/factories/deps.ts';
import { askingAs, makeAgent, makeTeam } from '#test/support/factories/people.ts';
import { seedWorkspace } from '#test/support/factories/workspace.ts';

const database = await testDatabase();
const { db } = database;
const deps = testDeps(database);
const give = giveTo(deps);
const { team, otherTeam, agents, lead, categories } = await seedWorkspace(db);
const [anna, ben] = agents;
const second = await makeAgent(db, [team], { role: 'lead' });
const stranger = await makeAgent(db, [otherTeam], { role: 'lead' });
const asLead = askingAs(lead);
const asAnna = askingAs(anna);

const asked = () => askedBy(deps, anna, team);
const rowOf = (id: string) => db.selectFrom('conversation').selectAll().where('id', '=', id).executeTakeFirstOrThrow();
const decide = (
  escalationId: string,
  decision: 'approve' | 'return' | 'take_over' | 'close',
  over = {},
  who = asLead,
) => give(who, 'escalation:decide', { escalationId, decision, ...over });

describe('when its conversation is over', () => {
  it('what is undecided is withdrawn, what was decided ends with what the decision came to', async () => {
    const { escalation, conversationId } = await asked();
    const approved = await asked();
    dataOf(await decide(approved.escalation.id, 'approve'));
    const resolve = { epoch: 1, outcome: 'solved', categoryId: categories[2] };
    dataOf(await give(asAnna, 'conversation:resolve', { ...resolve, conversationId }));
    dataOf(await give(asAnna, 'conversation:resolve', { ...resolve, conversationId: approved.conversationId }));
    expect(await stepsOf(db, escalation.id)).toEqual(['raised', 'withdrawn']);
    expect(await stepsOf(db, approved.escalation.id)).toEqual(['raised', 'approved', 'resolved']);
    const { escalations } = await escalationsQueries['escalation.of'](deps, asLead, { conversationId });
    expect(escalations).toEqual([]);
    const { outcome } = await db
      .selectFrom('escalation')
      .select('outcome')
      .where('id', '=', approved.escalation.id)
      .executeTakeFirstOrThrow();
    expect(outcome).toBe('granted');
  });

  it('[CV7] merged into another, its question is withdrawn, and nobody waits for an answer once that is undone', async () => {
    const { escalation, conversationId, customer } = await asked();
    const into = await makeConversation(db, { customer, team, owner: anna });
    const { linkId } = dataOf(
      await give(asAnna, 'conversation:merge', {
        conversationId: into.id,
        epoch: 1,
        fromId: conversationId,
        fromEpoch: 1,
      }),
    );
    expect(await stepsOf(db, escalation.id)).toEqual(['raised', 'withdrawn']);
    dataOf(await give(asAnna, 'conversation:undo-link', { linkId }));
    expect(await rowOf(conversationId)).toMatchObject({ status: 'open', waiting_on: null, merged_into: null });
  });

  it('ending what is over already adds nothing', async () => {
    const { escalation, conversationId, customer } = await asked();
    dataOf(await give(asAnna, 'escalation:withdraw', { escalationId: escalation.id }));
    const matter = {
      id: conversationId,
      customerId: customer.id,
      channel: 'chat',
      teamId: team.id,
      ownerAgentId: anna.id,
    } as const;
    await inWork(deps, (work) => endEscalations(work, matter, null));
    expect(await stepsOf(db, escalation.id)).toEqual(['raised', 'withdrawn']);
  });
});

describe('[ES1] its due time', () => {
  it('is told to the leads once when it is over, by however many hubs, and only while it is undecided', async () => {
    const late = await asked();
    const decided = await asked();
    dataOf(await decide(decided.escalation.id, 'approve'));
    deps.clock.advance(15 * 60_000 - 1);
    await tellOverdue(deps);
    expect(await stepsOf(db, late.escalation.id)).toEqual(['raised']);
    deps.clock.advance(1);
    await Promise.all([tellOverdue(deps), tellOverdue(deps), tellOverdue(deps)]);
    deps.clock.advance(60 * 60_000);
    await tellOverdue(deps);
    expect(await stepsOf(db, late.escalation.id)).toEqual(['raised', 'overdue']);
    expect(await stepsOf(db, decided.escalation.id)).toEqual(['raised', 'approved']);
    const { escalation } = await escalationsQueries['escalation.open'](deps, asLead, {
      escalationId: late.escalation.id,
    });
    expect(escalation).toMatchObject({ overdue: true, revision: 2 });
  });
});

describe('what is read of them', () => {
  it('a lead’s teams’ by due time with the channels on the way, an agent’s own, page by page', async () => {
    const mine = await makeTeam(db);
    const boss = await makeAgent(db, [mine], { role: 'lead' });
    const worker = await makeAgent(db, [mine]);
    const made: string[] = [];
    for (let n = 0; n < 5; n++) {
      const { escalation, customer, conversationId } = await askedBy(deps, worker, mine);
      made.push(escalation.id);
      await makeItem(deps, customer, { conversationId });
      deps.clock.advance(1000);
    }
    const list = (
      who: typeof boss,
      input: { show: 'open' | 'over'; limit: number; cursor?: string; teamId?: string },
    ) => escalationsQueries['escalation.list'](deps, askingAs(who), input);
    const first = await list(boss, { show: 'open', limit: 2 });
    expect(first.counts).toEqual({ undecided: 5, open: 5 });
    const next = await list(boss, { show: 'open', limit: 10, cursor: first.next ?? '' });
    expect([...first.rows, ...next.rows].map(({ escalation }) => escalation.id)).toEqual(made);
    expect(next.next).toBeUndefined();
    expect((await list(worker, { show: 'open', limit: 10 })).rows).toHaveLength(5);
    expect((await list(stranger, { show: 'open', limit: 100 })).rows.map((row) => row.escalation.id)).not.toContain(
      made[0],
    );
    expect((await list(ben, { show: 'open', limit: 100 })).rows.map((row) => row.escalation.id)).not.toContain(made[0]);
    dataOf(await decide(made[0] ?? '', 'close', { outcome: 'explained' }, askingAs(boss)));
    dataOf(await decide(made[1] ?? '', 'approve', {}, askingAs(boss)));
    const over = await list(boss, { show: 'over', limit: 10 });
    expect(over.rows.map(({ escalation }) => escalation.id)).toEqual([made[0]]);
    expect(over.counts).toEqual({ undecided: 3, open: 4 });
    // What was decided comes after all that waits, though it was due before it; the place of a page knows which is which.
    const pages: string[] = [];
    for (let cursor: string | undefined, n = 0; n < 4; n++) {
      const page = await list(boss, { show: 'open', limit: 1, ...(cursor !== undefined && { cursor }) });
      pages.push(...page.rows.map(({ escalation }) => escalation.id));
      cursor = page.next;
    }
    expect(pages).toEqual([made[2], made[3], made[4], made[1]]);
    expect(await list(boss, { show: 'open', limit: 10, teamId: team.id })).toMatchObject({
      rows: [],
      counts: { undecided: 0, open: 0 },
    });
    await expect(list(boss, { show: 'open', limit: 1, cursor: 'x' })).rejects.toMatchObject({ code: 'invalid' });
  });

  it('one with what led to it, from the thread as it was, and how much came since; for whom it concerns', async () => {
    const customer = await makeCustomer(db);
    const { id: conversationId } = await makeConversation(db, { customer, team, owner: anna });
    const at = deps.clock.now();
    const ago = (minutes: number) => new Date(at.getTime() - minutes * 60_000);
    const say = (minutes: number, over: object) =>
      makeItem(deps, customer, { conversationId, occurredAt: ago(minutes), ...over });
    await say(3000, {
      kind: 'visit',
      channel: 'store',
      direction: 'none',
      data: { store: '銀座店', summary: '水タンクをお求め' },
    });
    await say(60, { data: { text: 'タンクがひび割れています' } });
    await say(59, {
      direction: 'out',
      author: { type: 'agent', id: anna.id, name: anna.name },
      data: { text: '確認します' },
    });
    await say(58, { kind: 'note', direction: 'none', visibility: 'internal', data: { text: '品質に連絡' } });
    const wish = { conversationId, epoch: 1, question: 'どうしますか', asked: 'advice' } as const;
    const { escalation } = dataOf(await give(asAnna, 'escalation:raise', wish));
    await say(0, { data: { text: 'まだですか' } });
    const opened = await escalationsQueries['escalation.open'](deps, asLead, { escalationId: escalation.id });
    expect(opened.path.map(({ channel, words, agent }) => [channel, words, agent])).toEqual([
      ['store', '水タンクをお求め', undefined],
      ['chat', 'タンクがひび割れています', anna.name],
    ]);
    // The step itself, the status, and what the customer said.
    expect(opened.since).toBe(3);
    expect(opened.facts).toEqual({ days: 2, channels: 2, agents: 1 });
    const listed = await escalationsQueries['escalation.list'](deps, asLead, { show: 'open', limit: 200 });
    expect(listed.rows.find((row) => row.escalation.id === escalation.id)?.channels).toEqual(['store', 'chat']);
    await expect(
      escalationsQueries['escalation.open'](deps, askingAs(ben), { escalationId: escalation.id }),
    ).rejects.toMatchObject({ code: 'forbidden' });
    const seen = async (actorId: string) =>
      (await sql`select 1 from view_record where customer_id = ${customer.id} and actor_id = ${actorId}`.execute(db))
        .rows;
    expect(await seen(lead.id)).toHaveLength(1);
    // The question holds the customer's words.
    expect(await seen(second.id)).toEqual([]);
    for (let again = 0; again < 2; again++)
      await escalationsQueries['escalation.of'](deps, askingAs(second), { conversationId });
    expect(await seen(second.id)).toHaveLength(1);
  });
});

describe('the database holds the rules itself', () => {
  const update = (id: string, set: string) => database.pool.query(`update escalation set ${set} where id = $1`, [id]);

  it('[ES2] one undecided question of each conversation and reason, one decision, a snapshot that stands', async () => {
    const { escalation, conversationId } = await asked();
    const copy = `insert into escalation select (jsonb_populate_record(e, jsonb_build_object('id', gen_random_uuid()))).* from escalation e where id = $1`;
    await expect(database.pool.query(copy, [escalation.id])).rejects.toMatchObject({
      constraint: 'escalation_one_undecided',
    });
    await expect(update(escalation.id, 'snapshot = null')).rejects.toThrow();
    await expect(update(escalation.id, `snapshot = '{}'`)).rejects.toThrow();
    await expect(update(escalation.id, `state = 'approved'`)).rejects.toMatchObject({
      constraint: 'escalation_decision_of_state',
    });
    dataOf(await decide(escalation.id, 'approve'));
    await expect(update(escalation.id, `decided_by = '${second.id}'`)).rejects.toThrow(/is decided/);
    await expect(update(escalation.id, `decision = 'return', note = 'x', state = 'returned'`)).rejects.toThrow(
      /is decided/,
    );
    await expect(update(escalation.id, `state = 'raised'`)).rejects.toMatchObject({
      constraint: 'escalation_decision_of_state',
    });
    expect((await rowOf(conversationId)).epoch).toBe(1);
  });

  it('what all of this left behind breaks no rule that verify proves', async () => {
    const proofs = await verifyData(deps);
    const broken = proofs.filter(({ rule, breaks }) => /\[ES|\[CV1\]|TL2/.test(rule) && breaks.length > 0);
    expect(broken.filter(({ rule }) => !rule.startsWith('topics'))).toEqual([]);
  });
});
